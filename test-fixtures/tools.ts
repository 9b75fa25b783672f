import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

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
  return missing(names.join(' ou '))
}

/** A TrueType file of the system: PDFs that bring no fonts are painted with those. */
export function findFont(): string | null {
  const folders = ['/usr/share/fonts', '/usr/local/share/fonts', '/System/Library/Fonts']
  for (const folder of folders.filter((one) => existsSync(one))) {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    // One with all Latin letters, and not in one of its styles.
    const found = names.find((name) =>
      /(?:DejaVuSans|LiberationSans-Regular|Arial)\.ttf$/.test(name),
    )
    if (found !== undefined) return join(folder, found)
  }
  return missing('une police de caractères (fonts-dejavu-core)')
}

function missing(what: string): null {
  if (process.env['MSS_REQUIRE_TOOLS'] === '1') {
    throw new Error(`programme exigé et absent : ${what}`)
  }
  process.stderr.write(`test laissé de côté : ${what} absent de cette machine\n`)
  return null
}
