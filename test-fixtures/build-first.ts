import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/**
 * Workers and journeys run the compiled files (`dist/`), so a test run compiles first.
 * `MSS_SKIP_BUILD=1` leaves that out for someone who just did it.
 */
export default function setup(): void {
  if (process.env['MSS_SKIP_BUILD'] === '1') return
  const root = fileURLToPath(new URL('..', import.meta.url))
  for (const project of ['.', 'patient-portal/browser']) {
    const run = spawnSync('npx', ['tsc', '-p', project], { cwd: root, encoding: 'utf8' })
    if (run.status !== 0) throw new Error(`tsc:\n${run.stdout}${run.stderr}`)
  }
}
