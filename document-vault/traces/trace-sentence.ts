import type { VaultTrace } from '../contract/traces.js'
import { actPhrase } from './act-phrase.js'
import { callerLabel } from './caller-label.js'
import { frenchInstant } from './french-instant.js'
import { refusalPhrase } from './refusal-phrase.js'
import { withoutIns } from './without-ins.js'

type Told = Pick<
  VaultTrace,
  'at' | 'act' | 'caller' | 'door' | 'outcome' | 'documentTitle' | 'detail'
>

/**
 * One plain French sentence for the holder (and a second one for the motive of an emergency):
 * `Le 12 mars 2026 à 14 h 05, Dr Claire MOREL (médecin, CH X) a lu « Compte rendu », ...`.
 */
export function traceSentence(trace: Told): string {
  const when = `Le ${frenchInstant(trace.at)}`
  const phrase = actPhrase(trace.act, trace.documentTitle, trace.detail)
  if (trace.detail['erased'] === true)
    return `${when}, un acte a eu lieu sur ce dossier, effacé depuis : ${phrase.noun}.`
  const who = callerLabel(trace.caller)
  const isHolder = trace.caller.kind === 'holder'
  if (trace.outcome !== 'done' && trace.outcome !== 'held') {
    const wanted = `${when}, ${who} ${isHolder ? 'avez' : 'a'} voulu ${phrase.infinitive}`
    return withoutIns(`${wanted} : refusé${refusalPhrase(trace)}.${motive(trace)}`)
  }
  const done = `${when}, ${who} ${isHolder ? 'avez' : 'a'} ${phrase.participle}`
  return withoutIns(`${done}${held(trace)}${doorPhrase(trace)}.${motive(trace)}`)
}

const held = (trace: Told): string =>
  trace.outcome === 'held' && trace.act !== 'document.hold'
    ? ', mis en attente de vérification'
    : ''

/** How the door was open, where the holder would ask for it. */
function doorPhrase({ door, act }: Told): string {
  if (act === 'access.emergency') return ''
  switch (door) {
    case 'referring-doctor':
      return ', comme médecin traitant'
    case 'authorised':
      return ', avec votre autorisation'
    case 'care-team':
      return act === 'access.change' ? '' : ", comme membre de l'équipe de soins"
    case 'author':
      return ', comme auteur du document'
    case 'break-glass':
      return ', en urgence (bris de glace)'
    case 'regulation':
      return ", pour la régulation d'un appel d'urgence (Samu, centre 15)"
    default:
      return ''
  }
}

function motive({ act, detail }: Told): string {
  const said = detail['motive']
  const isAsked = act === 'access.emergency' || act === 'record.close'
  if (!isAsked || typeof said !== 'string' || said === '') return ''
  return ` Motif : ${said.replace(/[.\s]+$/u, '')}.`
}
