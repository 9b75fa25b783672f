import type { Command } from 'commander'
import type { Caller, RecordKey } from '../document-vault/contract/callers.js'
import type { VaultRefusal } from '../document-vault/contract/vault.js'
import { openVaultService, type VaultService } from '../document-vault/filing/open-vault-service.js'
import { VaultOpenError } from '../document-vault/store/vault-open-error.js'
import type { Account } from '../domain/account.js'
import { asAccountId } from '../domain/ids.js'
import { vaultOpenText } from '../gateway/vault-open-text.js'
import { vaultOptions } from '../gateway/vault-options.js'
import { type Answer, exitCodes, type Failed, failed, refused } from './answer.js'
import type { Frame } from './command-frame.js'
import { type Tool, withStore } from './tool-store.js'

/** The vault of the data folder, opened beside a gateway that may be running. */
export interface VaultTool extends Tool {
  readonly vault: VaultService
  readonly caller: Caller
}

export interface NamedRecord {
  readonly account: Account
  readonly key: RecordKey
}

/** Opens both; the vault's own files are made when missing. */
export async function withVault(
  frame: Frame,
  action: (tool: VaultTool) => Promise<Answer>,
): Promise<Answer> {
  return withStore(frame, async (tool) => {
    try {
      const vault = await openVaultService(vaultOptions(frame.folder, tool.config))
      const caller: Caller = { kind: 'administrator', name: frame.actor.label }
      try {
        return await action({ ...tool, vault, caller })
      } finally {
        await vault.close()
      }
    } catch (failure) {
      if (failure instanceof VaultOpenError)
        return failed(exitCodes.unusable, vaultOpenText(failure))
      throw failure
    }
  })
}

export const withPatient = (built: Command): Command =>
  built.argument(
    '<usager>',
    'adresse, matricule INS, ou numéro de boîte (voir « mss profile list »)',
  )

/** Whose record; never said back but by the number of the mailbox. */
export async function recordOf(
  { store, config }: Tool,
  patient: string,
): Promise<({ ok: true } & NamedRecord) | Failed> {
  const text = patient.trim().toLowerCase()
  const account = /^\d{1,9}$/.test(text)
    ? await store.read.account(asAccountId(Number(text)))
    : await store.read.accountByAddress(
        text.includes('@') ? text : `${text}@${config.citizenDomain}`,
      )
  const profile = account === null ? null : await store.read.profile(account.id)
  if (account === null || profile === null) return refused('patient-unknown')
  return { ok: true, account, key: { insOid: profile.insOid, matricule: profile.matricule } }
}

const refusalTexts: Readonly<Record<VaultRefusal, string>> = {
  'not-found': 'document introuvable dans ce dossier',
  'record-missing': 'aucun dossier pour cet usager',
  'record-closed': 'dossier fermé',
  forbidden: "réservé à l'usager et à ses professionnels : un administrateur n'y a pas accès",
  opposed: "l'usager s'y oppose",
  blocked: 'professionnel bloqué par l’usager',
  'not-author': "réservé à l'auteur du document",
  'already-visible': "document déjà vu par l'usager : il ne peut plus être masqué",
  'motive-missing': 'motif à indiquer',
  invalid: 'demande incorrecte',
  conflict: 'contredit ce qui est déjà dans le dossier',
  unavailable: 'coffre momentanément indisponible : recommencez',
}

export const vaultRefused = (refusal: VaultRefusal): Failed => ({
  ok: false,
  exitCode: exitCodes.refused,
  says: [refusalTexts[refusal]],
  reason: refusal,
})
