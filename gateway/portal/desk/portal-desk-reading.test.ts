import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { scanMessage } from '../../../mail-format/scanner.js'
import type { OpenedMessage } from '../../../patient-portal/contract.js'
import {
  attachmentContent,
  findAttachment,
  formattedMessage,
  readMessage,
} from '../../../patient-portal/reading/readable-message.js'
import { partTree } from './portal-desk-messages.js'

const shared = fileURLToPath(new URL('../../../../shared/samples', import.meta.url))
const folder = join(process.env['MSS_SAMPLES'] ?? shared, 'eml')
const names = existsSync(folder) ? readdirSync(folder).filter((name) => /\.eml$/.test(name)) : []

/** A stored message as the desk opens it, from its bytes. */
function open(bytes: Buffer): OpenedMessage {
  const { root } = scanMessage(bytes)
  const { node, leaves } = partTree(root)
  return {
    root: node,
    hidden: { addresses: [], domains: [] },
    summary: {} as OpenedMessage['summary'],
    part: async function* (partId, start, end) {
      const part = leaves.get(partId)
      if (part === undefined) return
      yield bytes.subarray(
        Math.min(part.bodyStart + start, part.end),
        Math.min(part.bodyStart + end, part.end),
      )
    },
  }
}

const textOf = async (message: string) =>
  (await readMessage(open(Buffer.from(message.replace(/\n/g, '\r\n'), 'latin1')))).stretches
    .map(({ text }) => text)
    .join('|')

describe('messages as they are stored', () => {
  it.each([
    ['Content-Type: text/plain; charset=windows-1252\n\nL\x92op\xe9ration', 'L’opération'],
    ['Content-Transfer-Encoding: base64\n\nQm9uam91cg==\n', 'Bonjour'],
    ['Content-Type: text/html\n\n<p>Un</p><p>Deux</p>', 'Un\n\nDeux'],
    ['Content-Type: text/html\n\n<script>x</script>', ''],
    ['Content-Type: text/plain; format=flowed\n\nun \ndeux', 'un deux'],
    ['\nsans type', 'sans type'],
    ['', ''],
  ])('%j', async (message, text) => {
    expect(await textOf(message)).toBe(text)
  })

  it.skipIf(names.length === 0)(`reads every sample message (${names.length})`, async () => {
    for (const name of names) {
      const opened = open(readFileSync(join(folder, name)))
      const message = await readMessage(opened)
      const html = await formattedMessage(opened)
      expect([name, html === null]).toEqual([name, !message.hasFormatted])
      expect(html ?? '').not.toMatch(/<script|<style|<iframe|\son\w+=|src="(?!data:image)/i)
      for (const file of message.attachments) {
        const part = findAttachment(opened, file.partId)
        let bytes = 0
        for await (const chunk of attachmentContent(opened, part!)) bytes += chunk.length
        expect([name, file.fileName, file.fileName.length > 0]).toEqual([name, file.fileName, true])
        expect(Math.abs(bytes - file.bytes)).toBeLessThanOrEqual(Math.max(200, bytes * 0.05))
      }
    }
  })
})
