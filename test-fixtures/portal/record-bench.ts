import { asAccountId } from '../../domain/ids.js'
import { FakeGateway, fakeExchange, fakeMessage } from './fake-gateway.js'
import { FakeRecord, fakeDocument } from './fake-record.js'
import { openPortal, type PortalBench } from './portal-bench.js'
import { hiddenField, type PortalClient } from './portal-client.js'

const letter = fakeMessage({
  type: 'multipart/mixed',
  children: [
    { type: 'text/plain', content: 'Bonjour' },
    { type: 'application/pdf', fileName: 'ordonnance.pdf', content: '%PDF-1.4 x' },
  ],
})

/** A portal with a record: Camille's, who is signed in; Paul has none. */
export class RecordBench {
  private constructor(
    readonly gateway: FakeGateway,
    readonly record: FakeRecord,
    readonly bench: PortalBench,
    readonly camille: PortalClient,
    /** Token of Camille's session. */
    readonly jeton: string,
    /** Address of the exchange in which a professional sent `ordonnance.pdf` (part 2). */
    readonly exchange: string,
  ) {}

  static async open(): Promise<RecordBench> {
    const gateway = new FakeGateway()
    const { summary, ...rest } = fakeExchange([letter])
    const first = gateway.add(1, 'Camille Durand', [{ summary, ...rest }])
    const second = gateway.add(2, 'Paul Petit', [])
    const record = new FakeRecord(asAccountId(1))
    const people = [
      { login: 'camille', code: 'bon', patientId: first, profile: 'open' },
      { login: 'paul', code: 'bon', patientId: second, profile: 'open' },
    ] as const
    const bench = await openPortal(gateway, [...people], record)
    const camille = bench.browser()
    await camille.signIn('camille', 'bon')
    const jeton = hiddenField((await camille.get('/documents')).text, 'jeton')
    return new RecordBench(gateway, record, bench, camille, jeton, summary.exchangeId)
  }

  get pieces(): string {
    return `/echanges/${this.exchange}/messages/${letter.summary.messageId}/pieces`
  }

  /** As at the beginning; for each test. */
  reset(): void {
    const { record } = this
    record.documents = [fakeDocument()]
    record.traces = []
    record.changes.length = 0
    record.deposits.length = 0
    record.acknowledged.length = 0
    record.outcome = {}
    record.isAway = false
  }

  close(): Promise<void> {
    return this.bench.listener.close(100)
  }
}
