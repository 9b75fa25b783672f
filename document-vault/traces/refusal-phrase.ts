import type { VaultTrace } from '../contract/traces.js'

const otherPerson = (reason: string) => [reason, 'le document ne porte pas votre identité'] as const
const unknownPerson = (reason: string) =>
  [reason, "l'identité que porte le document ne peut pas être vérifiée"] as const

/** Why an act was refused, as the holder would say it: the holder's own choices first. */
const refusals: ReadonlyMap<string, string> = new Map<string, string>([
  ['not-found', "ce document n'est pas visible ou n'existe pas"],
  ['record-missing', "ce dossier n'existe pas"],
  ['record-closed', 'ce dossier est fermé'],
  ['forbidden', 'ses droits ne le permettent pas'],
  ['opposed', "vous vous y êtes opposé, ou n'y avez pas consenti"],
  ['blocked', 'vous avez bloqué ce professionnel'],
  ['not-author', "seul l'auteur du document peut le faire"],
  ['already-visible', 'un document déjà visible ne peut plus être caché'],
  ['motive-missing', "le motif de l'urgence manque"],
  ['invalid', "la demande n'est pas valable"],
  ['conflict', "l'état du dossier ne le permet pas"],
  ['unavailable', 'le service est momentanément indisponible'],
  ...['ins-differs', 'other-person-named', 'documents-disagree'].map(otherPerson),
  ...['birth-name-differs', 'first-name-differs', 'birth-date-differs', 'sex-differs'].map(
    otherPerson,
  ),
  ...['ins-missing', 'ins-malformed', 'ins-oid-unknown', 'ins-environment'].map(unknownPerson),
  ...['identity-not-said', 'identity-incomplete'].map(unknownPerson),
])

export function refusalPhrase(trace: Pick<VaultTrace, 'outcome' | 'caller' | 'detail'>): string {
  const { outcome, caller, detail } = trace
  const reason = outcome === 'refused' ? detail['reason'] : outcome
  if (typeof reason !== 'string') return ''
  if (reason === 'forbidden' && caller.kind === 'holder')
    return ' (vos droits ne le permettent pas)'
  const says = refusals.get(reason)
  return says === undefined ? '' : ` (${says})`
}
