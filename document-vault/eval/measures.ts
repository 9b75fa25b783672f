import type { Classification } from '../contract/classification.js'
import type { LabelledDocument } from './labelled-documents.js'

export interface Judged {
  readonly of: LabelledDocument
  readonly said: Classification
  readonly space: string
  readonly isStrict: boolean
  readonly isLenient: boolean
}

export interface Measures {
  readonly documents: number
  readonly strict: number
  readonly lenient: number
  /** Each group counts once, by the share of it that is right. */
  readonly groups: number
  readonly strictByGroup: number
  readonly lenientByGroup: number
  readonly sameType: number
  readonly filed: number
  readonly filedWrongStrict: number
  readonly filedWrongLenient: number
  readonly calibrationError: number
}

export function judge(of: LabelledDocument, said: Classification): Judged {
  const space = said.typeCode === null ? '?' : (said.space ?? '-')
  const isStrict = space === of.space
  const isLenient = isStrict || (of.alsoAcceptable !== '' && space === of.alsoAcceptable)
  return { of, said, space, isStrict, isLenient }
}

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)
const mean = (values: readonly number[]): number =>
  share(
    values.reduce((sum, value) => sum + value, 0),
    values.length,
  )

function byGroup(all: readonly Judged[], right: (one: Judged) => boolean): number {
  const groups = new Map<string, Judged[]>()
  for (const one of all) groups.set(one.of.group, [...(groups.get(one.of.group) ?? []), one])
  return mean([...groups.values()].map((ones) => share(ones.filter(right).length, ones.length)))
}

export interface Bin {
  readonly from: number
  readonly to: number
  readonly documents: number
  readonly confidence: number
  readonly right: number
}

const edges = [0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.0001]

/** How often the space is right (strict) where the program says it is sure by so much. */
export function calibration(all: readonly Judged[]): Bin[] {
  return edges.slice(1).flatMap((to, index) => {
    const from = edges[index] ?? 0
    const ones = all.filter(({ said }) => said.confidence >= from && said.confidence < to)
    if (ones.length === 0) return []
    const right = share(ones.filter((one) => one.isStrict).length, ones.length)
    const confidence = mean(ones.map(({ said }) => said.confidence))
    return [{ from, to: Math.min(to, 1), documents: ones.length, confidence, right }]
  })
}

export function measure(all: readonly Judged[]): Measures {
  const filed = all.filter(({ said }) => said.outcome === 'filed')
  const bins = calibration(all)
  const gaps = bins.map((bin) => bin.documents * Math.abs(bin.confidence - bin.right))
  return {
    documents: all.length,
    strict: share(all.filter((one) => one.isStrict).length, all.length),
    lenient: share(all.filter((one) => one.isLenient).length, all.length),
    groups: new Set(all.map(({ of }) => of.group)).size,
    strictByGroup: byGroup(all, (one) => one.isStrict),
    lenientByGroup: byGroup(all, (one) => one.isLenient),
    sameType: share(all.filter(({ of, said }) => said.typeCode === of.typeCode).length, all.length),
    filed: share(filed.length, all.length),
    filedWrongStrict: share(filed.filter((one) => !one.isStrict).length, filed.length),
    filedWrongLenient: share(filed.filter((one) => !one.isLenient).length, filed.length),
    calibrationError: share(
      gaps.reduce((sum, gap) => sum + gap, 0),
      all.length,
    ),
  }
}
