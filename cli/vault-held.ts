import type { Command } from 'commander'
import type { HeldDocument, HoldReason } from '../document-vault/contract/vault.js'
import { newForwardJob } from '../gateway/flows/record/record-job.js'
import { done, exitCodes, failed, refused } from './answer.js'
import { acting, command } from './command-frame.js'
import { dateText, textTable } from './text-table.js'
import { administratorTrace } from './tool-store.js'
import { recordOf, vaultRefused, withPatient, withVault } from './vault-tool.js'

const reasonTexts: Readonly<Record<HoldReason, string>> = {
  'not-certain': 'type incertain',
  'identity-doubt': "doute sur l'identité",
  reimbursement: 'données de remboursement',
  'nothing-readable': 'rien de lisible',
  unreadable: 'illisible',
}

const row = (held: HeldDocument) => [
  held.documentId,
  dateText(held.heldAt),
  reasonTexts[held.reason],
  held.senderName,
  held.fileName,
  held.proposals
    .map(({ typeCode, probability }) => `${typeCode} ${Math.round(probability * 100)} %`)
    .join(', '),
]

/** What waits for a human, with the proposals. */
export const heldDocuments = (): Command =>
  withPatient(command('held', 'documents « à classer » d’un usager')).action(
    acting<object, [string]>((frame, _options, patient) =>
      withVault(frame, async (tool) => {
        const found = await recordOf(tool, patient)
        if (!found.ok) return found
        const held = await tool.vault.heldDocuments(found.key, tool.caller)
        if (!held.ok) return vaultRefused(held.error)
        const head = ['Document', 'Depuis', 'Motif', 'Expéditeur', 'Fichier', 'Propositions']
        return done(held.value, textTable(head, held.value.map(row)))
      }),
    ),
  )

interface SettleOptions {
  readonly type?: string
  readonly reject?: string
}

/** A human's choice; what is filed by it goes on to the shared record like any other document. */
export const settleHeld = (): Command =>
  withPatient(command('settle', 'classe ou écarte un document « à classer »'))
    .argument('<document>', 'identifiant donné par « mss vault held »')
    .option('--type <code>', 'classe le document sous ce type, par exemple 11502-2')
    .option('--reject <motif>', 'écarte le document')
    .action(
      acting<SettleOptions, [string, string]>((frame, { type, reject }, patient, documentId) =>
        withVault(frame, async (tool) => {
          if ((type === undefined) === (reject === undefined))
            return failed(exitCodes.usage, 'indiquez --type ou --reject')
          const found = await recordOf(tool, patient)
          if (!found.ok) return found
          const choice = type === undefined ? { reject: reject ?? '' } : { typeCode: type }
          const settled = await tool.vault.settleHeld(found.key, documentId, choice, tool.caller)
          if (!settled.ok) return vaultRefused(settled.error)
          const { id: patientId } = found.account
          const now = tool.frame.now()
          const waiting = {
            fileName: '',
            documentId,
            state: 'waiting',
            where: '',
            code: null,
          } as const
          const job = { patientId, documents: [waiting], asked: false, fromArchive: false }
          const committed = await tool.store.commit({
            jobs:
              type === undefined
                ? []
                : [newForwardJob({ ...job, wayBack: null, arrivalAt: now }, null, now)],
            traces: [
              administratorTrace(tool, {
                action: 'document.file',
                accountId: patientId,
                detail: { change: type === undefined ? 'reject' : 'settle' },
              }),
            ],
          })
          if (!committed.ok) return refused(committed.reason)
          return done(
            { accountId: patientId, documentId, ...choice },
            `Document de la boîte ${patientId} : ${type === undefined ? 'écarté' : 'classé'}`,
          )
        }),
      ),
    )
