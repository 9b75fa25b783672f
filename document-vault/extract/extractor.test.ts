import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Extraction, Extractor, FileToExtract } from '../contract/extracted-document.js'
import { createExtractor, type ExtractorOptions } from './extractor.js'
import { compiledFile } from './process-arguments.js'

const misbehaving = compiledFile('test-fixtures/documents/misbehaving-extractor')
const open: Extractor[] = []
const pool = (options: ExtractorOptions = {}): Extractor => {
  const extractor = createExtractor({ processes: 1, entry: misbehaving, ...options })
  open.push(extractor)
  return extractor
}
afterEach(async () => {
  for (const extractor of open.splice(0)) await extractor.close()
})

const file = (fileName: string, content = 'x', ocr = false): FileToExtract => ({
  bytes: Buffer.from(content),
  fileName,
  mediaType: 'text/plain',
  ocr,
})
const outcome = (extraction: Extraction): string =>
  extraction.ok ? extraction.documents.map((d) => d.text).join() : extraction.fault

/** Dead, but not yet asked for by its new parent: `Z`. */
function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'latin1'))
  } catch {
    return false
  }
}

describe('pool of extractors', () => {
  it.each([
    ['hang', 'too-slow'],
    ['heap', 'out-of-memory'],
    ['pixels', 'out-of-memory'],
    ['abort', 'crashed'],
    ['exit', 'crashed'],
    ['throw', 'crashed'],
  ])('%s ends one process as %s, and the next file is read', async (trick, fault) => {
    const extractor = pool({ fileMsMax: 6_000, heapMegabytesMax: 60, memoryMegabytesMax: 400 })
    const [bad, next] = await Promise.all([
      extractor.extract(file(trick)),
      extractor.extract(file('next', 'four')),
    ])
    expect(outcome(bad)).toBe(fault)
    expect(outcome(next)).toBe('4 octets')
  })

  it('gives the very bytes that it was handed', async () => {
    const handed = file('a', 'content')
    const extraction = await pool().extract(handed)
    expect(extraction.ok && extraction.documents[0]!.bytes).toBe(handed.bytes)
  })

  it('reads a thousand files on two processes, each once', async () => {
    const extractor = pool({ processes: 2 })
    const names = Array.from({ length: 1_000 }, (_, i) => `file-${i}`)
    const all = await Promise.all(names.map((name) => extractor.extract(file(name))))
    expect(all.map((one) => one.ok && one.documents[0]!.title)).toEqual(names)
  })

  it('lets no text wait behind a scan', async () => {
    const extractor = pool({ ocrMsMax: 60_000 })
    const scan = extractor.extract(file('scan-slow', 'x', true))
    const texts = await Promise.all([1, 2, 3].map((n) => extractor.extract(file(`text-${n}`))))
    expect(texts.map(outcome)).toEqual(['1 octets', '1 octets', '1 octets'])
    await extractor.close()
    expect(outcome(await scan)).toBe('')
  })

  it('keeps what a document says without its scan when recognition fails', async () => {
    const extraction = await pool({ ocrMsMax: 1_500 }).extract(file('scan-hang', 'x', true))
    expect(extraction.ok && extraction.documents[0]!.alarms).toEqual(['ocr-failed'])
  })

  it('does not recognise what nobody asked to recognise', async () => {
    const extraction = await pool().extract(file('scan-hang', 'x', false))
    expect(extraction.ok && extraction.documents[0]!.alarms).toEqual([])
  })

  it('refuses a file above its bound without reading it', async () => {
    const extraction = await pool().extract({
      ...file('big'),
      bytes: new Uint8Array(50_000_001),
    })
    expect(extraction).toEqual({ ok: false, fault: 'too-big', detail: 'file' })
  })

  it('says busy when its queue is full, and reads what waits all the same', async () => {
    const extractor = pool({ fileMsMax: 2_000 })
    const hanging = extractor.extract(file('hang'))
    const waiting = Array.from({ length: 5_000 }, (_, i) => extractor.extract(file(`w-${i}`)))
    expect(outcome(await extractor.extract(file('more')))).toBe('busy')
    expect(outcome(await hanging)).toBe('too-slow')
    const texts = new Set((await Promise.all(waiting)).map(outcome))
    expect([...texts]).toEqual(['1 octets'])
  })

  it('answers crashed for all work when it is closed, and takes no more', async () => {
    const extractor = pool()
    const under = [extractor.extract(file('hang')), extractor.extract(file('later'))]
    await extractor.close()
    expect((await Promise.all(under)).map(outcome)).toEqual(['crashed', 'crashed'])
    expect(outcome(await extractor.extract(file('after')))).toBe('crashed')
  })

  it('starts anew after it was idle', async () => {
    const extractor = pool({ idleMsMax: 1 })
    for (const name of ['one', 'two', 'three'])
      expect(outcome(await extractor.extract(file(name)))).toBe('1 octets')
  })

  it.runIf(process.platform === 'linux')(
    'leaves no process behind in a loop when its program is killed',
    async () => {
      const host = spawn(process.execPath, [compiledFile('test-fixtures/documents/extractor-host')])
      const [line] = await once(host.stdout, 'data')
      const child = Number(String(line).trim())
      expect(isRunning(child)).toBe(true)
      host.kill('SIGKILL')
      await vi.waitFor(() => expect(isRunning(child)).toBe(false), {
        timeout: 10_000,
        interval: 50,
      })
    },
    30_000,
  )

  it('runs its processes without network, environment, disk, programs and evaluation', async () => {
    let hits = 0
    const server = createServer((socket) => {
      hits++
      socket.destroy()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    const walls = outcome(await pool().extract(file('walls', String(port))))
    await new Promise((resolve) => server.close(resolve))
    expect(walls).toBe(
      'environment 0, socket closed, fetch closed, eval closed, disk closed, program closed',
    )
    expect(hits).toBe(0)
  })
})
