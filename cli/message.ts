import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Command } from 'commander'
import type { Account } from '../domain/account.js'
import { asAccountId, type MessageId } from '../domain/ids.js'
import { limits } from '../domain/limits.js'
import type { StoredMailbox } from '../mailbox-store/contract.js'
import { type Answer, done, exitCodes, type Failed, failed, refused } from './answer.js'
import { acting, bareCommand, command } from './command-frame.js'
import { count } from './option-values.js'
import { dateText, textTable } from './text-table.js'
import { administratorTrace, type Tool, withStore } from './tool-store.js'

interface Place {
  readonly ok: true
  readonly account: Account
  readonly mailbox: StoredMailbox
}

/** A mailbox by address, or by box number: an INS needs not be typed to look at a patient's box. */
async function placeOf(tool: Tool, who: string, name: string): Promise<Place | Failed> {
  const { read } = tool.store
  const account = /^\d+$/.test(who)
    ? await read.account(asAccountId(Number(who)))
    : await read.accountByAddress(who.toLowerCase())
  if (account === null) return refused('recipient-unknown')
  const mailbox = await read.mailboxByName(account.id, name)
  if (mailbox === null) return refused('mailbox-not-found', name)
  return { ok: true, account, mailbox }
}

/** Mail is secret: an administrator who looks leaves a trace, before anything is shown. */
async function traced(
  tool: Tool,
  { account, mailbox }: Place,
  how: 'list' | 'show' | 'export',
  messageId: string | null,
): Promise<Failed | null> {
  const detail = { via: 'command', how, folder: mailbox.name }
  const trace = administratorTrace(tool, { action: 'message.read', accountId: account.id, detail })
  const committed = await tool.store.commit({ traces: [{ ...trace, messageId }] })
  return committed.ok ? null : refused(committed.reason)
}

async function list(
  tool: Tool,
  who: string,
  options: { readonly mailbox: string; readonly limit: number },
): Promise<Answer> {
  const place = await placeOf(tool, who, options.mailbox)
  if (!place.ok) return place
  const failure = await traced(tool, place, 'list', null)
  if (failure !== null) return failure
  const snapshot = await tool.store.read.snapshot(place.mailbox.id)
  if (snapshot === null) return refused('mailbox-not-found', options.mailbox)
  const rows = []
  const last = Math.max(0, snapshot.uids.length - options.limit)
  for (let i = snapshot.uids.length - 1; i >= last; i--) {
    const id = snapshot.messageIds[i]! as MessageId
    const structure = await tool.store.read.structure(id)
    const from = structure?.envelope.from[0]
    rows.push({
      uid: snapshot.uids[i]!,
      receivedAt: new Date(snapshot.internalDates[i]!).toISOString(),
      bytes: snapshot.sizes[i]!,
      from: from?.name || from?.address || null,
      subject: structure?.envelope.subject ?? null,
    })
  }
  return done(
    rows,
    textTable(
      ['UID', 'Reçu le', 'Octets', 'De', 'Objet'],
      rows.map((row) => [
        row.uid,
        dateText(Date.parse(row.receivedAt)),
        row.bytes,
        row.from ?? '—',
        row.subject ?? '—',
      ]),
    ),
  )
}

interface Found {
  readonly ok: true
  readonly place: Place
  readonly id: MessageId
  readonly bytes: number
  readonly headerBytes: number
}

async function messageAt(
  tool: Tool,
  who: string,
  uid: number,
  mailbox: string,
): Promise<Found | Failed> {
  const place = await placeOf(tool, who, mailbox)
  if (!place.ok) return place
  const snapshot = await tool.store.read.snapshot(place.mailbox.id)
  const index = snapshot === null ? -1 : snapshot.uids.indexOf(uid)
  const id = snapshot?.messageIds[index] as MessageId | undefined
  const message = id === undefined ? undefined : (await tool.store.read.messages([id]))[0]
  if (id === undefined || message === undefined) return refused('not-found', `message ${uid}`)
  return { ok: true, place, id, bytes: message.bytes, headerBytes: message.headerBytes }
}

async function show(
  tool: Tool,
  who: string,
  uid: number,
  options: { readonly mailbox: string },
): Promise<Answer> {
  const found = await messageAt(tool, who, uid, options.mailbox)
  if (!found.ok) return found
  const failure = await traced(tool, found.place, 'show', await headerId(tool, found.id))
  if (failure !== null) return failure
  const end = Math.min(found.headerBytes, limits.headerBlockBytesMax)
  const octets = await tool.store.read.bodyRange(found.id, 0, end)
  const headers = Buffer.from(octets ?? [])
    .toString('utf8')
    .trimEnd()
  return done({ uid, bytes: found.bytes, headers }, headers)
}

/** The Message-ID that the traces of this message carry, without brackets. */
async function headerId(tool: Tool, id: MessageId): Promise<string | null> {
  const structure = await tool.store.read.structure(id)
  return structure?.envelope.messageId?.replace(/^<|>$/g, '') ?? null
}

async function exportMessage(
  tool: Tool,
  who: string,
  uid: number,
  options: { readonly mailbox: string; readonly out?: string },
): Promise<Answer> {
  const found = await messageAt(tool, who, uid, options.mailbox)
  if (!found.ok) return found
  const failure = await traced(tool, found.place, 'export', await headerId(tool, found.id))
  if (failure !== null) return failure
  const { out } = options
  const octets = Readable.from(tool.store.read.body(found.id, 0, found.bytes))
  if (out === undefined) {
    await pipeline(octets, process.stdout, { end: false })
    return done(undefined, '')
  }
  try {
    await pipeline(octets, createWriteStream(out, { flags: 'wx', mode: 0o600 }))
  } catch (fault) {
    const { code } = fault as NodeJS.ErrnoException
    return failed(exitCodes.refused, `${out} ne peut pas être écrit (${code})`)
  }
  return done({ file: out, bytes: found.bytes }, `${found.bytes} octets dans ${out}`)
}

const uidMax = 4_294_967_295

const placed = (built: Command): Command =>
  built
    .argument('<boîte>', 'adresse, ou numéro de la boîte')
    .option('--mailbox <dossier>', 'dossier', 'INBOX')

export const messageCommand = (): Command =>
  bareCommand('message', "messages d'une boîte (chaque consultation est tracée)")
    .addCommand(
      placed(command('list', 'les plus récents d’abord'))
        .option('--limit <nombre>', 'messages au plus', count(limits.pageRowsMax), 50)
        .action(
          acting<{ mailbox: string; limit: number }, [string]>((frame, options, who) =>
            withStore(frame, (tool) => list(tool, who, options)),
          ),
        ),
    )
    .addCommand(
      placed(command('show', "en-têtes d'un message"))
        .argument('<uid>', 'voir « mss message list »', count(uidMax))
        .action(
          acting<{ mailbox: string }, [string, number]>((frame, options, who, uid) =>
            withStore(frame, (tool) => show(tool, who, uid, options)),
          ),
        ),
    )
    .addCommand(
      placed(command('export', 'les octets exacts du message (.eml)'))
        .argument('<uid>', 'voir « mss message list »', count(uidMax))
        .option('--out <fichier>', 'nouveau fichier, sinon la sortie standard')
        .action(
          acting<{ mailbox: string; out?: string }, [string, number]>((frame, options, who, uid) =>
            withStore(frame, (tool) => exportMessage(tool, who, uid, options)),
          ),
        ),
    )
