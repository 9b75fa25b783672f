import { insOid } from '../domain/ins.js'

export interface PatientIdentifier {
  readonly oid: string
  readonly id: string
}

export interface InsChoice {
  /** The identifier upper case, as said. */
  readonly ins: PatientIdentifier | null
  readonly others: readonly PatientIdentifier[]
  /** Two INS of one kind with different numbers, or production beside test. */
  readonly contradicts: boolean
}

/** A person has an NIR or, before it, an NIA; test identities after the true ones. */
const order: readonly string[] = [insOid.nir, insOid.nia, insOid.nirTest, insOid.nirDemo]
/**
 * All INS authorities, the obsolete INS-C and any to come: the guard must see that they were said.
 */
const insArc = /^1\.2\.250\.1\.213\.1\.4\.\d{1,4}$/

const rank = (identifier: PatientIdentifier): number => {
  const at = order.indexOf(identifier.oid)
  return at === -1 ? order.length : at
}

/** Which of several patient identifiers is the INS. */
export function chooseIns(identifiers: readonly PatientIdentifier[]): InsChoice {
  const candidates = identifiers
    .filter(({ oid, id }) => insArc.test(oid) && id !== '')
    .map(({ oid, id }) => ({ oid, id: id.toUpperCase() }))
    .sort((a, b) => rank(a) - rank(b))
  const ins = candidates[0] ?? null
  const known = candidates.filter((one) => rank(one) < order.length)
  const contradicts = known.some(
    (one) =>
      (one.oid === ins?.oid && one.id !== ins.id) ||
      rank(one) >= 2 !== (ins !== null && rank(ins) >= 2),
  )
  return {
    ins,
    others: identifiers.filter(
      ({ oid, id }) => ins === null || oid !== ins.oid || id.toUpperCase() !== ins.id,
    ),
    contradicts,
  }
}
