import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

interface LockedPackage {
  readonly version?: string
  readonly dev?: boolean
  readonly optional?: boolean
  readonly license?: string
}

/**
 * Packages that are shipped with the product (not development ones), as package-lock.json has them.
 */
export function noticeText(root: string): string {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockedPackage>
  }
  const rows = new Map<string, string>()
  for (const [path, entry] of Object.entries(lock.packages)) {
    if (path === '' || entry.dev === true) continue
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
    rows.set(`${name} ${entry.version}`, entry.license ?? licenceOf(root, path))
  }
  const lines = [...rows].sort(([a], [b]) => (a < b ? -1 : 1))
  return `mss-gateway
Copyright 2026 the mss-gateway authors. Licensed under the Apache License, version 2.0.

It is shipped with these packages, unmodified, each under its own licence:

${lines.map(([name, licence]) => `- ${name}: ${licence}`).join('\n')}

Where a package offers a choice, the permissive licence is taken (node-forge: BSD-3-Clause; @zone-eu/mailsplit: MIT).
openpgp is used as an unmodified dependency under LGPL-3.0-or-later; its source is in its package.
`
}

function licenceOf(root: string, path: string): string {
  const file = join(root, path, 'package.json')
  if (!existsSync(file)) return 'see its package'
  const { license } = JSON.parse(readFileSync(file, 'utf8')) as { license?: string }
  return license ?? 'see its package'
}
