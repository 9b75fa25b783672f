import { ok } from '../../../domain/result.js'
import type { Actor } from '../../../domain/trace.js'
import type { ContentFacts, SenderPath } from '../../policy/facts.js'
import { receiveRules } from '../../policy/receive-rules.js'
import { judge, type Verdict } from '../../policy/verdict.js'
import type { MailPath, OperatorSession } from '../contract.js'
import type { AddressFacts } from './address-facts.js'
import type { HeaderSummary } from './header-facts.js'
import type { Authorship, MessageSide } from './message-side.js'

/** Mail from another operator of the trust space. */
export class ReceiveSide implements MessageSide {
  readonly action = 'message.receive'
  readonly addsMissingFields = false
  readonly recipientRules = receiveRules.recipient
  readonly accountId = null
  readonly returnAccountId = null
  readonly authorship: Authorship = { account: null, personId: null, preconditions: [] }
  readonly session: OperatorSession
  readonly #addresses: AddressFacts
  #sender: SenderPath = { kind: 'null' }

  constructor(session: OperatorSession, addresses: AddressFacts) {
    this.session = session
    this.#addresses = addresses
  }

  get actor(): Actor {
    const { peer } = this.session
    return { kind: 'operator', label: peer.ok ? peer.value.commonName : 'unknown' }
  }

  get senderIsPatient(): boolean {
    return this.#sender.kind === 'address' && this.#addresses.isPatientAddress(this.#sender.address)
  }

  get asker(): { readonly sender: string; readonly operator: string } {
    const { peer } = this.session
    const operator = `operator:${peer.ok ? peer.value.subjectText : this.session.remoteAddress}`
    const sender = this.#sender.kind === 'address' ? this.#sender.address.text : '<>'
    return { sender: `${operator} ${sender}`, operator }
  }

  async judgeSender(path: MailPath): Promise<Verdict> {
    const { peer } = this.session
    this.#sender = this.#addresses.senderPath(path.address)
    const standing =
      peer.ok && this.#sender.kind === 'address'
        ? this.#addresses.domainStanding(this.#sender.address.domain, peer.value)
        : null
    return judge(receiveRules.sender, {
      peer,
      listed: peer.ok ? this.#addresses.isOperator(peer.value) : ok(false),
      isPatient: this.senderIsPatient,
      sender: this.#sender,
      standing,
      declaredBytes: path.declaredBytes,
    })
  }

  async judgeContent(facts: ContentFacts, { from }: HeaderSummary): Promise<Verdict> {
    const { peer } = this.session
    const fromStanding =
      peer.ok && from !== null ? this.#addresses.domainStanding(from.domain, peer.value) : null
    const fromIsPatient = from !== null && this.#addresses.isPatientAddress(from)
    return judge(receiveRules.content, { ...facts, fromIsPatient, fromStanding })
  }
}
