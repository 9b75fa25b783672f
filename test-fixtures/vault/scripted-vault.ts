import type { RecordConnector } from '../../document-vault/connectors/connector.js'
import type { ExtractedDocument } from '../../document-vault/contract/extracted-document.js'
import type {
  Deposit,
  DepositOutcome,
  DocumentQuery,
  DocumentSummary,
} from '../../document-vault/contract/vault.js'
import {
  openVaultService,
  type VaultService,
} from '../../document-vault/filing/open-vault-service.js'
import {
  holder,
  keyOf,
  sampleDeposit,
  samplePatient,
  scratchFolder,
  scriptedReaders,
  system,
} from './vault-samples.js'

/** A vault in this thread, in a folder of its own, with two records and readers that are told. */
export class ScriptedVault {
  readonly scratch = scratchFolder()
  readonly readers = scriptedReaders()
  /** Of `samplePatient(1)`, who gets the deposits, and of a stranger. */
  readonly key = keyOf(samplePatient(1))
  readonly otherKey = keyOf(samplePatient(2))
  now = Date.UTC(2026, 5, 1)
  private service: VaultService | null = null
  private files = 0

  private constructor(private readonly connector: RecordConnector | null) {}

  static async open(connector: RecordConnector | null = null): Promise<ScriptedVault> {
    const scripted = new ScriptedVault(connector)
    await scripted.reopen()
    for (const number of [1, 2]) {
      const put = await scripted.vault.putRecord(samplePatient(number), system)
      if (!put.ok) throw new Error(put.error)
    }
    return scripted
  }

  get vault(): VaultService {
    return this.service!
  }

  /** As after a restart. */
  async reopen(): Promise<void> {
    await this.service?.close()
    this.service = await openVaultService(
      { folder: this.scratch.folder, environment: 'test' },
      {
        clock: { now: () => this.now },
        readers: this.readers,
        ...(this.connector ? { connector: this.connector } : {}),
      },
    )
  }

  /** Deposits one document; throws when the deposit as a whole is refused. */
  async put(document: ExtractedDocument, deposit: Partial<Deposit> = {}): Promise<DepositOutcome> {
    const fileName = `file-${++this.files}`
    this.readers.script.set(fileName, [document])
    const done = await this.vault.deposit(sampleDeposit(this.key, fileName, deposit))
    if (!done.ok) throw new Error(done.error)
    return done.value[0]!
  }

  async listed(query: Partial<DocumentQuery> = {}): Promise<readonly DocumentSummary[]> {
    const page = await this.vault.documents(this.key, { limit: 100, ...query }, holder)
    if (!page.ok) throw new Error(page.error)
    return page.value.documents
  }

  /** Answers what the checker found. */
  async close(): Promise<readonly unknown[]> {
    const findings = await this.vault.check()
    await this.vault.close()
    this.scratch.remove()
    return findings
  }
}
