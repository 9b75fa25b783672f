import type { DocumentAuthor } from '../../mail-format/document-facts.js'
import type { Caller } from '../contract/callers.js'
import type { DepositSource } from '../contract/vault.js'

export interface Authorship {
  readonly author: DocumentAuthor
  readonly depositedBy: 'professional' | 'patient' | 'insurer'
  readonly sender: string
  /** Who handed it in by an interface that knows the person; absent: the document is believed. */
  readonly actor?: Actor
}
export interface Actor {
  readonly nationalId: string
  readonly structureId: string
}

export function actorOf(caller: Caller, source: DepositSource): Actor | null {
  if (source.kind !== 'fhir' || caller.kind !== 'professional') return null
  const { nationalId, structureId } = caller
  return { nationalId, structureId }
}

/** A name that the document itself puts forward is no right to another's document. */
function isEntitled(earlier: Authorship, { actor, sender }: Authorship): boolean {
  if (actor === undefined) return true
  const { id, organisationId } = earlier.author
  return (
    (id !== '' && id === actor.nationalId) ||
    (organisationId !== '' && organisationId === actor.structureId) ||
    (earlier.sender !== '' && earlier.sender === sender)
  )
}

/** Who stands behind a document that names no author. */
export function authorOf(caller: Caller, source: DepositSource): DocumentAuthor {
  const nobody = { id: '', name: '', speciality: null, organisation: '', organisationId: '' }
  switch (caller.kind) {
    case 'professional':
      return {
        ...nobody,
        id: caller.nationalId,
        name: caller.name,
        organisation: caller.structureName,
        organisationId: caller.structureId,
      }
    case 'software':
      return { ...nobody, name: source.senderName, organisationId: caller.structureId }
    case 'insurer':
      return { ...nobody, name: 'Assurance Maladie' }
    default:
      return { ...nobody, name: source.senderName }
  }
}

/**
 * May one replace what the other made (code 901)? The same author, or the same organisation; where
 * neither is said, the same sender. A patient's upload is the patient's own affair.
 */
export function maySucceed(earlier: Authorship, later: Authorship): boolean {
  if (earlier.depositedBy !== later.depositedBy) return false
  if (earlier.depositedBy !== 'professional') return true
  if (!isEntitled(earlier, later)) return false
  const [a, b] = [earlier.author, later.author]
  if (a.id !== '' && a.id === b.id) return true
  if (a.organisationId !== '' && a.organisationId === b.organisationId) return true
  const isNamed = (author: DocumentAuthor) => author.id !== '' || author.organisationId !== ''
  if (isNamed(a) || isNamed(b)) return false
  return earlier.sender !== '' && earlier.sender === later.sender
}

/** The author in person; for software and documents that name a structure only, the structure. */
export function isAuthor(document: Authorship, caller: Caller): boolean {
  const { author, depositedBy } = document
  switch (caller.kind) {
    case 'professional':
      if (depositedBy !== 'professional') return false
      if (author.id !== '') return author.id === caller.nationalId
      return author.organisationId !== '' && author.organisationId === caller.structureId
    case 'software':
      if (depositedBy !== 'professional' || author.organisationId === '') return false
      return author.organisationId === caller.structureId
    case 'insurer':
      return depositedBy === 'insurer'
    case 'holder':
      return depositedBy === 'patient'
    default:
      return false
  }
}
