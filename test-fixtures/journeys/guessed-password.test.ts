import { readFileSync } from 'node:fs'
import { connect } from 'node:tls'
import { ImapFlow } from 'imapflow'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { limits } from '../../domain/limits.js'
import { GatewayProcess } from '../world/gateway-process.js'

/**
 * A password that is guessed at, a block that an administrator lifts, and a password taken away from
 * a session that is open.
 */
let gateway: GatewayProcess
let address: string
let password: string
let passwordId: number

interface ListedBlock {
  readonly sequence: number
  readonly account: string
  readonly kind: string
  readonly network: string
  readonly untilAt: number
}
const blocks = (): ListedBlock[] => JSON.parse(gateway.mss('sign-in', 'blocks', '--json'))

beforeAll(async () => {
  gateway = await GatewayProcess.start()
  address = gateway.account('claire.morel').address
  const made = JSON.parse(gateway.mss('password', 'create', address, '--json'))
  password = made.password
  passwordId = made.id
})
afterAll(() => gateway?.stop())

const tls = () => ({ ca: readFileSync(gateway.info.caFile), servername: 'localhost' })

/** The tagged answers to LOGIN, one connection each. */
async function login(pass: string): Promise<string> {
  const { host, port } = gateway.listener('imap-tls')
  const socket = connect({ host, port, ...tls() })
  let text = ''
  socket.setEncoding('latin1').on('data', (piece: string) => {
    text += piece
  })
  socket.write(`1 LOGIN ${address} "${pass}"\r\n`)
  await vi.waitFor(() => expect(text).toMatch(/^1 .*\r\n/m), { timeout: 10_000 })
  socket.destroy()
  return /^1 .*$/m.exec(text)![0]
}
async function guess(): Promise<void> {
  const wrong = Array.from({ length: limits.signInFailuresMax }, (_, n) => login(`faux ${n}`))
  for (const answer of await Promise.all(wrong)) expect(answer).toContain('NO [')
}

it('blocks the guesser until a time that is told, and an administrator lifts it', async () => {
  expect(gateway.mss('sign-in', 'blocks')).toContain('(rien)')
  await guess()
  expect(await login(password)).toMatch(/1 NO \[UNAVAILABLE\] .* jusqu a \d\dh\d\d UTC .*blocked\)/)
  const [block, ...others] = blocks()
  expect(others).toEqual([])
  expect(block).toMatchObject({ account: address, kind: 'account', network: '127.0.0.1' })
  expect(gateway.mss('sign-in', 'blocks')).toContain(address)
  gateway.mss('sign-in', 'unblock', String(block!.sequence))
  expect(blocks()).toEqual([])
  expect(() => gateway.mss('sign-in', 'unblock', String(block!.sequence))).toThrow(/ 1 /)
  await vi.waitFor(async () => expect(await login(password)).toContain('1 OK'), {
    timeout: 5_000,
    interval: 200,
  })
})

it('is blocked after a restart too', async () => {
  await guess()
  await gateway.kill()
  await gateway.start()
  expect(await login(password)).toContain('(sign-in-blocked)')
  for (const { sequence } of blocks()) gateway.mss('sign-in', 'unblock', String(sequence))
  await vi.waitFor(async () => expect(await login(password)).toContain('1 OK'), {
    timeout: 5_000,
    interval: 200,
  })
})

// It compresses wherever it may (RFC 4978).
it('an open session of imapflow ends with its password', async () => {
  const { host, port } = gateway.listener('imap-tls')
  const auth = { user: address, pass: password }
  const client = new ImapFlow({ host, port, secure: true, tls: tls(), auth, logger: false })
  const gone = new Promise<void>((resolve) => client.on('close', resolve))
  client.on('error', () => {})
  await client.connect()
  await client.mailboxOpen('INBOX')
  const body = `Subject: essai\r\n\r\n${'texte '.repeat(50_000)}\r\n`
  await client.append('Drafts', body)
  await client.mailboxOpen('Drafts')
  const { content } = await client.download('1')
  let bytes = 0
  for await (const piece of content ?? []) bytes += (piece as Buffer).length
  expect(bytes).toBeGreaterThanOrEqual(body.length - 2)
  void client.idle().catch(() => {})
  gateway.mss('password', 'revoke', address, String(passwordId))
  await gone
})
