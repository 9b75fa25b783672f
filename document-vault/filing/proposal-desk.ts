import { err, ok, type Result } from '../../domain/result.js'
import type { Deposit, ProposedFiling, VaultRefusal } from '../contract/vault.js'
import { candidateOf } from './candidate.js'
import { declaredDocument } from './declared-document.js'
import { classified, type DocumentReaders, extract } from './deposit-reading.js'
import type { Desk } from './desk.js'
import { doubtedVerdict } from './reading-doubts.js'

const doubtful: ProposedFiling = { title: '', typeLabel: '', space: null, outcome: 'held' }

/**
 * Says where a file would go before anybody decides. The same readers and rules as a deposit, and
 * none of its writing: a proposal that the holder does not follow leaves nothing behind.
 */
export class ProposalDesk {
  constructor(
    private readonly desk: Desk,
    private readonly readers: DocumentReaders,
    private readonly isClosing: () => boolean,
  ) {}

  async propose(deposit: Deposit): Promise<Result<readonly ProposedFiling[], VaultRefusal>> {
    const { store, gate } = this.desk
    const record = store.records.find(deposit.record)
    if (!record) return err('record-missing')
    const { caller } = deposit
    const now = store.clock.now()
    const verdict = gate.judge(record, { need: 'deposit', caller, now, classCode: null })
    if (!verdict.allowed) return err(verdict.refusal)
    const extraction = await extract(this.readers, deposit)
    if (this.isClosing()) return err('unavailable')
    if (!extraction.ok) return extraction.fault === 'busy' ? err('unavailable') : ok([])
    const documents = extraction.documents.map((one) => declaredDocument(one, deposit))
    const traits = store.records.traits(record.id)
    const verdicts = this.readers.judgeDocuments(traits, documents, this.readers.environment)
    const remembered = store.choices.of(record.id, deposit.source.sender)
    return ok(
      documents.map((document, index) => {
        const judged = doubtedVerdict(verdicts[index]!, document)
        if (judged.decision !== 'accept') return doubtful
        const { head, hold } = candidateOf(deposit, {
          document,
          classification: classified(this.readers, deposit, document, remembered),
          shape: '',
          plainUniqueId: '',
          isAnonymous: judged.reason === 'identity-not-said',
        })
        const { title, typeLabel, space, holderSpace } = head
        if (hold !== null) return { title, typeLabel: '', space: null, outcome: 'held' }
        return { title, typeLabel, space: holderSpace ?? space, outcome: 'filed' }
      }),
    )
  }
}
