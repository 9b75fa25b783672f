import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { simpleParser } from 'mailparser'
import { describe, expect, it } from 'vitest'
import type { MimePart, ScannedMessage } from './scanned-message.js'
import { MessageScanner, scanMessage, withPrefix } from './scanner.js'
import { foldBody } from './search-text.js'
import { foldText, TextFolder } from './text-folding.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = join(process.env['MSS_SAMPLES'] ?? join(root, '..', 'shared', 'samples'), 'eml')
const names = existsSync(folder) ? readdirSync(folder).filter((n) => n.endsWith('.eml')) : []
if (names.length === 0) console.log('samples.test: no samples folder, skipped (set MSS_SAMPLES)')

function leaves(part: MimePart): MimePart[] {
  if (part.type === 'multipart') return part.children.flatMap(leaves)
  return [part]
}

/**
 * Each part lies in its parent, after its brother, and the line before it is a boundary of the
 * parent.
 */
function checkTree(octets: Buffer, part: MimePart): void {
  const boundary = part.parameters['boundary'] ?? ''
  let from = part.bodyStart
  for (const child of part.children) {
    expect(child.headerStart).toBeGreaterThanOrEqual(from)
    expect(child.end).toBeLessThanOrEqual(part.end)
    const lineStart = octets.lastIndexOf('\n', child.headerStart - 2) + 1
    const line = octets.toString('latin1', lineStart, child.headerStart)
    expect(line.startsWith(`--${boundary}`)).toBe(true)
    from = child.end
    checkTree(octets, child)
  }
  if (part.message !== null) {
    expect(part.message.root.headerStart).toBe(part.bodyStart)
    expect(part.message.root.end).toBe(part.end)
    checkTree(octets, part.message.root)
  }
}

const inPieces = (octets: Buffer, size: number): ScannedMessage => {
  const scanner = new MessageScanner()
  for (let i = 0; i < octets.length; i += size) scanner.write(octets.subarray(i, i + size))
  return withPrefix(scanner.finish(), new Uint8Array(0))
}

const attachmentNames = (scanned: ScannedMessage): string[] =>
  leaves(scanned.root)
    .filter((part) => part.disposition === 'attachment' && part.fileName !== null)
    .map((part) => part.fileName!.normalize('NFC'))

describe.skipIf(names.length === 0)('odd messages of three mail libraries', () => {
  it.each(names)('%s', async (name) => {
    const octets = readFileSync(join(folder, name))
    const scanned = scanMessage(octets)
    expect(scanned.bytes).toBe(octets.length)
    expect(scanned.headerBytes).toBe(scanned.root.bodyStart)
    expect(scanned.root.end).toBe(octets.length)
    checkTree(octets, scanned.root)
    expect(inPieces(octets, 7)).toEqual(scanned)
    const folded = new TextFolder()
    foldBody(scanned.root, (start, end) => octets.subarray(start, end), folded)
    for (const name of attachmentNames(scanned))
      expect(folded.octets().toString()).toContain(foldText(name))
    const other = await simpleParser(octets, { skipTextToHtml: true, skipImageLinks: true })
    const theirs = other.attachments
      .filter((file) => file.contentDisposition === 'attachment' && file.filename !== undefined)
      .map((file) => file.filename!.normalize('NFC'))
    expect(attachmentNames(scanned)).toEqual(theirs)
  })
})
