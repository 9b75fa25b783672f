import { children, DerFault, type DerValue, derTag, expectTag } from './der-reader.js'
import { type GeneralName, readGeneralName } from './general-names.js'

/** RFC 5280 §4.2.1.10. */
export interface NameConstraints {
  readonly permitted: readonly GeneralName[]
  readonly excluded: readonly GeneralName[]
}

const hostPattern = /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/i

/** An address and a mask of the same length; the mask must be a prefix (RFC 4632). */
function isAddressRange(octets: Buffer): boolean {
  if (octets.length !== 8 && octets.length !== 32) return false
  const mask = [...octets.subarray(octets.length / 2)].map((o) => o.toString(2).padStart(8, '0'))
  return /^1*0*$/.test(mask.join(''))
}

function checkConstraint(base: GeneralName): GeneralName {
  const fine =
    base.kind === 'dns'
      ? base.text === '' || hostPattern.test(base.text)
      : base.kind === 'email'
        ? hostPattern.test(base.text.replace(/^\./, '')) || /^[^@\s]+@[^@\s]+$/.test(base.text)
        : base.kind === 'uri'
          ? hostPattern.test(base.text.replace(/^\./, ''))
          : base.kind !== 'ip' || isAddressRange(base.octets)
  if (!fine) throw new DerFault('name constraint')
  return base
}

function readSubtrees(value: DerValue): GeneralName[] {
  const trees = children(value)
  if (trees.length === 0) throw new DerFault('empty subtrees')
  return trees.map((tree) => {
    const [base, ...range] = children(expectTag(tree, derTag.sequence))
    // RFC 5280: minimum must be zero (so absent in DER) and maximum absent.
    if (base === undefined || range.length > 0) throw new DerFault('subtree')
    return checkConstraint(readGeneralName(base))
  })
}

export function readNameConstraints(value: DerValue): NameConstraints {
  const parts = children(expectTag(value, derTag.sequence))
  const permitted = parts.filter((p) => p.tag === 0xa0)
  const excluded = parts.filter((p) => p.tag === 0xa1)
  if (parts.length === 0 || parts.length !== permitted.length + excluded.length)
    throw new DerFault('name constraints')
  if (permitted.length > 1 || excluded.length > 1) throw new DerFault('name constraints')
  return { permitted: permitted.flatMap(readSubtrees), excluded: excluded.flatMap(readSubtrees) }
}

const isUnder = (host: string, domain: string): boolean =>
  domain === '' || host === domain || host.endsWith(`.${domain}`)

function hostMatches(host: string, constraint: string): boolean {
  const wanted = constraint.toLowerCase()
  return wanted.startsWith('.') ? host.endsWith(wanted) : host === wanted
}

function emailMatches(address: string, constraint: string): boolean {
  const at = address.lastIndexOf('@')
  const host = address.slice(at + 1).toLowerCase()
  const wantedAt = constraint.lastIndexOf('@')
  if (wantedAt < 0) return hostMatches(host, constraint)
  return (
    address.slice(0, at) === constraint.slice(0, wantedAt) &&
    host === constraint.slice(wantedAt + 1).toLowerCase()
  )
}

function addressMatches(octets: Buffer, range: Buffer): boolean {
  if (range.length !== octets.length * 2) return false
  return octets.every((o, i) => {
    const mask = range[octets.length + i]!
    return (o & mask) === (range[i]! & mask)
  })
}

const uriHost = (text: string): string =>
  (/^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#:]*)/i.exec(text)?.[1] ?? '').toLowerCase()

/** True when the name lies inside the subtree. Both are of the same kind. */
function lies(name: GeneralName, base: GeneralName, exclusion: boolean): boolean {
  if (name.kind === 'dns' && base.kind === 'dns') {
    const host = name.text.toLowerCase()
    const domain = base.text.toLowerCase()
    if (isUnder(host.replace(/^\*\./, ''), domain)) return true
    // `*.example.com` also stands for the excluded `bar.example.com`.
    return (
      exclusion && host.startsWith('*.') && domain.split('.').slice(1).join('.') === host.slice(2)
    )
  }
  if (name.kind === 'email' && base.kind === 'email') return emailMatches(name.text, base.text)
  if (name.kind === 'uri' && base.kind === 'uri') return hostMatches(uriHost(name.text), base.text)
  if (name.kind === 'ip' && base.kind === 'ip') return addressMatches(name.octets, base.octets)
  if (name.kind === 'directory' && base.kind === 'directory')
    return base.name.rdnKeys.every((key, i) => key === name.name.rdnKeys[i])
  // A constraint of a kind that we cannot compare refuses every name of that kind (RFC 5280
  // §4.2.1.10).
  return exclusion
}

/**
 * Comparisons left; hostile certificates multiply thousands of names by thousands of constraints.
 */
export interface ComparisonBudget {
  left: number
}

/** RFC 5280 §6.1.3 (b) and (c): every name permitted and none excluded. */
export function namesAllowed(
  names: readonly GeneralName[],
  constraints: NameConstraints,
  budget: ComparisonBudget,
): boolean {
  for (const name of names) {
    budget.left -= constraints.permitted.length + constraints.excluded.length
    if (budget.left < 0) return false
    const sameKind = (base: GeneralName): boolean => base.kind === name.kind
    const permitted = constraints.permitted.filter(sameKind)
    if (permitted.length > 0 && !permitted.some((base) => lies(name, base, false))) return false
    if (constraints.excluded.some((base) => sameKind(base) && lies(name, base, true))) return false
  }
  return true
}
