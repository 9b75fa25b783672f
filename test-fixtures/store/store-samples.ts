import type { Account } from '../../domain/account.js'
import { scanMessage } from '../../mail-format/scanner.js'
import type { NewMessage } from '../../mailbox-store/contract.js'

export const historyClock = { now: () => 1_790_000_000_000 }

export const sampleAccount = (n: number, quotaBytes = 0): Omit<Account, 'id'> => ({
  kind: n % 2 === 0 ? 'patient' : 'personal',
  address: `account${n}@sante.example`,
  displayName: `Compte ${n}`,
  entity: '',
  state: 'active',
  acceptsPatientsFirst: false,
  ownerId: null,
  quotaBytes,
  seenMarks: 'shared',
  sentCopy: false,
  documentForwarding: 'ask',
  absence: null,
  createdAt: 1_780_000_000_000,
})

export function sampleMessage(
  subject: string,
  text: string,
  prefix = '',
  from = 'claire@sante.example',
): NewMessage {
  const body = Buffer.from(
    `From: Dr Claire MOREL <${from}>\r\nTo: patient@sante.example\r\n` +
      `Subject: ${subject}\r\nMessage-ID: <${subject.length}@sante.example>\r\n\r\n${text}\r\n`,
  )
  const head = Buffer.from(prefix)
  const scanned = scanMessage(Buffer.concat([head, body]))
  return { prefix: head, body: { inline: body }, scanned }
}
