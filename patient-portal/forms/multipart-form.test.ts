import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formBoundary, scanForm } from './multipart-form.js'

type Seen = { name: string; fileName: string | null; content: string }[]

async function* cutInto(bytes: Buffer, size: number): AsyncIterable<Uint8Array> {
  for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size)
}

async function scan(text: string, size = 1_000, bytesMax = 1e6) {
  const seen: Seen = []
  const receiver = {
    head: (head: { name: string; fileName: string | null }) => {
      seen.push({ ...head, content: '' })
    },
    data: (chunk: Buffer) => {
      seen.at(-1)!.content += chunk.toString('latin1')
    },
  }
  const done = await scanForm(cutInto(Buffer.from(text, 'latin1'), size), 'b', receiver, bytesMax)
  return { done, seen }
}

const part = (head: string, content: string) =>
  `--b\r\nContent-Disposition: form-data; ${head}\r\n\r\n${content}\r\n`

describe('scanForm', () => {
  it('reads fields and files whatever the cuts', async () => {
    const content = fc.string({ unit: 'binary-ascii', maxLength: 60 })
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(content, fc.constantFrom('\r\n--', '\r\n--a', '\r', '--b', '')), {
          maxLength: 5,
        }),
        fc.integer({ min: 1, max: 40 }),
        async (contents, size) => {
          fc.pre(contents.every((text) => !text.includes('\r\n--b')))
          const body = `${contents.map((text, i) => part(`name="f${i}"`, text)).join('')}--b--\r\n`
          const { done, seen } = await scan(body, size)
          expect(done.ok).toBe(true)
          expect(seen.map((one) => one.content)).toEqual(contents)
        },
      ),
    )
  })

  it.each([
    ['name="pieces"; filename="a.pdf"', 'a.pdf'],
    ['name="pieces"; filename="a%22b%0D%0A.pdf"', 'a"b.pdf'],
    ['name="pieces"; filename="a\\"b.pdf"', 'a"b.pdf'],
    ['name="pieces"; filename=""', ''],
    [`name="pieces"; filename="x"; filename*=utf-8''%C3%A9.pdf`, 'é.pdf'],
    ['name="pieces"', null],
  ])('reads the head %s', async (head, fileName) => {
    const { seen } = await scan(`${part(head, 'x')}--b--`)
    expect(seen).toEqual([{ name: 'pieces', fileName, content: 'x' }])
  })

  it.each([
    ['nothing', ''],
    ['no end', part('name="a"', 'x')],
    ['no name', `${part('nom="a"', 'x')}--b--`],
    ['no disposition', '--b\r\nX: y\r\n\r\nx\r\n--b--'],
    ['an endless head', `--b\r\nX: ${'y'.repeat(10_000)}`],
    ['rubbish after a delimiter', '--bx\r\n\r\n--b--'],
  ])('refuses %s', async (_, body) => {
    expect((await scan(body)).done).toEqual({ ok: false, error: 'malformed' })
  })

  it('stops at the bound, and takes a broken connection for a malformed form', async () => {
    const body = `${part('name="a"', 'x'.repeat(500))}--b--`
    expect((await scan(body, 10, 100)).done).toEqual({ ok: false, error: 'too-big' })
    async function* broken(): AsyncIterable<Uint8Array> {
      yield Buffer.from('--b\r\n')
      throw new Error('aborted')
    }
    const ignored = { head: () => {}, data: () => {} }
    expect((await scanForm(broken(), 'b', ignored, 1e6)).ok).toBe(false)
  })
})

it.each([
  ['multipart/form-data; boundary=abc', 'abc'],
  ['Multipart/Form-Data; charset=utf-8; boundary="a b"', 'a b'],
  ['multipart/form-data', null],
  ['multipart/mixed; boundary=abc', null],
  ['application/json', null],
])('formBoundary of %s', (type, boundary) => {
  expect(formBoundary(type)).toBe(boundary)
})
