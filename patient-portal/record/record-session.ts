import type { Context } from 'hono'
import type { RecordKey } from '../../document-vault/contract/callers.js'
import type { DocumentVault, VaultRefusal } from '../../document-vault/contract/vault.js'
import type { FormContent, PortalForm } from '../forms/portal-form.js'
import { sessionForm } from '../forms/session-form.js'
import { errorPage } from '../page-answer.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import type { PortalRecord } from './record-contract.js'

/** The holder is always the patient of the session; no URL or form names a record. */
export const holder = { kind: 'holder' } as const

export interface OpenRecord {
  readonly record: PortalRecord
  readonly vault: DocumentVault
  readonly key: RecordKey
}

/** Null when this portal has no vault, or the patient no record. */
export async function openRecord(
  parts: PortalParts,
  c: Context<PortalEnv>,
): Promise<OpenRecord | null> {
  const { record } = parts
  if (record === undefined) return null
  const key = await record.keyOf(c.get('session').patientId)
  return key === null ? null : { record, vault: record.vault, key }
}

/** A form of this session's pages and the record it acts on; or the page that refuses it. */
export async function openForm(
  parts: PortalParts,
  c: Context<PortalEnv>,
  accepts: FormContent = 'fields-only',
): Promise<{ form: PortalForm; open: OpenRecord } | Response> {
  const form = await sessionForm(parts, c, accepts)
  if (form instanceof Response) return form
  const open = await openRecord(parts, c)
  return open === null ? errorPage(parts, c, 404) : { form, open }
}

/** The page for a refusal of the vault. */
export function vaultRefusalPage(
  parts: PortalParts,
  c: Context<PortalEnv>,
  refusal: VaultRefusal,
): Response | Promise<Response> {
  switch (refusal) {
    case 'unavailable':
      return errorPage(parts, c, 503)
    case 'invalid':
      return errorPage(parts, c, 400)
    case 'not-found':
    case 'record-missing':
    case 'record-closed':
      return errorPage(parts, c, 404)
    default:
      return errorPage(parts, c, 403)
  }
}
