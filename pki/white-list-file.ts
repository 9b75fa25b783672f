import { readFileSync, renameSync, writeFileSync } from 'node:fs'

export const whiteListNamespace = 'https://listeblanche.mssante.fr/schema'

/** One `Domaine` of the official schema (mssante.md §1.3). */
export interface WhiteListEntry {
  /** As written in the file; readers make it canonical. */
  readonly domain: string
  readonly description: string
  /** `CN=<fqdn>,OU=<1+FINESS|3+SIRET>,O=<name>,ST=<Département (nn)>,C=FR`. */
  readonly subjectText: string
  /** Milliseconds since 1970. */
  readonly updatedAt: number
}

const escapeXml = (text: string): string =>
  text.replace(/[&<>"']/g, (c) => `&#${c.codePointAt(0)};`)

const dateTime = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z')

/** Writes a list in the official schema, for development. The file is replaced whole. */
export function writeWhiteList(
  file: string,
  entries: readonly WhiteListEntry[],
  generatedAt: number,
): void {
  const domains = entries.map((entry) =>
    [
      '    <Domaine>',
      `      <Nom>${escapeXml(entry.domain)}</Nom>`,
      `      <Description>${escapeXml(entry.description)}</Description>`,
      `      <DNCertificatOperateur>${escapeXml(entry.subjectText)}</DNCertificatOperateur>`,
      '      <ResponsableContact>developpement@invalid</ResponsableContact>',
      '      <SupportContact>developpement@invalid</SupportContact>',
      `      <DateMAJ>${dateTime(entry.updatedAt)}</DateMAJ>`,
      '    </Domaine>',
    ].join('\n'),
  )
  const text = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<ListeBlancheMSSante xmlns="${whiteListNamespace}">`,
    `  <DateDeGeneration>${dateTime(generatedAt)}</DateDeGeneration>`,
    '  <ListeDomaines>',
    ...domains,
    '  </ListeDomaines>',
    '</ListeBlancheMSSante>',
    '',
  ].join('\n')
  replaceFile(file, text)
}

/** Readers may look at any time: they see the old file or the new one. */
function replaceFile(file: string, text: string): void {
  writeFileSync(`${file}.new`, text, 'utf8')
  renameSync(`${file}.new`, file)
}

/**
 * Gives a development list a new date once it is older than `afterMs`, and leaves its entries
 * alone: whoever tests with another operator adds them by hand. False when there is no such file.
 */
export function redateWhiteList(file: string, now: number, afterMs: number): boolean {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return false
  }
  const element = /(<DateDeGeneration>)([^<]*)(<\/DateDeGeneration>)/
  const generatedAt = Date.parse(element.exec(text)?.[2]?.trim() ?? '')
  if (now - generatedAt > afterMs) replaceFile(file, text.replace(element, `$1${dateTime(now)}$3`))
  return true
}
