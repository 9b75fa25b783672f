import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { imapRfcs, type RfcScope, type RfcSection } from './imap-rfcs.js'

/** `9051 6.4.4` -> files that name the section, tests apart. */
type References = ReadonlyMap<string, ReadonlySet<string>>

const scanned = ['domain', 'mail-format', 'mailbox-store', 'gateway']

/** docs/imap-rfc-status.md, made of the references that stand in the code. */
export function rfcStatusText(root: string): string {
  const references = referencesIn(root)
  const parts = imapRfcs.map((scope) => scopeText(scope, references))
  return `# What of the IMAP RFCs is done, and where

Generated from the references in the code (\`test-fixtures/house/rfc-status.ts\`); the list of sections is
\`test-fixtures/house/imap-rfcs.ts\`. A test fails when this page is not what the code says, and when a section is
neither named in the code nor left out for a reason.

${parts.join('\n\n')}
`
}

/** Sections that the code should name and does not. */
export function missingSections(root: string): string[] {
  const references = referencesIn(root)
  return imapRfcs.flatMap(({ rfc, sections }) =>
    sections
      .filter(
        ({ section, leftOut }) =>
          leftOut === undefined && filesOf(references, rfc, section).size === 0,
      )
      .map(({ section }) => `RFC ${rfc} §${section}`),
  )
}

function scopeText({ rfc, title, capability, sections }: RfcScope, references: References): string {
  const told = capability === null ? '' : ` (\`${capability}\`)`
  const rows = sections.map((section) => rowText(rfc, section, references))
  return `## RFC ${rfc}: ${title}${told}

| section | | where |
|---|---|---|
${rows.join('\n')}`
}

function rowText(
  rfc: number,
  { section, title, leftOut }: RfcSection,
  references: References,
): string {
  const files = [...filesOf(references, rfc, section)].sort().map((file) => `\`${file}\``)
  const where = leftOut === undefined ? files.join(', ') : `left out: ${leftOut}`
  return `| §${section} | ${title.replaceAll('\\', '\\\\')} | ${where} |`
}

/** A reference to a part of the section counts for it. */
function filesOf(references: References, rfc: number, section: string): Set<string> {
  const found = new Set<string>()
  for (const [key, files] of references) {
    if (key !== `${rfc} ${section}` && !key.startsWith(`${rfc} ${section}.`)) continue
    for (const file of files) found.add(file)
  }
  return found
}

function referencesIn(root: string): References {
  const found = new Map<string, Set<string>>()
  for (const file of scanned.flatMap((folder) => sourcesIn(root, folder))) {
    for (const key of sectionsNamed(readFileSync(join(root, file), 'utf8'))) {
      const files = found.get(key) ?? new Set()
      found.set(key, files.add(file))
    }
  }
  return found
}

/** `RFC 9051 §6.4.4, §7.3.4 and RFC 5182 §2.1`, also broken over two lines of a comment. */
function sectionsNamed(text: string): string[] {
  const joined = text.replace(/\n\s*(?:\*|\/\/) ?/g, ' ')
  const keys: string[] = []
  for (const [, rfc, list] of joined.matchAll(
    /RFC (\d{3,5}) ((?:§[\dA-Z][\d.]*(?:,? (?:and )?|, to )?)+)/g,
  )) {
    for (const [, section] of list!.matchAll(/§([\dA-Z][\d.]*)/g)) {
      keys.push(`${rfc} ${section!.replace(/\.$/, '')}`)
    }
  }
  return keys
}

function sourcesIn(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => `${folder}/${name}`)
    .sort()
}
