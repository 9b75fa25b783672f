import type { DocumentVault } from '../../document-vault/contract/vault.js'
import { cdaToHtml } from '../../document-vault/rendering/cda-to-html.js'
import { documentTypes } from '../../document-vault/terminology/document-types.js'
import { traceCsv } from '../../document-vault/traces/trace-export.js'
import type { AccountId } from '../../domain/ids.js'
import type { StoreReader } from '../../mailbox-store/contract.js'
import type { PortalRecord } from '../../patient-portal/record/record-contract.js'
import { professionalsKnownTo, recordKeyOf } from '../known-professionals.js'
import { createPortalTokens } from './desk/portal-desk-tokens.js'

export interface PortalRecordOptions {
  readonly vault: DocumentVault
  readonly read: StoreReader
  /** That of the portal's desk: exchanges have the same names on all pages. */
  readonly tokenKey: Uint8Array
}

/** The vault for the portal: whose record it is comes from the profile of the session's patient. */
export function createPortalRecord({ vault, read, tokenKey }: PortalRecordOptions): PortalRecord {
  const tokens = createPortalTokens(tokenKey)
  return {
    vault,
    types: documentTypes.filter(
      ({ depositor, isLegacy, space }) =>
        depositor === 'professionnel' && !isLegacy && space !== 'Données de remboursement',
    ),
    keyOf: (patientId) => recordKeyOf(read, patientId),
    async senderOf(patientId: AccountId, exchangeId: string): Promise<string | null> {
      const isWanted = (address: string) => tokens.exchangeId(patientId, address) === exchangeId
      const rows = await read.exchangesOfPatient(patientId)
      const row = rows.find(({ professionalAddress }) => isWanted(professionalAddress))
      if (row !== undefined) return row.professionalAddress
      const counts = await read.correspondenceCounts(patientId)
      return (
        counts.find(({ professionalAddress }) => isWanted(professionalAddress))
          ?.professionalAddress ?? null
      )
    },
    professionals: (patientId) => professionalsKnownTo({ vault, read }, patientId),
    renderedCda(bytes) {
      const html = cdaToHtml(bytes)
      return html.ok ? html.value : null
    },
    tracesCsv: (traces) => traceCsv(traces),
  }
}
