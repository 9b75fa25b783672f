import { type Figure, quantile } from '../measure.js'
import { sampleCda, samplePdf } from '../sample-documents.js'
import { SmtpClient } from '../smtp-client.js'
import { familyCpuS, type Target, userOf } from '../target.js'
import type { Workload } from './workload.js'

const senders = 4
const messagesFull = 500
const warmUpMessages = 40

interface Case {
  readonly says: string
  readonly mediaType: string
  readonly fileName: string
  readonly bytes: (number: number, patient: string) => Buffer
}

/**
 * Mail with one document, from accounts that forward always, until the documents are in the vaults
 * of their patients: SMTP, queue, reading, judging, classifying, sealing, traces. Ours only.
 */
export const deposits: Workload = {
  name: 'deposits',
  says: 'documents joints à des messages, comptés quand ils sont dans le coffre',
  async run(target, scale) {
    const { portal, documentsFiled } = target
    if (!portal || !documentsFiled || target.imap.transport !== 'plain') return []
    const count = Math.max(senders, Math.round(messagesFull * scale))
    const figures: Figure[] = []
    for (const one of await cases()) {
      await runCase(target, one, warmUpMessages)
      figures.push(...(await runCase(target, one, count)))
    }
    return figures
  },
}

async function cases(): Promise<readonly Case[]> {
  const letters = await Promise.all(
    [1, 3].map(async (pages) => {
      const letter = await samplePdf(pages)
      return {
        says: `PDF de ${pages} page(s), ${Math.round(letter.length / 1000)} ko`,
        mediaType: 'application/pdf',
        fileName: 'lettre.pdf',
        bytes: (number: number) => Buffer.concat([letter, Buffer.from(`% ${number}\n`)]),
      }
    }),
  )
  const cda = { says: 'CDA de 45 sections', mediaType: 'text/xml', fileName: 'cr.xml' }
  return [{ ...cda, bytes: sampleCda }, ...letters]
}

let lastNumber = 0

async function runCase(target: Target, one: Case, count: number): Promise<Figure[]> {
  const filed = target.documentsFiled!
  const before = filed()
  const waits: number[] = []
  const cpu = familyCpuS(target.pids())
  const start = performance.now()
  const each = Math.round(count / senders)
  await Promise.all(
    Array.from({ length: senders }, async (_, i) => {
      const from = userOf(target, 1 + i)
      const client = await SmtpClient.open(target, from)
      for (let sent = 0; sent < each; sent++) {
        const number = ++lastNumber
        const to = target.portal!.patients[number % target.portal!.patients.length]!.address
        const data = messageWith(from, to, number, one)
        const asked = performance.now()
        await client.send(from, to, data)
        waits.push(performance.now() - asked)
      }
      await client.close()
    }),
  )
  while (filed() < before + each * senders) await new Promise((next) => setTimeout(next, 20))
  const seconds = (performance.now() - start) / 1000
  const cpuMs = ((familyCpuS(target.pids()) - cpu) * 1000) / (each * senders)
  const note = `${one.says} ; ${cpuMs.toFixed(1)} ms de processeur par document, tout compris`
  const row = { workload: 'deposits', target: target.name }
  const dots = `p99 ${quantile(waits, 0.99).toFixed(0)} ms`
  return [
    {
      ...row,
      ...{ value: (each * senders) / seconds, unit: 'documents/s', aim: '50', note },
    },
    {
      ...row,
      ...{ value: quantile(waits, 0.5), unit: 'ms', aim: null },
      note: `réponse au point final pendant ces dépôts ; ${dots}`,
    },
  ]
}

/** A message with the document attached, ending with the final dot. */
function messageWith(from: string, to: string, number: number, one: Case): Buffer {
  const boundary = `=_mesure_${number}`
  const head = [
    `From: <${from}>`,
    `To: <${to}>`,
    `Subject: Compte rendu ${number}`,
    `Message-ID: <${process.pid}-${number}@bench.invalid>`,
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Bonjour, voici le compte rendu.',
    `--${boundary}`,
    `Content-Type: ${one.mediaType}; name="${one.fileName}"`,
    `Content-Disposition: attachment; filename="${one.fileName}"`,
    'Content-Transfer-Encoding: base64',
    '',
  ].join('\r\n')
  const body = one.bytes(number, to).toString('base64').replace(/.{76}/g, '$&\r\n')
  return Buffer.from(`${head}\r\n${body}\r\n--${boundary}--\r\n.\r\n`)
}
