import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { constants, createDeflateRaw, createInflateRaw, deflateRawSync } from 'node:zlib'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { ImapClient } from '../../../test-fixtures/transcripts/imap-client.js'
import {
  type ImapWorld,
  openImapWorld,
  password,
  user,
} from '../../../test-fixtures/transcripts/imap-world.js'
import { CompressedOutput } from './compress-output.js'

const worlds: ImapWorld[] = []
const sockets: Socket[] = []
const open = async (...given: Parameters<typeof openImapWorld>): Promise<ImapWorld> => {
  const world = await openImapWorld(...given)
  worlds.push(world)
  return world
}
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  for (const world of worlds.splice(0)) await world.close()
})

const { Z_SYNC_FLUSH, Z_PARTIAL_FLUSH } = constants

/** A client that signed in and switched compression on; it speaks text. */
class Compressing {
  readonly socket: Socket
  readonly #encoder = createDeflateRaw()
  readonly #decoder = createInflateRaw()
  text = ''
  closed = false

  private constructor(socket: Socket) {
    this.socket = socket
    this.#encoder.on('data', (bytes: Buffer) => socket.write(bytes))
    this.#decoder.on('data', (bytes: Buffer) => {
      this.text += bytes.toString('latin1')
    })
    this.#decoder.on('error', () => socket.destroy())
  }

  static async open(port: number, behind: Buffer = Buffer.alloc(0)): Promise<Compressing> {
    const socket = connect(port, '127.0.0.1')
    sockets.push(socket)
    socket.on('error', () => {})
    await said(socket, /^\* OK /)
    socket.write(`1 LOGIN ${user} ${password}\r\n`)
    await said(socket, /^1 OK /)
    const client = new Compressing(socket)
    // What stands behind the command is compressed already.
    socket.write(Buffer.concat([Buffer.from('2 COMPRESS DEFLATE\r\n'), behind]))
    await client.#start()
    return client
  }

  /** The answer in clear; octets behind it are compressed. */
  async #start(): Promise<void> {
    let clear = Buffer.alloc(0)
    await new Promise<void>((resolve) => {
      const take = (bytes: Buffer): void => {
        clear = Buffer.concat([clear, bytes])
        const end = clear.indexOf('\r\n')
        if (end < 0) return
        this.socket.off('data', take)
        this.#decoder.write(clear.subarray(end + 2))
        resolve()
      }
      this.socket.on('data', take)
    })
    expect(clear.toString('latin1')).toMatch(/^2 OK /)
    this.socket.on('data', (bytes: Buffer) => this.#decoder.write(bytes))
    this.socket.on('close', () => {
      this.closed = true
    })
  }

  send(text: string, flush = Z_SYNC_FLUSH): void {
    this.#encoder.write(text)
    this.#encoder.flush(flush)
  }
  async until(pattern: RegExp): Promise<string> {
    await vi.waitFor(() => expect(this.text).toMatch(pattern), { timeout: 5_000, interval: 5 })
    const { text } = this
    this.text = ''
    return text
  }
}

async function said(socket: Socket, pattern: RegExp): Promise<void> {
  const [bytes] = (await once(socket, 'data')) as [Buffer]
  expect(bytes.toString('latin1')).toMatch(pattern)
}

describe('COMPRESS=DEFLATE (RFC 4978)', () => {
  test('is told and taken after sign-in only, once, and for DEFLATE only', async () => {
    const { listener } = await open()
    const client = await ImapClient.connect(listener.port)
    expect(await client.next()).not.toContain('COMPRESS')
    client.send('1 COMPRESS DEFLATE\r\n')
    expect(await client.next()).toMatch(/^1 BAD /)
    client.send(`2 LOGIN ${user} ${password}\r\n`)
    expect(await client.next()).toMatch(/^2 OK \[CAPABILITY .* COMPRESS=DEFLATE[ \]]/)
    for (const wrong of ['GZIP', 'DEFLATE X', '', '"DEFLATE"']) {
      client.send(`3 COMPRESS ${wrong}\r\n`)
      expect(await client.next()).toMatch(/^3 BAD /)
    }
    client.close()
    const compressed = await Compressing.open(listener.port)
    compressed.send('3 CAPABILITY\r\n4 COMPRESS DEFLATE\r\n5 NOOP\r\n')
    const answer = await compressed.until(/5 OK /)
    expect(answer).not.toContain('COMPRESS=')
    expect(answer).toContain('4 NO [COMPRESSIONACTIVE]')
  })

  test('what is sent right behind the command is read as compressed', async () => {
    const { listener } = await open()
    const behind = deflateRawSync('3 NOOP\r\n', { finishFlush: Z_SYNC_FLUSH })
    const client = await Compressing.open(listener.port, behind)
    await client.until(/^3 OK /)
  })

  test.each([
    ['sync', Z_SYNC_FLUSH],
    ['partial', Z_PARTIAL_FLUSH],
  ])('a command behind a %s flush is answered at once, octet by octet', async (_says, flush) => {
    const { listener } = await open()
    const client = await Compressing.open(listener.port)
    const encoder = createDeflateRaw()
    encoder.on('data', (bytes: Buffer) => {
      for (const octet of bytes) client.socket.write(Buffer.of(octet))
    })
    for (let n = 10; n < 30; n++) {
      encoder.write(`${n} NOOP\r\n`)
      encoder.flush(flush)
      await client.until(new RegExp(`^${n} OK `))
    }
  })

  test('carries big answers, and news in IDLE as they come', async () => {
    const world = await open()
    await world.seed('INBOX', 40)
    const client = await Compressing.open(world.listener.port)
    client.send('3 SELECT INBOX\r\n4 FETCH 1:* BODY.PEEK[]\r\n')
    const answer = await client.until(/4 OK /)
    expect(answer.match(/Texte du message/g)).toHaveLength(40)
    client.send('5 IDLE\r\n')
    await client.until(/^\+ /)
    await world.seed('INBOX', 1)
    await client.until(/^\* 41 EXISTS/)
    client.send('DONE\r\n6 LOGOUT\r\n')
    await client.until(/5 OK [\s\S]*\* BYE [\s\S]*6 OK /)
    await vi.waitFor(() => expect(client.closed).toBe(true))
  })

  test('takes a message that compresses well', async () => {
    const { listener } = await open()
    const client = await Compressing.open(listener.port)
    const body = `Subject: zeros\r\n\r\n${`${'A'.repeat(76)}\r\n`.repeat(60_000)}`
    client.send(`3 APPEND INBOX {${body.length}+}\r\n${body}\r\n`)
    await client.until(/^3 OK \[APPENDUID /)
  })

  test('a stream that is broken or ended ends the connection with a word', async () => {
    const { listener } = await open()
    const broken = await Compressing.open(listener.port)
    broken.socket.write(Buffer.from('4 NOOP\r\n in clear, no deflate'.repeat(9)))
    await broken.until(/^\* BYE \[CLIENTBUG\]/)
    await vi.waitFor(() => expect(broken.closed).toBe(true))
    const ended = await Compressing.open(listener.port)
    ended.socket.write(Buffer.concat([deflateRawSync('4 NOOP\r\n'), Buffer.from('more')]))
    await ended.until(/4 OK [\s\S]*\* BYE \[CLIENTBUG\]/)
    await vi.waitFor(() => expect(ended.closed).toBe(true))
  })
})

describe('bombs', () => {
  /** A line of zeros without end, 1000 octets for each one sent. */
  const bomb = deflateRawSync(Buffer.alloc(64_000_000, 0x61), { finishFlush: Z_SYNC_FLUSH })

  test('a bomb costs neither memory nor the event loop', async () => {
    const { listener } = await open()
    const other = await ImapClient.connect(listener.port)
    await other.next()
    const before = process.memoryUsage().rss
    const clients = await Promise.all(
      Array.from({ length: 5 }, () => Compressing.open(listener.port)),
    )
    for (const client of clients) for (let n = 0; n < 50; n++) client.socket.write(bomb)
    const delay = monitorEventLoopDelay({ resolution: 5 })
    delay.enable()
    for (let n = 0; n < 100; n++) {
      other.send(`${n} NOOP\r\n`)
      expect(await other.next()).toBe(`${n} OK NOOP termine`)
      await new Promise((resolve) => setImmediate(resolve))
    }
    delay.disable()
    // 16 GB were offered.
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000)
    // The median: on a busy machine a few turns are long whoever holds the processor.
    expect(delay.percentile(50) / 1e6).toBeLessThan(100)
    other.close()
  })

  test('nothing is read ahead of a command that is at work', async () => {
    const { listener } = await open({ limits: { imapPipelineBytesMax: 20_000 } })
    const client = await Compressing.open(listener.port)
    // The client does not read: its answers fill up, so its commands wait in compressed form.
    client.socket.pause()
    const commands = `${'7 NOOP\r\n'.repeat(200_000)}`
    const wire = deflateRawSync(commands, { finishFlush: Z_SYNC_FLUSH })
    client.socket.write(wire)
    client.socket.resume()
    await vi.waitFor(() => expect(client.text.match(/7 OK/g)).toHaveLength(200_000), {
      timeout: 20_000,
    })
  }, 30_000)
})

test('an encoder at rest is dropped, and the stream goes on', async () => {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  const reader = connect(port, '127.0.0.1')
  const [writer] = (await once(server, 'connection')) as [Socket]
  sockets.push(reader, writer)
  server.close()
  let text = ''
  const decoder = createInflateRaw()
  decoder.on('data', (bytes: Buffer) => {
    text += bytes.toString()
  })
  reader.on('data', (bytes: Buffer) => decoder.write(bytes))
  const output = new CompressedOutput(writer, 1)
  for (const line of ['* 1 EXISTS\r\n', '* 2 EXISTS\r\n', '* 3 EXISTS\r\n']) {
    output.write(Buffer.from(line))
    await vi.waitFor(() => expect(output.target).toBe(writer))
    await vi.waitFor(() => expect(text).toContain(line))
  }
  output.end()
  await once(reader, 'end')
})
