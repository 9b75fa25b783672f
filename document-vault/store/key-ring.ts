import { createHmac, randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { openBytes, sealBytes, sealingKeyBytes } from './sealing.js'
import { VaultOpenError } from './vault-open-error.js'

export const keyFileName = 'vault.keys'

const ringForm = z.object({
  version: z.literal(1),
  /** For look-ups; never changed, as the look-ups could not be computed anew. */
  lookup: z.base64(),
  active: z.number().int(),
  keys: z.array(z.object({ id: z.number().int(), key: z.base64(), createdAt: z.number() })).min(1),
})
type RingForm = z.infer<typeof ringForm>

/**
 * The master keys, in a file of their own beside the database: a copy of the database alone opens
 * nothing. Master keys seal the data keys of the records and nothing else.
 */
export class KeyRing {
  private stamp: string

  private constructor(
    private readonly file: string,
    private form: RingForm,
  ) {
    this.stamp = stampOf(file)
  }

  /** `isNew`: the database holds no record yet, so a ring may be made. Throws VaultOpenError. */
  static open(folder: string, isNew: boolean, now: number): KeyRing {
    const file = join(folder, keyFileName)
    if (existsSync(file)) return new KeyRing(file, readRing(file))
    if (!isNew) throw new VaultOpenError('keys-missing', file)
    makeRing(file, now)
    return new KeyRing(file, readRing(file))
  }

  /** A keyed hash: equal texts are found again, and nothing is learnt from a stolen database. */
  lookup(purpose: string, text: string | Uint8Array): Buffer {
    const mac = createHmac('sha256', Buffer.from(this.form.lookup, 'base64'))
    return mac.update(purpose).update('\0').update(text).digest()
  }

  /**
   * Inside the transaction that stores the wrapped key: a rotation by another process drops the
   * old master key only after its own transaction, so one of the two sees the other.
   */
  wrap(dataKey: Uint8Array, place: string): { keyId: number; wrapped: Buffer } {
    this.refresh()
    const keyId = this.form.active
    return { keyId, wrapped: sealBytes(this.key(keyId)!, place, dataKey) }
  }
  unwrap(keyId: number, wrapped: Uint8Array, place: string): Buffer | null {
    if (!this.key(keyId)) this.refresh()
    const key = this.key(keyId)
    return key && openBytes(key, place, wrapped)
  }

  /**
   * Adds a master key and makes it the one that seals. Like `dropUnused` inside a transaction that
   * writes: two rotations at once would each write a ring without the other's key.
   */
  add(now: number): number {
    this.refresh()
    const id = Math.max(...this.form.keys.map((key) => key.id)) + 1
    this.form = { ...this.form, active: id, keys: [...this.form.keys, newKey(id, now)] }
    this.write()
    return id
  }
  /** Forgets the master keys that seal nothing; `used`: the ids that data keys still name. */
  dropUnused(used: readonly number[]): void {
    this.refresh()
    const needed = [this.form.active, ...used]
    const keys = this.form.keys.filter((key) => needed.includes(key.id))
    this.form = { ...this.form, keys }
    this.write()
  }

  private key(id: number): Buffer | null {
    const found = this.form.keys.find((key) => key.id === id)
    return found ? Buffer.from(found.key, 'base64') : null
  }

  /** A command may have rotated the keys while this process was running. */
  private refresh(): void {
    const stamp = stampOf(this.file)
    if (stamp === this.stamp) return
    this.form = readRing(this.file)
    this.stamp = stamp
  }

  /** In one step: a crash leaves the old ring or the new one. */
  private write(): void {
    renameSync(writeBeside(this.file, this.form), this.file)
    syncFolder(dirname(this.file))
    this.stamp = stampOf(this.file)
  }
}

/** Two processes that make it at once agree on one. */
function makeRing(file: string, now: number): void {
  const lookup = randomBytes(sealingKeyBytes).toString('base64')
  const beside = writeBeside(file, { version: 1, lookup, active: 1, keys: [newKey(1, now)] })
  try {
    linkSync(beside, file)
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code !== 'EEXIST') throw failure
  }
  unlinkSync(beside)
  syncFolder(dirname(file))
}

/** On the disk, under another name, which is answered. */
function writeBeside(file: string, form: RingForm): string {
  const beside = `${file}.${randomBytes(6).toString('hex')}`
  const handle = openSync(beside, 'wx', 0o600)
  writeSync(handle, `${JSON.stringify(form, null, 2)}\n`)
  fsyncSync(handle)
  closeSync(handle)
  return beside
}
function syncFolder(path: string): void {
  const folder = openSync(path, 'r')
  fsyncSync(folder)
  closeSync(folder)
}

/** Each writing makes a new file. */
function stampOf(file: string): string {
  if (!existsSync(file)) return ''
  const { ino, mtimeNs } = statSync(file, { bigint: true })
  return `${ino} ${mtimeNs}`
}

const newKey = (id: number, now: number) => ({
  id,
  key: randomBytes(sealingKeyBytes).toString('base64'),
  createdAt: now,
})

function readRing(file: string): RingForm {
  try {
    const form = ringForm.parse(JSON.parse(readFileSync(file, 'utf8')))
    if (form.keys.some((key) => key.id === form.active)) return form
  } catch {
    // Said below, without the content.
  }
  throw new VaultOpenError('keys-damaged', file)
}
