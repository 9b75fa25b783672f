import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { MailboxId, ModSeq } from '../../domain/ids.js'
import { defaultPatientSettings } from '../../domain/patient-settings.js'
import { sampleMessage } from '../../test-fixtures/store/store-samples.js'
import { chainedHash, traceChainStart, traceLine } from '../trace-chain.js'
import { applicationId } from './database.js'
import { first } from './migrations/001-first.js'
import { openSqliteStore } from './sqlite-store.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mss-migration-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const inbox = 1 as MailboxId

/** A file as the first version left it: two emails that stay, three that are gone, a member. */
function writeFirstVersion(): void {
  const db = new Database(join(folder, 'mail.sqlite'))
  db.pragma('page_size = 8192')
  db.exec(first)
  db.pragma(`application_id = ${applicationId}`)
  db.pragma('user_version = 1')
  const { body, scanned } = sampleMessage('Un é', 'texte')
  const octets = 'inline' in body ? body.inline : new Uint8Array()
  const run = (sql: string, ...values: unknown[]) => db.prepare(sql).run(...values)
  run(`INSERT INTO persons VALUES (1, 'Claire', NULL), (2, 'Paul', NULL)`)
  run(
    `INSERT INTO accounts VALUES (1, 'organisational', 'equipe@sante.example', 'Équipe', '',
    'active', 0, NULL, 0, 1000, 9, ?)`,
    2 * octets.length,
  )
  run(`INSERT INTO members VALUES (1, 2, 'answer')`)
  for (const id of [2, 3]) {
    run(
      `INSERT INTO accounts VALUES (?, 'patient', ?, '', '', 'active', 0, NULL, 0, 1000, 1, 0)`,
      id,
      `patient${id}@sante.example`,
    )
    run(
      `INSERT INTO mailboxes VALUES (?, ?, 'INBOX', 'inbox', ?, 1, 1, 0, 0, 0, 0, 0, 0, '[]')`,
      ...[id, id, 10 + id],
    )
  }
  run(`INSERT INTO profiles VALUES
    (2, '', '', 'ESSAI', '', '["ANNE"]', '1980-02-03', 'female', 'open', 'Anne@Exemple.TEST'),
    (3, '', '', 'ESSAI', '', '["BRUNO"]', '1980-02-03', 'male', 'open', NULL)`)
  run(`INSERT INTO credentials VALUES (1, 'certificate', 'CN=Claire', NULL, 1, '', 5)`)
  run(`INSERT INTO exchanges VALUES (2, 'claire@sante.example', '', '', 'ended', 1, 2, 'Claire')`)
  run(
    `INSERT INTO mailboxes VALUES (1, 1, 'INBOX', 'inbox', 7, 7, 9, 2, 1, 0, ?, 5, 3, '[]')`,
    2 * octets.length,
  )
  run('INSERT INTO emails VALUES (1, 1, 2, 1, 8, 4, ?, 1000, NULL)', octets.length)
  run('INSERT INTO emails VALUES (1, 1, 6, 1, 0, 8, ?, 2000, NULL)', octets.length)
  // At its floor the log may hold the rest of what was dropped there.
  run('INSERT INTO expunged VALUES (1, 1, 5, 5), (1, 1, 6, 3), (1, 1, 6, 4)')
  run(
    'INSERT INTO messages VALUES (1, ?, ?, 0, 2, NULL, ?, ?, ?, ?)',
    octets.length,
    scanned.headerBytes,
    scanned.preview,
    Buffer.from(scanned.envelopeWire, 'latin1'),
    Buffer.from(scanned.bodyStructureWire, 'latin1'),
    Buffer.from(scanned.bodyWire, 'latin1'),
  )
  const { root, envelope, policyHeaders } = scanned
  const structure = JSON.stringify({ root, envelope, policyValues: policyHeaders.values })
  run('INSERT INTO structures VALUES (1, ?)', structure)
  run('INSERT INTO chunks VALUES (4096, ?)', Buffer.from(octets))
  const trace = {
    at: 1,
    actor: { kind: 'system', label: 'essai' },
    action: 'message.receive',
    accountId: null,
    outcome: 'accepted',
    reason: null,
    messageId: null,
    detail: {},
  } as const
  const line = traceLine(trace, 1)
  const hash = chainedHash(traceChainStart, line)
  run(
    `INSERT INTO traces VALUES (1, 1, NULL, 'message.receive', 'accepted', NULL, ?, ?)`,
    hash,
    line,
  )
  run(`INSERT INTO counters VALUES ('account', 3), ('person', 2), ('mailbox', 3), ('credential', 1),
    ('message', 1), ('trace', 1), ('uid-validity', 20)`)
  db.close()
}

it('takes up what an older version knew of patients', async () => {
  writeFirstVersion()
  const store = await openSqliteStore({ folder })
  try {
    const { read } = store
    const [anne, bruno] = await read.profilesBorn('1980-02-03', null, 10)
    expect(anne).toEqual({
      accountId: 2,
      matricule: '',
      insOid: '',
      birthName: 'ESSAI',
      usedName: '',
      firstNames: ['ANNE'],
      birthDate: '1980-02-03',
      sex: 'female',
      state: 'open',
    })
    // Typed by an operator: no code came back from there, so nothing is sent there yet.
    expect(await read.patientSettings(anne!.accountId)).toEqual({
      ...defaultPatientSettings(anne!.accountId),
      notificationEmail: 'Anne@exemple.test',
    })
    expect(await read.accountsByNotificationEmail('Anne@exemple.test')).toEqual([])
    expect(await read.patientSettings(bruno!.accountId)).toEqual(
      defaultPatientSettings(bruno!.accountId),
    )
    expect(await read.account(anne!.accountId)).toMatchObject({ absence: null })
    expect(await read.exchangesOfPatient(anne!.accountId)).toMatchObject([
      { endedBy: 'Claire', endedNote: '', handledAt: null },
    ])
    expect(await read.credentialsBySecret('certificate', 'CN=Claire')).toMatchObject([{ id: 1 }])
    expect(await store.check()).toEqual([])
  } finally {
    await store.close()
  }
})

it('takes up a file of the first version, and finds nothing wrong with it', async () => {
  writeFirstVersion()
  const store = await openSqliteStore({ folder })
  try {
    expect(await store.check()).toEqual([])
    const { read } = store
    const snapshot = (await read.snapshot(inbox))!
    expect([...snapshot.uids]).toEqual([2, 6])
    expect([...snapshot.flags]).toEqual([8, 0])
    expect([...snapshot.zones]).toEqual([0, 0])
    expect([...snapshot.savedAt]).toEqual([1000, 2000])
    const { sampleEnvelope, wire } = await envelopes(snapshot.messageIds[0]!)
    expect(wire).toBe(sampleEnvelope)
    expect(await read.changes(inbox, 5 as ModSeq)).toMatchObject({
      complete: true,
      vanished: [3, 4],
      emails: [{ uid: 6, modSeq: 8 }],
    })
    expect(await read.changes(inbox, 4 as ModSeq)).toMatchObject({
      complete: false,
      vanished: [1, 3, 4, 5],
    })
    expect(await read.members(snapshot.mailbox.accountId)).toEqual([
      { accountId: 1, personId: 2, right: 'answer', fromAt: null, untilAt: null },
    ])
    expect(await read.account(snapshot.mailbox.accountId)).toMatchObject({ seenMarks: 'shared' })
    const uids = [...snapshot.uids] as never[]
    const done = await store.commit({
      operations: [
        { op: 'change-flags', mailboxId: inbox, uids, change: 'add', flags: ['\\Seen', 'Vu'] },
        { op: 'copy-emails', fromMailboxId: inbox, uids, toMailboxId: inbox },
        { op: 'expunge', mailboxId: inbox, uids, onlyDeleted: false },
      ],
    })
    expect(done.ok).toBe(true)
    expect([...(await read.snapshot(inbox))!.uids]).toEqual([7, 8])
    expect(await store.check()).toEqual([])
  } finally {
    await store.close()
  }

  async function envelopes(messageId: number) {
    const [message] = await store.read.messages([messageId as never])
    const sampleEnvelope = sampleMessage('Un é', 'texte').scanned.envelopeWire
    return { sampleEnvelope, wire: message!.envelopeWire }
  }
})
