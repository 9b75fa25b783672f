import type { Account } from '../../../domain/account.js'
import { type EmailAddress, parseEmailAddress } from '../../../domain/email-address.js'
import type { Exchange } from '../../../domain/exchange.js'
import type { AccountId } from '../../../domain/ids.js'
import type { Profile } from '../../../domain/profile.js'
import { err, ok } from '../../../domain/result.js'
import type { Envelope } from '../../../mail-format/scanned-message.js'
import type { StoredStructure } from '../../../mailbox-store/contract.js'
import type { ReplyFacts } from '../../policy/facts.js'
import type { Known } from '../../policy/verdict.js'
import type { PatientReply } from '../contract.js'
import { isAnswerable } from '../exchange/exchange-act.js'
import type { FlowDeps } from '../flow-deps.js'
import { AddressFacts, type FoundTarget } from '../transaction/address-facts.js'
import { messageAt } from './placed-message.js'
import type { ReplyRate } from './reply-rate.js'

export type ReplyQuestion = Pick<PatientReply, 'patientId' | 'professionalAddress' | 'inReplyTo'>

/** A professional whom the answer may go to. */
export interface ReplyCorrespondent {
  readonly found: FoundTarget
  readonly exchange: Known<Exchange | null>
}

export interface GatheredReply {
  readonly facts: ReplyFacts
  readonly patient: Account | null
  readonly target: ReplyCorrespondent
  /** Other mailboxes of a Reply-To with several. */
  readonly moreTargets: readonly string[]
  /** Of the message answered, or null. */
  readonly envelope: Envelope | null
}

interface Answered {
  readonly structure: StoredStructure
  readonly isOwn: boolean
  readonly belongs: boolean
  readonly replyTo: readonly string[]
}

const canonical = (text: string): string => {
  const parsed = parseEmailAddress(text)
  return parsed.ok ? parsed.value.text : text.toLowerCase()
}

/** Gathers what the rules of a patient's answer judge on. */
export class ReplyFactsSource {
  readonly #deps: FlowDeps
  readonly #addresses: AddressFacts
  readonly #rate: ReplyRate

  constructor(deps: FlowDeps, rate: ReplyRate) {
    this.#deps = deps
    this.#rate = rate
    this.#addresses = new AddressFacts(deps)
  }

  async gather(question: ReplyQuestion, content: ReplyFacts['content']): Promise<GatheredReply> {
    const { directory } = this.#deps
    const { patientId } = question
    const professional = canonical(question.professionalAddress)
    const [account, profile] = [
      await directory.account(patientId),
      await directory.profile(patientId),
    ]
    const patient = account.ok ? account.value : null
    const answered =
      question.inReplyTo === null
        ? null
        : await this.#answered(patient, professional, question.inReplyTo)
    const found = answered?.ok ? answered.value : null
    const [targetText, ...moreTargets] =
      found === null || found.replyTo.length === 0 ? [professional] : found.replyTo
    const target = await this.correspondent(patientId, targetText ?? professional)
    const { exchange } = await this.correspondent(patientId, professional)
    return {
      patient,
      target,
      moreTargets,
      envelope: found?.structure.envelope ?? null,
      facts: {
        repliesOfLate: this.#rate.ofLate(patientId),
        profile: this.#profileState(account, profile),
        exchange,
        acceptsPatientsFirst: this.#acceptsFirst(target.found, professional),
        target: { ...target.found, exchange: target.exchange },
        answered: this.#answeredFacts(answered),
        content,
      },
    }
  }

  async correspondent(patientId: AccountId, text: string): Promise<ReplyCorrespondent> {
    const found = await this.#addresses.target(text)
    return { found, exchange: await this.#exchange(patientId, found.address) }
  }

  async #exchange(patientId: AccountId, address: EmailAddress | null) {
    if (address === null) return ok(null)
    return this.#learn(() => this.#deps.store.read.exchange(patientId, address.text))
  }

  async #learn<T>(question: () => Promise<T>): Promise<Known<T>> {
    try {
      return ok(await question())
    } catch {
      return err('directory-unavailable')
    }
  }

  #profileState(
    account: Known<Account | null>,
    profile: Known<Profile | null>,
  ): ReplyFacts['profile'] {
    if (!account.ok) return account
    if (!profile.ok) return profile
    const { value } = account
    if (value === null || value.kind !== 'patient' || value.state === 'closed') return ok('closed')
    return ok(profile.value?.state ?? null)
  }

  /** The pharmacy exception (mssante.md §7 C 24): an organisational mailbox that says so. */
  #acceptsFirst({ account, address }: FoundTarget, professional: string): boolean {
    return (
      account?.kind === 'organisational' &&
      account.acceptsPatientsFirst &&
      address?.text === professional
    )
  }

  #answeredFacts(answered: Known<Answered | null> | null): ReplyFacts['answered'] {
    if (answered === null || !answered.ok) return answered
    if (answered.value === null) return ok({ belongs: false, answerable: false })
    const { belongs, isOwn, structure } = answered.value
    return ok({ belongs, answerable: isOwn || isAnswerable(structure.policyValues) })
  }

  /** The message answered, when it stands in the patient's own account and in this exchange. */
  async #answered(
    patient: Account | null,
    professional: string,
    reference: NonNullable<PatientReply['inReplyTo']>,
  ): Promise<Known<Answered | null>> {
    const { read } = this.#deps.store
    return this.#learn(async () => {
      const mailbox = await read.mailbox(reference.mailboxId)
      if (patient === null || mailbox === null || mailbox.accountId !== patient.id) return null
      const messageId = await messageAt(read, reference)
      const structure = messageId === null ? null : await read.structure(messageId)
      if (structure === null) return null
      const { envelope } = structure
      const author = canonical(envelope.from[0]?.address ?? '')
      const isOwn = author === patient.address
      const replyTo = isOwn ? [] : envelope.replyTo.map(({ address }) => canonical(address))
      const readers = [...envelope.to, ...envelope.cc].map(({ address }) => canonical(address))
      const belongs = isOwn
        ? readers.includes(professional)
        : author === professional || replyTo.includes(professional)
      return { structure, isOwn, belongs, replyTo: [...new Set(replyTo)] }
    })
  }
}
