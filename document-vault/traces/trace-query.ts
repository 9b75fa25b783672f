import type { Caller } from '../contract/callers.js'
import type { TraceQuery } from '../contract/traces.js'
import type { OpenedTrace } from './opened-trace.js'

const isEmergency = (trace: Pick<OpenedTrace, 'act' | 'door'>): boolean =>
  trace.act === 'access.emergency' || trace.door === 'break-glass' || trace.door === 'regulation'

/** What the sealed part of a line decides; time, act and document are judged by columns before. */
export function matchesQuery(trace: OpenedTrace, query: TraceQuery): boolean {
  if (query.onlyEmergencies === true && !isEmergency(trace)) return false
  if (query.withoutHolder === true && trace.caller.kind === 'holder') return false
  const wanted = folded(query.who ?? '').trim()
  if (wanted === '') return true
  return folded(callerWords(trace.caller)).includes(wanted)
}

/** Case, accents and hyphens do not count in a search for a name. */
const folded = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[-'’]/g, ' ')
    .replace(/\s+/g, ' ')
    .toLowerCase()

function callerWords(caller: Caller): string {
  switch (caller.kind) {
    case 'professional':
      return `${caller.name} ${caller.structureName}`
    case 'representative':
    case 'administrator':
    case 'software':
      return caller.name
    case 'insurer':
      return 'Assurance Maladie'
    case 'holder':
      return 'vous titulaire'
    case 'system':
      return 'service'
  }
}
