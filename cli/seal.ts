import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import {
  createMessage,
  decrypt,
  decryptKey,
  encrypt,
  type PrivateKey,
  type PublicKey,
  readKey,
  readMessage,
  readPrivateKey,
  type WebStream,
} from 'openpgp'
import { err, ok, type Result } from '../domain/result.js'

const unreadable = (file: string, what: string) => err(`${file} n'est pas ${what} OpenPGP lisible`)

/** A public key that can encrypt now: not expired, not revoked. */
export async function sealingKey(file: string): Promise<Result<PublicKey, string>> {
  try {
    const octets = await readFile(file)
    const armored = octets.toString('latin1').includes('-----BEGIN PGP')
    const key = armored
      ? await readKey({ armoredKey: octets.toString('utf8') })
      : await readKey({ binaryKey: octets })
    if (key.isPrivate()) return err(`${file} est une clé privée : donnez la clé publique`)
    await key.getEncryptionKey()
    return ok(key)
  } catch {
    return unreadable(file, 'une clé publique de chiffrement')
  }
}

export async function openingKey(
  file: string,
  passphraseFile: string | undefined,
): Promise<Result<PrivateKey, string>> {
  try {
    const octets = await readFile(file)
    const armored = octets.toString('latin1').includes('-----BEGIN PGP')
    const key = armored
      ? await readPrivateKey({ armoredKey: octets.toString('utf8') })
      : await readPrivateKey({ binaryKey: octets })
    if (key.isDecrypted()) return ok(key)
    if (passphraseFile === undefined) return err(`${file} est protégée : donnez --passphrase-file`)
    const passphrase = (await readFile(passphraseFile, 'utf8')).replace(/\r?\n$/, '')
    return ok(await decryptKey({ privateKey: key, passphrase }))
  } catch {
    return unreadable(file, 'une clé privée, ou sa phrase de passe ne convient pas :')
  }
}

const webStream = (source: AsyncIterable<Uint8Array>) =>
  Readable.toWeb(Readable.from(source)) as ReadableStream<Uint8Array>

/** OpenPGP binary (RFC 9580), which `gpg --decrypt` opens. */
export async function* sealed(
  source: AsyncIterable<Uint8Array>,
  key: PublicKey,
): AsyncGenerator<Uint8Array> {
  const message = await createMessage({ binary: webStream(source) as WebStream<Uint8Array> })
  const encrypted = await encrypt({ message, encryptionKeys: key, format: 'binary' })
  for await (const chunk of encrypted as unknown as AsyncIterable<Uint8Array>) yield chunk
}

/** Throws at its end when the seal was broken; nothing before the end may be trusted. */
export async function* unsealed(
  source: AsyncIterable<Uint8Array>,
  key: PrivateKey,
): AsyncGenerator<Uint8Array> {
  const message = await readMessage({ binaryMessage: webStream(source) as WebStream<Uint8Array> })
  const opened = await decrypt({
    message,
    decryptionKeys: key,
    format: 'binary',
    // Streamed: the integrity code is checked at the end, and restore keeps nothing before.
    config: { allowUnauthenticatedStream: true },
  })
  for await (const chunk of opened.data as unknown as AsyncIterable<Uint8Array>) yield chunk
}
