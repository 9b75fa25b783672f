import type { IdentityVerdict } from '../../domain/identity-traits.js'
import { err, ok, type Result } from '../../domain/result.js'
import { unreadClassification } from '../classify/unread-classification.js'
import type { ExtractedDocument, Extraction } from '../contract/extracted-document.js'
import type { VaultTrace } from '../contract/traces.js'
import type { Deposit, DepositOutcome, VaultRefusal } from '../contract/vault.js'
import { unreadDocument } from '../extract/unread-document.js'
import type { DocumentEvidence } from '../store/document-store.js'
import { documentType } from '../terminology/document-types.js'
import { type Candidate, candidateOf, isUpload } from './candidate.js'
import { declaredDocument } from './declared-document.js'
import { filedOutcome, refusedOutcome } from './deposit-outcome.js'
import { classified, type DocumentReaders, extract } from './deposit-reading.js'
import type { Desk } from './desk.js'
import { DocumentFiling, type Filed } from './document-filing.js'
import { MessageDoubts, messageKeyOf } from './message-doubts.js'
import { wordsOf } from './readable-copy.js'
import { doubtedVerdict, isMissing, unreadDoubt } from './reading-doubts.js'
import { codeOfIdentity } from './refusal-code.js'
import { isUploadable } from './upload-rules.js'
import type { Visit } from './visit.js'

/**
 * A deposit is read outside of any transaction, by other processes; then judged, filed and traced
 * in one. What is acknowledged is on the disk.
 */
export class DepositDesk {
  private readonly filing: DocumentFiling
  private readonly doubts: MessageDoubts

  constructor(
    private readonly desk: Desk,
    private readonly readers: DocumentReaders,
    private readonly isClosing: () => boolean,
  ) {
    this.filing = new DocumentFiling(desk.store)
    this.doubts = new MessageDoubts(desk.store.documents)
  }

  async deposit(deposit: Deposit): Promise<Result<readonly DepositOutcome[], VaultRefusal>> {
    // Asked before the costly reading, and again in the transaction that files.
    const allowed = this.allowed(deposit)
    if (!allowed.ok) return allowed
    const isTooBig = isUpload(deposit) && !isUploadable('text/plain', deposit.file.bytes.length)
    const extraction = isTooBig
      ? ({ ok: false, fault: 'too-big', detail: 'upload' } as const)
      : await extract(this.readers, deposit)
    // Nothing was read: to be tried again, not to be kept as unreadable.
    const isBusy = !extraction.ok && extraction.fault === 'busy'
    if (isBusy || this.isClosing()) return err('unavailable')
    return this.desk.store.transaction(() => this.decide(deposit, extraction))
  }

  private allowed(deposit: Deposit): Result<void, VaultRefusal> {
    const { store, gate } = this.desk
    const record = store.records.find(deposit.record)
    if (!record) return err('record-missing')
    const question = this.question(deposit, store.clock.now())
    const verdict = gate.judge(record, question)
    if (verdict.allowed) return ok(undefined)
    return this.desk.visit(this.request(deposit), () => err(verdict.refusal))
  }
  private question(deposit: Deposit, now: number) {
    const type = deposit.asked?.typeCode ? documentType(deposit.asked.typeCode) : null
    const classCode = type?.classCode ?? null
    return { need: 'deposit', caller: deposit.caller, now, classCode } as const
  }
  private request(deposit: Deposit) {
    const { record: key, caller, source } = deposit
    const detail = { source: source.kind, fileName: deposit.file.fileName }
    return { key, caller, act: 'document.refuse', need: 'deposit', detail } as const
  }

  private decide(
    deposit: Deposit,
    extraction: Extraction,
  ): Result<readonly DepositOutcome[], VaultRefusal> {
    const { store, gate } = this.desk
    const record = store.records.find(deposit.record)
    if (!record) return err('record-missing')
    const now = store.clock.now()
    const verdict = gate.judge(record, this.question(deposit, now))
    if (!verdict.allowed) return this.desk.visit(this.request(deposit), () => err(verdict.refusal))
    const visit: Visit = { record, caller: deposit.caller, door: verdict.door, now }
    if (!extraction.ok) return ok([this.unread(deposit, extraction, visit)])
    const traits = store.records.traits(record.id)
    const documents = extraction.documents.map((one) => declaredDocument(one, deposit))
    const verdicts = this.readers
      .judgeDocuments(traits, documents, this.readers.environment)
      .map((verdict, index) => doubtedVerdict(verdict, documents[index]!))
    if (verdicts.some(({ decision }) => decision !== 'accept')) this.noteDoubt(deposit, visit)
    return ok(documents.map((one, index) => this.one(deposit, one, verdicts[index]!, visit)))
  }

  /** What came in the same message and does not say whose it is waits from now on. */
  private noteDoubt(deposit: Deposit, visit: Visit): void {
    const message = messageKeyOf(deposit.source)
    if (message === null) return
    for (const document of this.doubts.note(visit.record.id, message, visit.now))
      this.traceFiled(deposit, { result: 'held', document, reason: 'identity-doubt' }, visit, {})
  }
  /** The verdict on one document, once more with what came earlier in the same message. */
  private besideOthers(
    verdict: IdentityVerdict,
    deposit: Deposit,
    { record }: Visit,
  ): IdentityVerdict {
    const message = messageKeyOf(deposit.source)
    const isSilent = verdict.decision === 'accept' && verdict.reason === 'identity-not-said'
    if (!isSilent || !this.doubts.isDoubtful(record.id, message)) return verdict
    const grounds = ['Un autre document du même message est d’une autre personne, ou en doute.']
    return { decision: 'hold', reason: 'documents-disagree', grounds }
  }

  /** What cannot be read is kept for a human; an archive that is refused, or too much, is not. */
  private unread(
    deposit: Deposit,
    fault: Extraction & { ok: false },
    visit: Visit,
  ): DepositOutcome {
    // Never shown as what it says it is.
    const document = unreadDocument(deposit.file, 'application/octet-stream', 'unreadable')
    if (fault.fault === 'archive-refused' || fault.fault === 'too-big' || isUpload(deposit))
      return this.refuse(deposit, document, visit, '906', 'invalid', {
        fault: fault.detail || fault.fault,
      })
    const doubt = unreadDoubt(fault, document.bytes)
    if (doubt !== null) this.noteDoubt(deposit, visit)
    const isDoubtful =
      doubt !== null || this.doubts.isDoubtful(visit.record.id, messageKeyOf(deposit.source))
    const candidate = {
      ...candidateOf(deposit, {
        document,
        classification: unreadClassification("Le fichier n'a pas pu être lu."),
        shape: '',
        plainUniqueId: this.plainId(deposit, document, visit),
        isAnonymous: true,
      }),
      hold: isDoubtful ? ('identity-doubt' as const) : ('unreadable' as const),
    }
    return this.put(deposit, document, candidate, visit, { fault: fault.fault })
  }

  private one(
    deposit: Deposit,
    document: ExtractedDocument,
    judged: IdentityVerdict,
    visit: Visit,
  ): DepositOutcome {
    const verdict = this.besideOthers(judged, deposit, visit)
    const isDeclared = document.declared !== null
    if (verdict.decision === 'refuse' && isDeclared)
      return this.refuse(deposit, document, visit, codeOfIdentity(verdict.reason), verdict.reason)
    if (isMissing(document))
      return this.refuse(deposit, document, visit, '906', 'invalid', { fault: 'document-missing' })
    if (isUpload(deposit) && !isUploadable(document.mediaType, document.bytes.length))
      return this.refuse(deposit, document, visit, '906', 'invalid')
    if (deposit.asked?.typeCode && !documentType(deposit.asked.typeCode))
      return this.refuse(deposit, document, visit, '906', 'invalid')
    const { choices } = this.desk.store
    const remembered = choices.of(visit.record.id, deposit.source.sender)
    const candidate = candidateOf(deposit, {
      document,
      classification: classified(this.readers, deposit, document, remembered),
      shape: this.readers.shapeOf(document),
      plainUniqueId: this.plainId(deposit, document, visit),
      isAnonymous: verdict.reason === 'identity-not-said',
    })
    if (verdict.decision === 'accept') return this.put(deposit, document, candidate, visit)
    // It may be somebody else's: the grounds stay with those who may see it.
    const held = {
      ...candidate,
      hold: 'identity-doubt' as const,
      head: { ...candidate.head, grounds: verdict.grounds },
    }
    return this.put(deposit, document, held, visit, { identity: verdict.reason })
  }

  private put(
    deposit: Deposit,
    document: ExtractedDocument,
    candidate: Candidate,
    visit: Visit,
    facts: VaultTrace['detail'] = {},
  ): DepositOutcome {
    const detail = { ...facts, ...alarmsOf(document) }
    const filed = this.filing.file(candidate, this.evidenceOf(deposit, document, visit), {
      recordRow: visit.record.id,
      message: messageKeyOf(deposit.source),
      now: visit.now,
      restores: isUpload(deposit),
    })
    if (filed.result === 'refused') {
      const { code, reason } = filed
      return this.refuse(deposit, document, visit, code, reason, facts, candidate)
    }
    this.traceFiled(deposit, filed, visit, detail)
    return filedOutcome(document, filed, deposit.caller)
  }

  private traceFiled(
    deposit: Deposit,
    filed: Exclude<Filed, { result: 'refused' }>,
    visit: Visit,
    detail: VaultTrace['detail'],
  ): void {
    const { document } = filed
    const isHeld = filed.result === 'held'
    this.desk.trace(visit, isHeld ? 'document.hold' : 'document.file', {
      document,
      outcome: isHeld ? 'held' : 'done',
      detail: {
        source: deposit.source.kind,
        sender: deposit.source.senderName,
        typeCode: document.type_code,
        space: document.head.space,
        ...(isHeld ? { reason: filed.reason } : {}),
        ...(filed.result === 'already-there' ? { already: true } : {}),
        ...detail,
      },
    })
  }

  private refuse(
    deposit: Deposit,
    document: ExtractedDocument,
    visit: Visit,
    code: NonNullable<DepositOutcome['code']>,
    reason: NonNullable<DepositOutcome['reason']>,
    detail: VaultTrace['detail'] = {},
    candidate: Candidate | null = null,
  ): DepositOutcome {
    // No title of a refused document: it may be about another person.
    this.desk.trace(visit, 'document.refuse', {
      outcome: 'refused',
      detail: {
        source: deposit.source.kind,
        sender: deposit.source.senderName,
        code,
        reason,
        ...detail,
        ...alarmsOf(document),
      },
    })
    return refusedOutcome(document, candidate, code, reason)
  }

  /** The same file in the same record has the same id, whoever brings it how often. */
  private plainId(deposit: Deposit, document: ExtractedDocument, { record }: Visit): string {
    const depositor = isUpload(deposit) ? 'patient' : 'professional'
    const hash = this.desk.store.ring.lookup(`plain:${record.id}:${depositor}`, document.bytes)
    return `2.25.${BigInt(`0x${hash.subarray(0, 16).toString('hex')}`)}`
  }
  private evidenceOf(
    deposit: Deposit,
    document: ExtractedDocument,
    visit: Visit,
  ): DocumentEvidence {
    if (deposit.source.messageId === null) return { wrappedContent: null, words: [] }
    const file = document.declared ? this.readers.wrappedFile(document) : document.bytes
    const purpose = `wrapped:${visit.record.id}`
    return {
      wrappedContent: file && this.desk.store.ring.lookup(purpose, file).toString('base64'),
      words: wordsOf(document.text),
    }
  }
}

/** Accepted with an alarm, never silently (dmp.md §3). */
const alarmsOf = ({ alarms }: ExtractedDocument): VaultTrace['detail'] =>
  alarms.length === 0 ? {} : { alarms: alarms.join(' ') }
