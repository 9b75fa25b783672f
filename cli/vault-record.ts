import type { Command } from 'commander'
import type { RecordSummary } from '../document-vault/contract/vault.js'
import { done } from './answer.js'
import { acting, command } from './command-frame.js'
import { dateText, textTable } from './text-table.js'
import { recordOf, vaultRefused, withPatient, withVault } from './vault-tool.js'

const dateOr = (at: number | null): string => (at === null ? '—' : dateText(at))

const rows = (record: RecordSummary): (string | number)[][] => [
  ['État', record.state === 'open' ? 'ouvert' : 'fermé'],
  ['Créé le', dateText(record.createdAt)],
  ['Fermé le', dateOr(record.closedAt)],
  ['Motif', record.closingReason ?? '—'],
  ['À effacer le', dateOr(record.eraseAt)],
  ['Documents', record.documents],
  ['À classer', record.held],
]

/** Numbers only: what a record holds is for the patient and the professionals. */
export const showRecord = (): Command =>
  withPatient(command('show', "dossier d'un usager : état et nombre de documents")).action(
    acting<object, [string]>((frame, _options, patient) =>
      withVault(frame, async (tool) => {
        const found = await recordOf(tool, patient)
        if (!found.ok) return found
        const record = await tool.vault.record(found.key, tool.caller)
        if (!record.ok) return vaultRefused(record.error)
        const accountId = found.account.id
        return done(
          { accountId, ...record.value },
          textTable(['Rubrique', 'Valeur'], [['Boîte', accountId], ...rows(record.value)]),
        )
      }),
    ),
  )

export const closeRecord = (): Command =>
  withPatient(command('close', 'ferme un dossier ; il est gardé, puis effacé à son terme'))
    .requiredOption('--reason <motif>', 'motif, lu par l’usager')
    .action(
      acting<{ reason: string }, [string]>((frame, { reason }, patient) =>
        withVault(frame, async (tool) => {
          const found = await recordOf(tool, patient)
          if (!found.ok) return found
          const closed = await tool.vault.closeRecord(found.key, reason, tool.caller)
          if (!closed.ok) return vaultRefused(closed.error)
          const { id } = found.account
          return done({ accountId: id, state: 'closed' }, `Dossier de la boîte ${id} : fermé`)
        }),
      ),
    )

export const reopenRecord = (): Command =>
  withPatient(command('reopen', 'rouvre un dossier fermé')).action(
    acting<object, [string]>((frame, _options, patient) =>
      withVault(frame, async (tool) => {
        const found = await recordOf(tool, patient)
        if (!found.ok) return found
        const opened = await tool.vault.reopenRecord(found.key, tool.caller)
        if (!opened.ok) return vaultRefused(opened.error)
        const { id } = found.account
        return done({ accountId: id, state: 'open' }, `Dossier de la boîte ${id} : rouvert`)
      }),
    ),
  )
