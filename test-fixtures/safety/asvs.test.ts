import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { asvsLines } from './asvs-lines.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const page = readFileSync(join(root, 'docs/asvs.md'), 'utf8')
const shortNames: Record<string, string> = {
  safety: 'test-fixtures/safety/portal-safety.test.ts',
  app: 'patient-portal/portal-app.test.ts',
}

const rows = page.split('\n').flatMap((line) => {
  const [, id, about, state, where] = /^\| ([\d.]+) \| (.+) \| (\w+) \| (.+) \|$/.exec(line) ?? []
  return id === undefined ? [] : [{ id, about, state: state!, where: where! }]
})

/** `path` and `path` "title" of a line. */
const proofsOf = (where: string) =>
  [...where.matchAll(/`([^`]+)`(?: "([^"]+)")?/g)].map(([, name, title]) => ({
    path: shortNames[name!] ?? name!,
    title: title ?? null,
  }))

function sourcesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return sourcesBelow(path)
    return /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name) ? [path] : []
  })
}
const shipped = [
  'domain',
  'config',
  'mail-format',
  'pki',
  'mailbox-store',
  'gateway',
  'document-vault',
  'patient-portal',
  'team-portal',
  'cli',
].flatMap(sourcesBelow)
const sources = shipped.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))

/** Files with a match, but for those that have a reason of their own. */
const filesWith = (pattern: RegExp, but: readonly string[] = []): string[] =>
  sources
    .filter(({ path, text }) => !but.includes(path) && pattern.test(text))
    .map(({ path }) => path)

describe('the page on ASVS level 2', () => {
  it('has every line of levels 1 and 2 once, in order', () => {
    expect(rows.map(({ id }) => id)).toEqual(asvsLines)
  })

  it('gives each line a state that it knows', () => {
    const states = ['tested', 'documented', 'absent', 'open']
    expect(rows.filter(({ state }) => !states.includes(state))).toEqual([])
  })

  it('names tests and documents that exist', () => {
    const missing = rows
      .filter(({ state }) => state === 'tested' || state === 'documented')
      .flatMap(({ id, where }) => proofsOf(where).map((proof) => ({ id, ...proof })))
      .filter(({ path }) => path.includes('/') && !existsSync(join(root, path)))
    expect(missing.map(({ id, path }) => `${id}: ${path}`)).toEqual([])
  })

  it('names a test file, or a title within it, for each tested line', () => {
    const faults = rows
      .filter(({ state }) => state === 'tested')
      .flatMap(({ id, where }) => {
        const proofs = proofsOf(where).filter(({ path }) => /\.test\.tsx?$/.test(path))
        if (proofs.length === 0) return [`${id}: no test`]
        return proofs
          .filter(({ title, path }) => {
            const file = join(root, path)
            return title !== null && existsSync(file) && !readFileSync(file, 'utf8').includes(title)
          })
          .map(({ title }) => `${id}: no test "${title}"`)
      })
    expect(faults).toEqual([])
  })
})

describe('the sources', () => {
  it('no shell and no code made of text', () => {
    expect(
      filesWith(/\beval\(|new Function\(|shell: true|\bexecSync\(|child_process'\).*exec\b/),
    ).toEqual([])
    expect(filesWith(/addEventListener\('message'/, ['document-vault/host/vault-role.ts'])).toEqual(
      [],
    )
  })

  it('no regular expression is made of text from outside', () => {
    // Each of these makes it of words and patterns of its own, looked at one by one.
    expect(filesWith(/new RegExp\((?!\s*\/)/)).toMatchInlineSnapshot(`
      [
        "domain/birth-date.ts",
        "mail-format/hl7-time.ts",
        "mail-format/message-date.ts",
        "pki/general-names.ts",
        "pki/white-list-document.ts",
        "gateway/imap/append/message-url.ts",
        "gateway/portal/export/masked-header.ts",
        "gateway/smtp/path-syntax.ts",
        "document-vault/classify/boilerplate-lines.ts",
        "document-vault/classify/context-rules.ts",
        "document-vault/classify/folded-words.ts",
        "document-vault/classify/layout-cues.ts",
        "document-vault/classify/layout-patterns.ts",
        "document-vault/extract/clean-text.ts",
        "document-vault/extract/read-html.ts",
        "document-vault/extract/read-office.ts",
        "document-vault/extract/text-line.ts",
        "document-vault/fhir/allowed-methods.ts",
        "document-vault/fhir/fhir-date.ts",
        "document-vault/fhir/fhirpath-patch.ts",
        "document-vault/identity/birth-traces.ts",
        "document-vault/identity/form-fields.ts",
        "document-vault/identity/identity-in-text.ts",
        "document-vault/identity/letter-identities.ts",
        "document-vault/identity/name-passages.ts",
        "document-vault/identity/numbers-in-text.ts",
        "document-vault/identity/shared-document.ts",
        "document-vault/identity/table-identities.ts",
        "document-vault/identity/text-roles.ts",
        "document-vault/traces/without-ins.ts",
        "patient-portal/reading/masked-addresses.ts",
        "patient-portal/reading/quoted-text.ts",
      ]
    `)
  })

  it('no weak hash and no weak random number', () => {
    expect(filesWith(/createHash\('(?:md5|md4|ripemd160)'/i)).toEqual([])
    expect(filesWith(/Math\.random\(/)).toEqual([])
    // Where a format asks for it: key identifiers (RFC 5280 §4.2.1.2), old PKCS#12, names of
    // version 5 (RFC 9562 §5.5), and DocumentEntry.hash (IHE ITI TF-3 §4.2.3.2.10).
    expect(filesWith(/createHash\('sha1'/)).toMatchInlineSnapshot(`
      [
        "pki/certificate-issuer.ts",
        "pki/pkcs12-file.ts",
        "gateway/client-setup/name-uuid.ts",
        "document-vault/fhir/submitted-document.ts",
        "document-vault/filing/candidate.ts",
      ]
    `)
  })
})
