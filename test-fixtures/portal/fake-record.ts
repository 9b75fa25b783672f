import type { AccessChange, AccessSettings } from '../../document-vault/contract/access.js'
import type { DocumentType } from '../../document-vault/contract/classification.js'
import type { VaultTrace } from '../../document-vault/contract/traces.js'
import type {
  Deposit,
  DepositOutcome,
  DocumentChange,
  DocumentSummary,
  DocumentVault,
  HeldDocument,
  ProposedFiling,
} from '../../document-vault/contract/vault.js'
import type { AccountId } from '../../domain/ids.js'
import { err, ok } from '../../domain/result.js'
import type { PortalRecord } from '../../patient-portal/record/record-contract.js'

/** A document as the holder finds it. */
export const fakeDocument = (more: Partial<DocumentSummary> = {}): DocumentSummary => ({
  documentId: 'doc-1',
  uniqueId: '1.2.3',
  setId: null,
  version: 1,
  status: 'current',
  title: 'Compte rendu de consultation',
  typeCode: '11488-4',
  typeLabel: 'CR ou fiche de consultation ou de visite',
  classCode: '10',
  classLabel: 'Compte rendu',
  space: 'Comptes rendus',
  category: 'CPT_REND',
  mediaType: 'text/xml',
  bytes: 4_096,
  sha1: '',
  fileName: 'consultation.xml',
  authorName: 'Dr Claire MOREL',
  authorId: '810000000001',
  organisation: 'CHU d’essai',
  depositedBy: 'professional',
  sourceKind: 'mail',
  createdAt: Date.UTC(2026, 10, 2, 9),
  filedAt: Date.UTC(2026, 10, 2, 10),
  serviceStart: null,
  serviceStop: null,
  visibility: { masked: false, hiddenFromHolder: false, hiddenFromRepresentatives: false },
  confidence: 1,
  grounds: ['Le document déclare le code 11488-4.'],
  isNew: true,
  ...more,
})

export const fakeHeld: HeldDocument = {
  documentId: 'held-1',
  title: 'Courrier',
  fileName: 'courrier.pdf',
  mediaType: 'application/pdf',
  senderName: 'Dr Claire MOREL',
  heldAt: Date.UTC(2026, 10, 3, 9),
  reason: 'not-certain',
  proposals: [
    {
      typeCode: '11488-4',
      label: 'CR ou fiche de consultation ou de visite',
      classCode: '10',
      space: 'Comptes rendus',
      probability: 0.5,
    },
  ],
  grounds: ['Le texte est court.'],
}

export const fakeTrace = (more: Partial<VaultTrace> = {}): VaultTrace => ({
  sequence: 1,
  at: Date.UTC(2026, 10, 4, 9),
  act: 'document.read',
  caller: { kind: 'holder' },
  door: 'holder',
  outcome: 'done',
  documentId: 'doc-1',
  documentTitle: 'Compte rendu de consultation',
  detail: {},
  hash: 'h',
  says: 'Vous avez ouvert « Compte rendu de consultation ».',
  ...more,
})

const consultation: DocumentType = {
  code: '11488-4',
  system: '2.16.840.1.113883.6.1',
  label: 'CR ou fiche de consultation ou de visite',
  classCode: '10',
  classLabel: 'Compte rendu',
  space: 'Comptes rendus',
  alsoAcceptable: null,
  inRecordSet: true,
  depositor: 'professionnel',
  isLegacy: false,
}

const settings: AccessSettings = {
  filingOpposed: false,
  readingConsented: true,
  breakGlassOpposed: false,
  regulationOpposed: true,
  authorised: [
    {
      nationalId: '810000000001',
      name: 'Dr Claire MOREL',
      since: Date.UTC(2026, 0, 1),
      until: null,
      grantedBy: 'holder',
    },
  ],
  blocked: [{ nationalId: '810000000009', name: 'Dr Paul MARTIN' }],
  referringDoctor: { nationalId: '810000000002', name: 'Dr Anne ROY' },
}

/** A vault with one record, that of one patient; what it was asked is kept for tests. */
export class FakeRecord implements PortalRecord {
  documents: DocumentSummary[] = [fakeDocument()]
  held: HeldDocument[] = [fakeHeld]
  traces: VaultTrace[] = []
  isAway = false
  readonly deposits: Deposit[] = []
  readonly changes: (DocumentChange | AccessChange | { readonly settled: unknown })[] = []
  acknowledged: string[] = []
  outcome: Partial<DepositOutcome> = {}
  proposed: ProposedFiling[] = [
    {
      title: 'Bilan sanguin',
      typeLabel: 'CR d’examens biologiques',
      space: 'Analyses',
      outcome: 'filed',
    },
  ]
  readonly types = [consultation]
  readonly vault: DocumentVault

  constructor(private readonly patientId: AccountId) {
    this.vault = this.#vault()
  }

  async keyOf(patientId: AccountId) {
    return patientId === this.patientId ? { insOid: 'x', matricule: 'y' } : null
  }
  async professionals() {
    return [{ nationalId: '810000000005', name: 'Dr Paul NEUF' }]
  }

  async senderOf() {
    return 'claire.morel@hopital.mssante.test'
  }
  renderedCda(bytes: Uint8Array) {
    return bytes.length > 4 ? '<article class="cda"><h1>Titre</h1></article>' : null
  }
  tracesCsv(traces: readonly VaultTrace[]) {
    return traces.map(({ says }) => says).join('\r\n')
  }

  #find = (documentId: string) => this.documents.find((one) => one.documentId === documentId)

  #vault(): DocumentVault {
    const away = async () => err('unavailable' as const)
    const when = <T extends (...args: never[]) => Promise<unknown>>(work: T): T =>
      ((...args: Parameters<T>) => (this.isAway ? away() : work(...args))) as T
    const vault: Partial<DocumentVault> = {
      documents: when(async (_key, query) => {
        const found = this.documents.filter(
          (one) =>
            (query.documentId === undefined || one.documentId === query.documentId) &&
            (query.space === undefined || one.space === query.space) &&
            (query.status ?? ['current']).includes(one.status),
        )
        return ok({ documents: found, next: null, total: found.length })
      }),
      heldDocuments: when(async () => ok(this.held)),
      notices: when(async () =>
        ok([{ noticeId: 'n1', at: 0, says: 'Dr Urgence a ouvert votre dossier.', isUrgent: true }]),
      ),
      acknowledgeNotice: when(async (_key, id) => {
        this.acknowledged.push(id)
        return ok(undefined)
      }),
      content: when(async (_key, id) => {
        const summary = this.#find(id)
        if (summary === undefined) return err('not-found')
        return ok({ summary, bytes: Buffer.from('<ClinicalDocument/>') })
      }),
      history: when(async (_key, id) => {
        const summary = this.#find(id)
        return ok(summary === undefined ? [] : [{ summary, acts: [{ at: 0, says: 'Classé.' }] }])
      }),
      change: when(async (_key, id, change) => {
        const summary = this.#find(id)
        if (summary === undefined) return err('not-found')
        this.changes.push(change)
        return ok(summary)
      }),
      settleHeld: when(async (_key, id, choice) => {
        if (!this.held.some(({ documentId }) => documentId === id)) return err('not-found')
        this.changes.push({ settled: choice })
        return ok(undefined)
      }),
      propose: when(async () => ok(this.proposed)),
      deposit: when(async (deposit) => {
        this.deposits.push(deposit)
        return ok([
          {
            fileName: deposit.file.fileName,
            uniqueId: '1',
            result: 'filed' as const,
            documentId: 'doc-2',
            title: deposit.file.fileName,
            classification: null,
            reason: null,
            code: null,
            ...this.outcome,
          },
        ])
      }),
      traces: when(async (_key, query) =>
        ok(this.traces.filter(({ sequence }) => sequence < (query.after ?? Number.MAX_VALUE))),
      ),
      access: when(async () => ok(settings)),
      changeAccess: when(async (_key, change) => {
        this.changes.push(change)
        return ok(settings)
      }),
    }
    return vault as DocumentVault
  }
}
