import type { AccountId, MessageId } from '../../domain/ids.js'
import type { ProfileState } from '../../domain/profile.js'
import { scanMessage } from '../../mail-format/scanner.js'
import type { MailboxStore, Operation, Outcome } from '../../mailbox-store/contract.js'

export const doctor = 'claire.morel@demo.mss.test'
export const colleague = 'cardiologie@autre.mss.test'

/**
 * A message as a professional's software sends it: two forms, a file, an enclosed message,
 * addresses all over.
 */
export const letter = (words: string, to: string) => `From: Claire_MOREL_CHU <${doctor}>
To: <${to}>
Cc: Cardiologie <${colleague}>
Subject: XDM/1.0/DDM+ Consignes
Message-ID: <${words}@demo.mss.test>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

${words} apr=E8s l=
'op=E9ration. ${doctor}
--b
Content-Type: text/html

<p>${words} <a href="mailto:${doctor}">${doctor}</a></p>
--b
Content-Type: application/pdf
Content-Disposition: attachment; filename*=utf-8''r%C3%A9sultat.pdf
Content-Transfer-Encoding: base64

JVBERi0xLjQKJeLjz9MK
--b
Content-Type: message/rfc822

From: <${doctor}>
Subject: joint

avant
--b--
`

/** Puts accounts, exchanges and messages into a store, for tests of what reads them. */
export class PortalPeople {
  constructor(private readonly store: MailboxStore) {}

  async #commit(operation: Operation): Promise<Outcome> {
    const done = await this.store.commit({ operations: [operation] })
    if (!done.ok) throw new Error(done.reason)
    return done.outcomes[0]!
  }

  async addAccount(
    kind: 'patient' | 'personal',
    address: string,
    displayName: string,
  ): Promise<AccountId> {
    const account = {
      kind,
      address,
      displayName,
      entity: '',
      state: 'active' as const,
      acceptsPatientsFirst: false,
      ownerId: null,
      quotaBytes: 0,
      createdAt: 1,
    }
    const outcome = await this.#commit({ op: 'put-account', account })
    return (outcome as { accountId: AccountId }).accountId
  }

  async addPatient(matricule: string, state: ProfileState = 'open') {
    const address = `${matricule}@patient.mss.test`
    // An account that is named by its address: the portal takes the name from the profile.
    const accountId = await this.addAccount('patient', address, address)
    const profile = {
      accountId,
      matricule,
      insOid: '1.2.250.1.213.1.4.10',
      birthName: 'DURAND',
      usedName: '',
      firstNames: ['Camille'],
      birthDate: '1988-06-01',
      sex: 'female' as const,
      state,
    }
    await this.#commit({ op: 'put-profile', profile })
    return { accountId, address }
  }

  async openExchange(patientId: AccountId, address: string, name: string): Promise<void> {
    await this.#commit({
      op: 'open-exchange',
      patientId,
      professionalAddress: address,
      professionalName: name,
      professionalEntity: 'Hôpital de démonstration',
      at: 1,
    })
  }

  async deliver(
    patientId: AccountId,
    message: string,
    more: { correspondent?: string; at?: number } = {},
  ): Promise<void> {
    const body = Buffer.from(message.replace(/\r?\n/g, '\r\n'))
    const done = await this.store.commit({
      messages: [{ prefix: new Uint8Array(), body: { inline: body }, scanned: scanMessage(body) }],
      operations: [
        {
          op: 'append-email',
          accountId: patientId,
          mailbox: 'inbox',
          message: { index: 0 },
          flags: [],
          internalDate: more.at ?? Date.UTC(2024, 0, 15, 8),
          correspondent: more.correspondent ?? doctor,
        },
      ],
    })
    if (!done.ok) throw new Error(done.reason)
  }

  /** Whole messages of an inbox, as the store has them. */
  async inboxOf(address: string): Promise<string[]> {
    const { read } = this.store
    const account = await read.accountByAddress(address)
    const inbox = await read.mailboxByRole(account!.id, 'inbox')
    const snapshot = await read.snapshot(inbox!.id)
    const texts: string[] = []
    for (const id of snapshot!.messageIds) {
      const bytes = await read.bodyRange(id as MessageId, 0, 1_000_000)
      texts.push(Buffer.from(bytes!).toString('utf8'))
    }
    return texts
  }
}
