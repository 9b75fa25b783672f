import { describe, expect, it } from 'vitest'
import type { Account } from '../../domain/account.js'
import { parseEmailAddress } from '../../domain/email-address.js'
import type { Exchange } from '../../domain/exchange.js'
import { asAccountId } from '../../domain/ids.js'
import { limits } from '../../domain/limits.js'
import { portalLimits } from '../../domain/portal-limits.js'
import { err, ok } from '../../domain/result.js'
import type {
  PatientStanding,
  ReceiveContentFacts,
  ReceiveSenderFacts,
  RecipientFacts,
  RecipientTarget,
  ReplyFacts,
  SubmitContentFacts,
  SubmitSenderFacts,
} from './facts.js'
import { receiveRules } from './receive-rules.js'
import { replyRules } from './reply-rules.js'
import { submitRules } from './submit-rules.js'
import { judge, type Known, type Rule } from './verdict.js'

/** `accept`, `refuse reason` or `defer reason`. */
function said<F>(rules: readonly Rule<F>[], facts: F): string {
  const verdict = judge(rules, facts)
  return verdict.kind === 'accept' ? 'accept' : `${verdict.kind} ${verdict.reason}`
}
const at = (text: string) => {
  const parsed = parseEmailAddress(text)
  if (!parsed.ok) throw new Error(text)
  return parsed.value
}
const sender = (text: string) => ({ kind: 'address' as const, address: at(text) })
const unknown: Known<never> = err('directory-unavailable')
const stale: Known<never> = err('white-list-stale')

const account = (more: Partial<Account> = {}): Account => ({
  id: asAccountId(1),
  kind: 'personal',
  address: 'a@demo.mss.test',
  displayName: 'A',
  entity: '',
  state: 'active',
  acceptsPatientsFirst: false,
  ownerId: null,
  quotaBytes: 0,
  seenMarks: 'shared',
  sentCopy: false,
  documentForwarding: 'ask',
  absence: null,
  createdAt: 1,
  ...more,
})

describe('receive, at MAIL', () => {
  const good: ReceiveSenderFacts = {
    peer: ok(null),
    listed: ok(true),
    isPatient: false,
    sender: sender('a@autre.mss.test'),
    standing: ok({ inTrustSpace: true, boundToPeer: true }),
    declaredBytes: null,
  }
  const rows: readonly [Partial<ReceiveSenderFacts>, string][] = [
    [{}, 'accept'],
    [{ sender: { kind: 'null' }, standing: null }, 'accept'],
    [{ declaredBytes: limits.messageBytesMax }, 'accept'],
    [{ declaredBytes: limits.messageBytesMax + 1 }, 'refuse message-too-big'],
    [{ peer: err('operator-certificate-missing') }, 'refuse operator-certificate-missing'],
    [{ peer: err('operator-certificate-invalid') }, 'refuse operator-certificate-invalid'],
    [{ peer: err('operator-certificate-revoked') }, 'refuse operator-certificate-revoked'],
    [{ peer: err('revocation-unknown') }, 'defer revocation-unknown'],
    [
      { peer: err('operator-certificate-invalid'), standing: stale },
      'refuse operator-certificate-invalid',
    ],
    [{ sender: { kind: 'invalid' }, standing: null }, 'refuse sender-address-invalid'],
    [{ isPatient: true }, 'refuse sender-is-patient'],
    [{ listed: ok(false) }, 'accept'],
    [
      { sender: { kind: 'null' }, standing: null, listed: ok(false) },
      'refuse operator-certificate-invalid',
    ],
    [{ sender: { kind: 'null' }, standing: null, listed: stale }, 'defer white-list-stale'],
    [{ standing: stale }, 'defer white-list-stale'],
    [
      { standing: ok({ inTrustSpace: false, boundToPeer: false }) },
      'refuse sender-domain-outside-trust-space',
    ],
    [
      { standing: ok({ inTrustSpace: true, boundToPeer: false }) },
      'refuse sender-domain-not-bound-to-certificate',
    ],
  ]
  it.each(rows)('%j: %s', (facts, wanted) => {
    expect(said(receiveRules.sender, { ...good, ...facts })).toBe(wanted)
  })
})

describe('submit, at MAIL', () => {
  const good: SubmitSenderFacts = {
    signedIn: 'yes',
    isPatient: false,
    sender: sender('a@demo.mss.test'),
    use: ok('usable'),
    declaredBytes: null,
  }
  const rows: readonly [Partial<SubmitSenderFacts>, string][] = [
    [{}, 'accept'],
    [{ sender: { kind: 'null' }, use: null }, 'accept'],
    [{ signedIn: 'no' }, 'refuse sign-in-required'],
    [{ signedIn: 'ambiguous' }, 'refuse account-choice-required'],
    [{ isPatient: true }, 'refuse sender-is-patient'],
    [{ sender: { kind: 'invalid' } }, 'refuse sender-address-invalid'],
    [{ use: ok('not-owned') }, 'refuse sender-not-owned'],
    [{ use: ok('right-missing') }, 'refuse right-missing'],
    [{ use: unknown }, 'defer directory-unavailable'],
    [{ declaredBytes: limits.messageBytesMax + 1 }, 'refuse message-too-big'],
  ]
  it.each(rows)('%j: %s', (facts, wanted) => {
    expect(said(submitRules.sender, { ...good, ...facts })).toBe(wanted)
  })
})

describe('at RCPT', () => {
  const local = (more: Partial<Account> = {}): RecipientTarget => ({
    kind: 'local',
    account: ok(account(more)),
  })
  const patient = (
    more: Partial<PatientStanding> = {},
    matriculeValid = true,
  ): RecipientTarget => ({
    kind: 'patient',
    matriculeValid,
    standing: ok({ accountClosed: false, state: 'open', environmentMatches: true, ...more }),
  })
  const remote = (inTrustSpace: Known<boolean>): RecipientTarget => ({
    kind: 'remote',
    inTrustSpace,
  })
  const good: RecipientFacts = {
    target: local(),
    used: null,
    quotaBytes: 0,
    declaredBytes: null,
    acceptedRecipients: 0,
    otherPatientNamed: false,
    senderIsPatient: false,
    enumerates: false,
  }
  const full = { quotaBytes: 100, used: ok(100) }
  // facts, on receive, on submit ("same" when both agree).
  const rows: readonly [Partial<RecipientFacts>, string, string][] = [
    [{}, 'accept', 'same'],
    [{ target: patient() }, 'accept', 'same'],
    [{ target: { kind: 'invalid' } }, 'refuse recipient-address-invalid', 'same'],
    [{ target: remote(ok(true)) }, 'refuse recipient-not-local', 'accept'],
    [
      { target: remote(ok(false)) },
      'refuse recipient-not-local',
      'refuse recipient-outside-trust-space',
    ],
    [{ target: remote(stale) }, 'refuse recipient-not-local', 'defer white-list-stale'],
    [{ target: { kind: 'local', account: ok(null) } }, 'refuse recipient-unknown', 'same'],
    [{ target: { kind: 'local', account: unknown } }, 'defer directory-unavailable', 'same'],
    [{ target: local({ state: 'closed' }) }, 'refuse mailbox-closed', 'same'],
    [full, 'defer over-quota', 'same'],
    [{ quotaBytes: 100, used: ok(99) }, 'accept', 'same'],
    [{ quotaBytes: 100, used: ok(50), declaredBytes: 51 }, 'defer over-quota', 'same'],
    [{ quotaBytes: 100, used: unknown }, 'defer directory-unavailable', 'same'],
    [{ acceptedRecipients: limits.recipientsPerMessageMax }, 'defer too-many-recipients', 'same'],
    [{ acceptedRecipients: limits.recipientsPerMessageMax - 1 }, 'accept', 'same'],
    [{ target: patient({}, false) }, 'refuse patient-address-invalid', 'same'],
    [{ target: patient({ environmentMatches: false }) }, 'refuse patient-address-invalid', 'same'],
    [{ target: patient({ state: 'not-created' }) }, 'refuse patient-unknown', 'same'],
    [{ target: patient({ state: 'opposed' }) }, 'refuse patient-opposed', 'same'],
    [{ target: patient({ state: 'closed' }) }, 'refuse patient-closed', 'same'],
    [{ target: patient({ state: 'deceased' }) }, 'refuse patient-deceased', 'same'],
    [{ target: patient({ accountClosed: true }) }, 'refuse patient-closed', 'same'],
    [
      { target: { kind: 'patient', matriculeValid: true, standing: ok(null) } },
      'refuse patient-unknown',
      'same',
    ],
    [
      { target: { kind: 'patient', matriculeValid: true, standing: unknown } },
      'defer directory-unavailable',
      'same',
    ],
    [{ target: patient(), otherPatientNamed: true }, 'refuse several-patients', 'same'],
    [{ otherPatientNamed: true }, 'accept', 'same'],
    [{ target: patient(), enumerates: true }, 'defer patient-enumeration', 'same'],
    [
      { target: patient({ state: 'opposed' }), enumerates: true },
      'defer patient-enumeration',
      'same',
    ],
    [{ enumerates: true }, 'accept', 'same'],
    [{ target: patient(), ...full }, 'defer over-quota', 'same'],
  ]
  it.each(rows)('%j: %s, %s', (facts, onReceive, onSubmit) => {
    const whole = { ...good, ...facts }
    expect(said(receiveRules.recipient, whole)).toBe(onReceive)
    expect(said(submitRules.recipient, whole)).toBe(onSubmit === 'same' ? onReceive : onSubmit)
  })

  it('never lets a patient of another operator write to a patient', () => {
    const facts = { ...good, target: patient(), senderIsPatient: true }
    expect(said(receiveRules.recipient, facts)).toBe('refuse patient-to-patient')
    expect(said(receiveRules.recipient, { ...facts, target: local() })).toBe('accept')
  })
})

describe('after DATA', () => {
  const bound = ok({ inTrustSpace: true, boundToPeer: true })
  const good: ReceiveContentFacts & SubmitContentFacts = {
    bytes: 1_000,
    tooBig: false,
    complete: true,
    defects: [],
    receivedHeaders: 0,
    fromFields: 1,
    fromMailboxes: 1,
    from: at('a@autre.mss.test'),
    sender: sender('b@autre.mss.test'),
    replyTo: [],
    patientRecipients: [],
    severalPatientsNamed: false,
    patientsInHeaders: [],
    fromIsPatient: false,
    fromStanding: bound,
    fromUse: ok('usable'),
    senderHeaderUse: [],
  }
  type Facts = Partial<typeof good>
  const outside = { kind: 'professional' as const, inTrustSpace: ok(false) }
  const ofPatient = { kind: 'patient' as const, inTrustSpace: ok(true) }
  const both: readonly [Facts, string][] = [
    [{}, 'accept'],
    [{ sender: { kind: 'null' } }, 'accept'],
    [{ defects: ['boundary-missing', 'eight-bit-header'] }, 'accept'],
    [{ tooBig: true, complete: false }, 'refuse message-too-big'],
    [{ complete: false }, 'defer message-incomplete'],
    [{ defects: ['bare-cr'] }, 'refuse bare-line-ending'],
    [{ defects: ['bare-lf', 'line-too-long'] }, 'refuse bare-line-ending'],
    [{ defects: ['line-too-long'] }, 'refuse line-too-long'],
    [{ defects: ['nul-octet'] }, 'refuse message-malformed'],
    [{ defects: ['header-block-too-big'] }, 'refuse message-malformed'],
    [{ defects: ['header-field-malformed'] }, 'refuse message-malformed'],
    [{ defects: ['too-many-fields'] }, 'refuse message-malformed'],
    [{ defects: ['duplicate-singleton'] }, 'refuse message-malformed'],
    [{ defects: ['depth-exceeded'] }, 'refuse message-malformed'],
    [{ defects: ['parts-exceeded'] }, 'refuse message-malformed'],
    [{ receivedHeaders: limits.receivedHeadersMax }, 'accept'],
    [{ receivedHeaders: limits.receivedHeadersMax + 1 }, 'refuse mail-loop'],
    [{ fromFields: 0, fromMailboxes: 0, from: null }, 'refuse from-header-missing'],
    [{ fromFields: 2, defects: ['several-from'] }, 'refuse from-header-missing'],
    [{ fromMailboxes: 2 }, 'refuse from-header-missing'],
    [{ from: null }, 'refuse from-header-missing'],
    [{ from: at('a@demo.mss.test') }, 'refuse from-header-not-in-sender-domain'],
    [{ replyTo: [outside] }, 'refuse reply-to-outside-trust-space'],
    [{ replyTo: [ofPatient, outside] }, 'refuse reply-to-outside-trust-space'],
    [{ replyTo: [{ ...outside, kind: 'invalid' }] }, 'refuse reply-to-outside-trust-space'],
    [{ replyTo: [{ ...outside, inTrustSpace: stale }] }, 'defer white-list-stale'],
    [{ replyTo: [ofPatient] }, 'accept'],
    [{ replyTo: [ofPatient], patientRecipients: ['p'] }, 'refuse reply-to-is-patient'],
    [{ patientRecipients: ['p'], patientsInHeaders: ['p', 'p'] }, 'accept'],
    [{ patientRecipients: ['p', 'q'] }, 'refuse several-patients'],
    [{ patientRecipients: ['p'], severalPatientsNamed: true }, 'refuse several-patients'],
    [
      { patientRecipients: ['p'], patientsInHeaders: ['p', 'q'] },
      'refuse patient-named-in-headers',
    ],
    [{ patientsInHeaders: ['p', 'q'] }, 'accept'],
  ]
  it.each(both)('both flows: %j: %s', (facts, wanted) => {
    expect(said(receiveRules.content, { ...good, ...facts })).toBe(wanted)
    expect(said(submitRules.content, { ...good, ...facts })).toBe(wanted)
  })

  const onReceive: readonly [Facts, string][] = [
    [{ fromStanding: stale }, 'defer white-list-stale'],
    [{ fromIsPatient: true }, 'refuse sender-is-patient'],
    [{ sender: { kind: 'null' }, fromIsPatient: true }, 'refuse sender-is-patient'],
    [
      { fromStanding: ok({ inTrustSpace: false, boundToPeer: false }) },
      'refuse sender-domain-outside-trust-space',
    ],
    [
      {
        sender: { kind: 'null' },
        fromStanding: ok({ inTrustSpace: true, boundToPeer: false }),
      },
      'refuse sender-domain-not-bound-to-certificate',
    ],
  ]
  it.each(onReceive)('receive: %j: %s', (facts, wanted) => {
    expect(said(receiveRules.content, { ...good, ...facts })).toBe(wanted)
  })

  const onSubmit: readonly [Facts, string][] = [
    [{ fromUse: ok('not-owned') }, 'refuse sender-not-owned'],
    [{ fromUse: ok('right-missing') }, 'refuse right-missing'],
    [{ fromUse: unknown }, 'defer directory-unavailable'],
    [{ senderHeaderUse: [ok('usable'), ok('not-owned')] }, 'refuse sender-not-owned'],
  ]
  it.each(onSubmit)('submit: %j: %s', (facts, wanted) => {
    expect(said(submitRules.content, { ...good, ...facts })).toBe(wanted)
  })
})

describe('the answer of a patient', () => {
  const exchange = (state: Exchange['state']): Known<Exchange | null> =>
    ok({
      patientId: asAccountId(9),
      professionalAddress: 'a@demo.mss.test',
      professionalName: 'A',
      professionalEntity: '',
      state,
      openedAt: 1,
      endedAt: state === 'open' ? null : 2,
      endedBy: null,
      endedNote: '',
      handledAt: null,
    })
  const target = (
    more: Partial<ReplyFacts['target']> = {},
    held: Partial<Account> = {},
  ): ReplyFacts['target'] => ({
    target: { kind: 'local', account: ok(account(held)) },
    used: null,
    exchange: exchange('open'),
    ...more,
  })
  const content = { isEmpty: false, bytes: 10, attachments: 0, textCharacters: 10 }
  const good: ReplyFacts = {
    repliesOfLate: 0,
    profile: ok('open'),
    exchange: exchange('open'),
    acceptsPatientsFirst: false,
    target: target(),
    answered: null,
    content,
  }
  const remote = (inTrustSpace: Known<boolean>) =>
    target({ target: { kind: 'remote', inTrustSpace } })
  const none: Known<Exchange | null> = ok(null)
  const rows: readonly [Partial<ReplyFacts>, string][] = [
    [{}, 'accept'],
    [{ content: null }, 'accept'],
    [{ target: remote(ok(true)) }, 'accept'],
    [{ answered: ok({ belongs: true, answerable: true }) }, 'accept'],
    [{ repliesOfLate: limits.patientRepliesMax - 1 }, 'accept'],
    [{ repliesOfLate: limits.patientRepliesMax }, 'defer rate-limited'],
    [{ profile: ok('opposed') }, 'refuse patient-profile-not-open'],
    [{ profile: ok('closed') }, 'refuse patient-profile-not-open'],
    [{ profile: ok(null) }, 'refuse patient-profile-not-open'],
    [{ profile: unknown }, 'defer directory-unavailable'],
    [{ target: target({ target: { kind: 'invalid' } }) }, 'refuse patient-to-outside'],
    [
      {
        target: target({
          target: { kind: 'patient', matriculeValid: true, standing: ok(null) },
        }),
      },
      'refuse patient-to-patient',
    ],
    [{ target: remote(ok(false)) }, 'refuse patient-to-outside'],
    [{ target: remote(stale) }, 'defer white-list-stale'],
    [{ exchange: none }, 'refuse exchange-not-open'],
    [{ exchange: exchange('ended') }, 'refuse exchange-ended'],
    [{ exchange: unknown }, 'defer directory-unavailable'],
    [{ target: target({ exchange: none }) }, 'refuse exchange-not-open'],
    [{ target: target({ exchange: exchange('ended') }) }, 'refuse exchange-ended'],
    [{ target: target({ exchange: unknown }) }, 'defer directory-unavailable'],
    [{ acceptsPatientsFirst: true, exchange: none, target: target({ exchange: none }) }, 'accept'],
    [{ acceptsPatientsFirst: true, exchange: exchange('ended') }, 'refuse exchange-ended'],
    [{ answered: ok({ belongs: false, answerable: true }) }, 'refuse not-found'],
    [{ answered: ok({ belongs: true, answerable: false }) }, 'refuse message-not-answerable'],
    [{ answered: unknown }, 'defer directory-unavailable'],
    [{ target: target({}, { state: 'closed' }) }, 'refuse mailbox-closed'],
    [
      { target: target({ target: { kind: 'local', account: ok(null) } }) },
      'refuse recipient-unknown',
    ],
    [{ target: target({ used: ok(95) }, { quotaBytes: 100 }) }, 'defer over-quota'],
    [{ content: { ...content, isEmpty: true } }, 'refuse reply-empty'],
    [
      { content: { ...content, bytes: portalLimits.portalUploadBytesMax + 1 } },
      'refuse message-too-big',
    ],
    [
      { content: { ...content, attachments: portalLimits.portalAttachmentsMax + 1 } },
      'refuse message-too-big',
    ],
    [
      // Who has no exchange does not learn that the mailbox is closed.
      { exchange: none, target: target({}, { state: 'closed' }) },
      'refuse exchange-not-open',
    ],
  ]
  it.each(rows)('%j: %s', (facts, wanted) => {
    expect(said(replyRules, { ...good, ...facts })).toBe(wanted)
  })
})

describe('the rules', () => {
  it('have each an own name and the demand that they serve', () => {
    const lists = [
      ...receiveRules.sender,
      ...receiveRules.recipient,
      ...receiveRules.content,
      ...submitRules.sender,
      ...submitRules.recipient,
      ...submitRules.content,
      ...replyRules,
    ]
    const rules = [...new Set<{ id: string; requires: string }>(lists)]
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length)
    for (const { requires } of rules) expect(requires).toMatch(/§|RFC/)
  })
})
