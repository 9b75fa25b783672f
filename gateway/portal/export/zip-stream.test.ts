import { buffer } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { manifestFaults, openArchive } from '../../../test-fixtures/portal/opened-archive.js'
import { type ZipEntry, zipStream } from './zip-stream.js'

const at = Date.UTC(2026, 10, 23)
async function* octets(text: string, times = 1): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < times; i++) yield Buffer.from(text)
}
async function* entries(...all: ZipEntry[]): AsyncGenerator<ZipEntry> {
  yield* all
}
const entry = (path: string, content: AsyncIterable<Uint8Array>): ZipEntry => ({
  path,
  at,
  content,
})

describe('zipStream', () => {
  it('makes an archive that others open, with the sum of each file', async () => {
    const made = entries(
      entry('messages/Dr Éléonore/001.eml', octets('Bonjour\r\n')),
      { ...entry('documents/vide.pdf', octets('', 0)), isPacked: true },
      entry('long.txt', octets('x'.repeat(65_536), 50)),
    )
    const files = await openArchive(await buffer(zipStream(made, at)))
    expect([...files.keys()]).toEqual([
      'messages/Dr Éléonore/001.eml',
      'documents/vide.pdf',
      'long.txt',
      'MANIFEST.txt',
    ])
    expect(files.get('long.txt')?.length).toBe(50 * 65_536)
    expect(manifestFaults(files)).toEqual([])
    files.set('long.txt', Buffer.from('changed'))
    expect(manifestFaults(files)).toEqual(['long.txt'])
  })

  it('is made no faster than it is read', async () => {
    let pulled = 0
    async function* counted(): AsyncGenerator<Uint8Array> {
      for (; pulled < 1_000; pulled++) yield Buffer.alloc(262_144, pulled)
    }
    const zip = zipStream(entries({ ...entry('a', counted()), isPacked: true }), at)
    await zip.next()
    // Streams on the way hold some; without back-pressure all of it would be there.
    for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate)
    expect(pulled).toBeLessThan(20)
    await zip.return(undefined)
  })

  it('ends its sources when its reader goes away', async () => {
    const ended: string[] = []
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield Buffer.alloc(1_000)
      } finally {
        ended.push('content')
      }
    }
    async function* one(): AsyncGenerator<ZipEntry> {
      try {
        yield entry('a', endless())
      } finally {
        ended.push('entries')
      }
    }
    const zip = zipStream(one(), at)
    await zip.next()
    await zip.return(undefined)
    expect(ended).toEqual(['content', 'entries'])
  })

  it.each(['content', 'entries'])(
    'fails when the %s fails, and does not end short',
    async (where) => {
      async function* failing(): AsyncGenerator<Uint8Array> {
        yield Buffer.from('a')
        throw new Error('disk')
      }
      async function* made(): AsyncGenerator<ZipEntry> {
        yield entry('a', where === 'content' ? failing() : octets('a'))
        throw new Error('disk')
      }
      await expect(buffer(zipStream(made(), at))).rejects.toThrow('disk')
    },
  )
})
