import { traceCsv } from '../../../document-vault/traces/trace-export.js'
import { csvLine } from '../../../domain/csv-line.js'
import { documentLimits } from '../../../domain/document-limits.js'
import { limits } from '../../../domain/limits.js'
import type { Trace } from '../../../domain/trace.js'
import { inLanguage } from '../../../patient-portal/language/language.js'
import { exportTexts } from '../../../patient-portal/profile/export-texts.js'
import { securityTexts } from '../../../patient-portal/security/security-texts.js'
import { pastSignIn } from '../sign-in/past-sign-in.js'
import type { ExportParts } from './export-parts.js'
import type { ExportedMessages } from './exported-messages.js'

const holder = { kind: 'holder' } as const
const day = (at: number | null | undefined): string =>
  at === null || at === undefined ? '' : new Date(at).toISOString()

/** One row an exchange, those without a message too. RFC 4180. */
export async function* exchangesTable(
  parts: ExportParts,
  messages: ExportedMessages,
): AsyncGenerator<Uint8Array> {
  const { exchanges, language } = parts
  const columns = inLanguage(language, () => exportTexts.columns.exchanges)
  const folders = new Map(
    messages.folders.map((folder) => [folder.professionalAddress ?? '', folder]),
  )
  yield line(columns)
  for (const [address, exchange] of exchanges) {
    const folder = folders.get(address)
    const { known } = parts.masks(address, null)
    yield line([
      folder === undefined ? '' : `messages/${folder.name}`,
      known(exchange.professionalName),
      known(exchange.professionalEntity),
      exchange.state === 'open' ? 'ouvert' : 'clos',
      day(exchange.openedAt),
      day(exchange.endedAt),
      known(exchange.endedBy ?? ''),
      known(exchange.endedNote),
      folder?.messages.length ?? 0,
    ])
  }
}

/** The holder's own trace file ("qui a vu quoi"), page by page, newest first. */
export async function* recordTracesTable({ record }: ExportParts): AsyncGenerator<Uint8Array> {
  if (record === null) return
  const { tracePageRowsMax: limit, traceExportRowsMax } = documentLimits
  let after: number | null = null
  let rows = 0
  for (;;) {
    const page = await record.vault.traces(record.key, { after, limit }, holder)
    if (!page.ok && page.error === 'record-missing') return
    if (!page.ok) throw new Error(`the vault refused: ${page.error}`)
    const text = traceCsv(page.value)
    yield Buffer.from(rows === 0 ? text : text.slice(text.indexOf('\r\n') + 2))
    rows += page.value.length
    if (page.value.length < limit || rows >= traceExportRowsMax) return
    after = page.value.at(-1)!.sequence
  }
}

/** Who did what with the mailbox (mssante.md §7 E 40): never content, no address of anybody. */
export async function* mailTracesTable(parts: ExportParts): AsyncGenerator<Uint8Array> {
  const { read, patient, language } = parts
  const { all } = parts.masks(null, null)
  yield line(inLanguage(language, () => exportTexts.columns.mailTraces))
  let before: number | undefined
  for (;;) {
    const page = await read.traces({ accountId: patient.id }, limits.pageRowsMax, before)
    const rows = page.map((trace) => {
      const { at, action, actor, outcome } = trace
      const way = inLanguage(language, () => wayOf(trace))
      return line([day(at), action, all(actor.label), outcome, way])
    })
    yield Buffer.concat(rows)
    if (page.length < limits.pageRowsMax) return
    before = page.at(-1)!.sequence
  }
}

/** `clé d’accès, Firefox sur Android`; empty for what is no sign-in. */
function wayOf(trace: Trace): string {
  if (trace.action !== 'sign-in') return ''
  const { way, browser, system } = pastSignIn(trace)
  const { mailProgram, ways, sessions } = securityTexts
  return way === 'mail-program' ? mailProgram : `${ways[way]}, ${sessions.device(browser, system)}`
}

const line = (cells: readonly (string | number | null)[]): Buffer =>
  Buffer.from(`${csvLine(cells)}\r\n`)

/** Choices and ways to sign in, without any secret; whom the record lets in. */
export async function settingsFile(parts: ExportParts): Promise<string> {
  const { read, patient, profile, record } = parts
  const { accountId: _, ...settings } = await read.patientSettings(patient.id)
  const credentials = await read.credentialsOfAccount(patient.id)
  const access = record === null ? null : await record.vault.access(record.key, holder)
  const facts = {
    identity: {
      birthName: profile.birthName,
      usedName: profile.usedName,
      firstNames: profile.firstNames,
      birthDate: profile.birthDate,
      sex: profile.sex,
      insMatricule: profile.matricule,
      insOid: profile.insOid,
    },
    profile: profile.state,
    mailbox: { openedAt: day(patient.createdAt), quotaBytes: patient.quotaBytes },
    settings: {
      ...settings,
      consent:
        settings.consent === null
          ? null
          : { version: settings.consent.version, at: day(settings.consent.at) },
      emailVerifiedAt: day(settings.emailVerifiedAt),
      visitedAt: day(settings.visitedAt),
      notifiedAt: day(settings.notifiedAt),
    },
    waysToSignIn: credentials.map(({ kind, label, createdAt }) => ({
      kind,
      label,
      createdAt: day(createdAt),
    })),
    recordAccess: access?.ok === true ? access.value : null,
  }
  return `${JSON.stringify(facts, null, 2)}\n`
}
