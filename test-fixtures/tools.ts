import { spawnSync } from 'node:child_process'

/**
 * Programs that some tests need (chromium, gpg, curl, openssl, mutt...). On a newcomer's machine a
 * missing one skips the test with a line that says so; with MSS_REQUIRE_TOOLS=1 (CI) it is a
 * failure.
 */
export function findTool(...names: readonly string[]): string | null {
  for (const name of names) {
    const found = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' })
    if (found.status === 0) return found.stdout.trim()
  }
  if (process.env['MSS_REQUIRE_TOOLS'] === '1') {
    throw new Error(`programme exigé et absent : ${names.join(' ou ')}`)
  }
  process.stderr.write(`test laissé de côté : ${names.join(' ou ')} absent de cette machine\n`)
  return null
}
