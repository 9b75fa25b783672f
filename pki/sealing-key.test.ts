import { buffer } from 'node:stream/consumers'
import { decrypt, generateKey, readKey, readMessage, readPrivateKey, revokeKey } from 'openpgp'
import { beforeAll, describe, expect, it } from 'vitest'
import { sealed } from './sealed-stream.js'
import { readSealingKey } from './sealing-key.js'

const now = new Date()
const dayMs = 86_400_000
const ofPatient = {
  userIDs: [{ name: 'Camille' }],
  type: 'ecc' as const,
  format: 'armored' as const,
}
const keys = new Map<string, Uint8Array>()
const text = (armored: string) => Buffer.from(armored)

beforeAll(async () => {
  const good = await generateKey({ ...ofPatient, date: new Date(now.getTime() - dayMs) })
  const other = await generateKey(ofPatient)
  keys.set('good', text(good.publicKey))
  keys.set('good, binary', (await readKey({ armoredKey: good.publicKey })).write())
  keys.set('with words before', text(`Bonjour, voici ma clé :\n\n${good.publicKey}`))
  keys.set('private', text(good.privateKey))
  keys.set('two', text(`${good.publicKey}\n${other.publicKey}`))
  const key = await readPrivateKey({ armoredKey: good.privateKey })
  keys.set('revoked', text((await revokeKey({ key })).publicKey))
  const ago = new Date(now.getTime() - 3 * dayMs)
  const short = await generateKey({ ...ofPatient, date: ago, keyExpirationTime: dayMs / 1_000 })
  keys.set('expired', text(short.publicKey))
  const signing = await generateKey({ ...ofPatient, subkeys: [] })
  keys.set('signing only', text(signing.publicKey))
  keys.set('cut', text(good.publicKey.slice(0, 300)))
  keys.set('empty', text(''))
  keys.set('noise', Buffer.from(Array.from({ length: 3_000 }, (_, i) => (i * 31) & 0xff)))
})

describe('readSealingKey', () => {
  it.each([
    ['good', null],
    ['good, binary', null],
    ['with words before', null],
    ['private', 'private'],
    ['two', 'several-keys'],
    ['revoked', 'revoked'],
    ['expired', 'expired'],
    ['signing only', 'cannot-encrypt'],
    ['cut', 'unreadable'],
    ['empty', 'unreadable'],
    ['noise', 'unreadable'],
  ])('%s: %s', async (name, fault) => {
    const read = await readSealingKey(keys.get(name)!, now)
    expect(read.ok ? null : read.error).toBe(fault)
  })
})

describe('sealed', () => {
  const pieces = async function* (count: number) {
    for (let i = 0; i < count; i++) yield Buffer.alloc(65_536, i)
  }

  it('is opened by the private key alone', async () => {
    const made = await generateKey(ofPatient)
    const key = await readSealingKey(text(made.publicKey), new Date())
    if (!key.ok) throw new Error(key.error)
    const octets = await buffer(sealed(pieces(20), key.value))
    const message = await readMessage({ binaryMessage: octets })
    const decryptionKeys = await readPrivateKey({ armoredKey: made.privateKey })
    const { data } = await decrypt({ message, decryptionKeys, format: 'binary' })
    expect(Buffer.from(data as Uint8Array).equals(await buffer(pieces(20)))).toBe(true)
  })

  it('ends its source when its reader goes away', async () => {
    const key = await readSealingKey(keys.get('good')!, now)
    if (!key.ok) throw new Error(key.error)
    let isEnded = false
    async function* endless() {
      try {
        for (;;) yield Buffer.alloc(65_536)
      } finally {
        isEnded = true
      }
    }
    const stream = sealed(endless(), key.value)
    await stream.next()
    await stream.return(undefined)
    await expect.poll(() => isEnded).toBe(true)
  })

  it('fails when its source fails', async () => {
    const key = await readSealingKey(keys.get('good')!, now)
    if (!key.ok) throw new Error(key.error)
    async function* failing() {
      yield Buffer.alloc(65_536)
      throw new Error('disk')
    }
    await expect(buffer(sealed(failing(), key.value))).rejects.toThrow('disk')
  })
})
