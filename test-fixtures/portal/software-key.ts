import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

type Cbor = number | string | Uint8Array | Map<number | string, Cbor>

/** RFC 8949 §3, as much as an authenticator says: integers, texts, octets and maps. */
function cbor(value: Cbor): Buffer {
  const head = (major: number, count: number): Buffer =>
    count < 24
      ? Buffer.from([(major << 5) | count])
      : count < 256
        ? Buffer.from([(major << 5) | 24, count])
        : Buffer.from([(major << 5) | 25, count >> 8, count & 255])
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value)
  if (typeof value === 'string')
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (value instanceof Map)
    return Buffer.concat([
      head(5, value.size),
      ...[...value].flatMap(([key, one]) => [cbor(key), cbor(one)]),
    ])
  return Buffer.concat([head(2, value.length), value])
}

const hash = (data: string | Uint8Array): Buffer => createHash('sha256').update(data).digest()
const url = (data: Uint8Array): string => Buffer.from(data).toString('base64url')

/** What a liar would say in place of the truth. */
export interface Lie {
  readonly challenge?: string
  readonly origin?: string
  readonly rpId?: string
  readonly userHandle?: string
  readonly counter?: number
  readonly isPersonSeen?: boolean
  readonly type?: string
  readonly id?: string
  readonly key?: KeyObject
}

/** An authenticator in software (WebAuthn Level 3 §6): makes honest answers, and others. */
export class SoftwareKey {
  readonly credentialId = randomBytes(16)
  readonly #pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  counter = 0
  userHandle = ''

  constructor(private readonly origin: string) {}

  get id(): string {
    return url(this.credentialId)
  }

  #clientData(type: string, challenge: string, lie: Lie): Buffer {
    const said = { type: lie.type ?? type, challenge: lie.challenge ?? challenge }
    const origin = lie.origin ?? this.origin
    return Buffer.from(JSON.stringify({ ...said, origin, crossOrigin: false }))
  }

  #authenticatorData(lie: Lie, hasKey: boolean): Buffer {
    const flags = 0x01 | (lie.isPersonSeen === false ? 0 : 0x04) | (hasKey ? 0x40 : 0)
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(lie.counter ?? this.counter)
    const rpId = lie.rpId ?? new URL(this.origin).hostname
    return Buffer.concat([hash(rpId), Buffer.from([flags]), counter])
  }

  /** RegistrationResponseJSON for the options of the server. */
  enrol(optionsJson: string, lie: Lie = {}): string {
    const { challenge, user } = JSON.parse(optionsJson) as {
      challenge: string
      user: { id: string }
    }
    this.userHandle = user.id
    const { x = '', y = '' } = this.#pair.publicKey.export({ format: 'jwk' })
    const key = new Map<number, Cbor>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x, 'base64url')],
      [-3, Buffer.from(y, 'base64url')],
    ])
    const length = Buffer.from([0, this.credentialId.length])
    const held = [Buffer.alloc(16), length, this.credentialId, cbor(key)]
    const authData = Buffer.concat([this.#authenticatorData(lie, true), ...held])
    const attestation = new Map<string, Cbor>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', authData],
    ])
    return JSON.stringify({
      id: this.id,
      rawId: this.id,
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: url(this.#clientData('webauthn.create', challenge, lie)),
        attestationObject: url(cbor(attestation)),
        transports: ['internal'],
      },
    })
  }

  /** AuthenticationResponseJSON. */
  sign(challenge: string, lie: Lie = {}): string {
    const clientData = this.#clientData('webauthn.get', challenge, lie)
    const data = this.#authenticatorData(lie, false)
    const signed = Buffer.concat([data, hash(clientData)])
    const id = lie.id ?? this.id
    return JSON.stringify({
      id,
      rawId: id,
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: url(clientData),
        authenticatorData: url(data),
        signature: url(sign('sha256', signed, lie.key ?? this.#pair.privateKey)),
        userHandle: lie.userHandle ?? this.userHandle,
      },
    })
  }
}
