import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import {
  decrypt,
  decryptKey,
  type PrivateKey,
  type PublicKey,
  readMessage,
  readPrivateKey,
  type WebStream,
} from 'openpgp'
import { err, ok, type Result } from '../domain/result.js'
import { readSealingKey, type SealingKeyFault } from '../pki/sealing-key.js'

const unreadable = (file: string, what: string) => err(`${file} n'est pas ${what} OpenPGP lisible`)

const faultTexts: Readonly<Record<SealingKeyFault, string>> = {
  unreadable: "n'est pas une clé publique de chiffrement OpenPGP lisible",
  'several-keys': 'contient plusieurs clés : donnez-en une seule',
  private: 'est une clé privée : donnez la clé publique',
  revoked: 'est une clé révoquée',
  expired: 'est une clé expirée',
  'cannot-encrypt': "est une clé qui ne sert pas à chiffrer : il n'y a pas de sous-clé pour cela",
}

/** A public key that can encrypt now: not expired, not revoked. */
export async function sealingKey(file: string): Promise<Result<PublicKey, string>> {
  const octets = await readFile(file).catch(() => null)
  const read =
    octets === null ? err('unreadable' as const) : await readSealingKey(octets, new Date())
  return read.ok ? read : err(`${file} ${faultTexts[read.error]}`)
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
