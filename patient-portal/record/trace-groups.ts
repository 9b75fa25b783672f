import type { VaultAct, VaultTrace } from '../../document-vault/contract/traces.js'
import { dayOf } from '../language/french-format.js'

/**
 * Looking, again and again, at what changes nothing, and copies on their way to the shared record:
 * told once a day for each person.
 */
const looks: ReadonlySet<VaultAct> = new Set<VaultAct>([
  'record.look',
  'document.list',
  'document.read',
  'document.history',
  'access.look',
  'traces.read',
  'document.forward',
])

export const isEmergency = ({ act, door }: Pick<VaultTrace, 'act' | 'door'>): boolean =>
  act === 'access.emergency' || door === 'break-glass' || door === 'regulation'

/** Traces of one person that stand as one: the newest, and those folded under it. */
export interface TraceGroup {
  readonly newest: VaultTrace
  readonly others: readonly VaultTrace[]
}

export interface TraceDay {
  /** An instant of the day. */
  readonly at: number
  readonly groups: readonly TraceGroup[]
}

/** Emergency accesses, refusals and acts that change something are never folded. */
function foldKey(trace: VaultTrace): string | null {
  if (!looks.has(trace.act) || trace.outcome !== 'done' || isEmergency(trace)) return null
  return JSON.stringify([trace.caller, trace.door, trace.act === 'document.forward'])
}

function groupsOf(traces: readonly VaultTrace[]): TraceGroup[] {
  const groups: { newest: VaultTrace; others: VaultTrace[] }[] = []
  const open = new Map<string, (typeof groups)[number]>()
  for (const trace of traces) {
    const key = foldKey(trace)
    const known = key === null ? undefined : open.get(key)
    if (known !== undefined) {
      known.others.push(trace)
      continue
    }
    const group = { newest: trace, others: [] }
    groups.push(group)
    if (key !== null) open.set(key, group)
  }
  return groups
}

/** By days of French clocks; `traces` come newest first, and nothing of them is lost. */
export function traceDays(traces: readonly VaultTrace[]): TraceDay[] {
  const days = new Map<string, VaultTrace[]>()
  for (const trace of traces) {
    const day = dayOf(trace.at)
    days.set(day, [...(days.get(day) ?? []), trace])
  }
  return [...days.values()].map((ofDay) => ({ at: ofDay[0]!.at, groups: groupsOf(ofDay) }))
}
