import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  beginDataFolder,
  type DataFolder,
  dataFolderAt,
  finishDataFolder,
  folderState,
  openDataFolder,
  readInstanceKey,
  writeFileAtomic,
} from './data-folder.js'
import { describeListener } from './listener-plan.js'
import { lockGateway, runningGateway } from './running-gateway.js'

let parent: string
let folder: DataFolder
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'mss-folder-'))
  folder = dataFolderAt(join(parent, 'data'))
})
afterEach(() => rmSync(parent, { recursive: true }))

const made = () => {
  expect(beginDataFolder(folder).ok).toBe(true)
  writeFileSync(folder.storeFile, '')
  finishDataFolder(folder)
}
const faults = (): string => {
  const opened = openDataFolder(folder)
  return opened.ok ? '' : opened.error.join('\n')
}

describe('data folder', () => {
  it('is private, with a key of its own', () => {
    made()
    expect(statSync(folder.root).mode & 0o777).toBe(0o700)
    expect(statSync(folder.instanceKey).mode & 0o777).toBe(0o600)
    const key = readInstanceKey(folder)
    expect(key.ok && key.value.length).toBe(32)
    expect(faults()).toBe('')
  })

  it('is begun again after an init that was killed at its first step', () => {
    mkdirSync(folder.root)
    writeFileSync(`${folder.format}.4711.0a1b2c3d`, '{"form')
    expect(folderState(folder)).toBe('empty')
    made()
    expect(faults()).toBe('')
  })

  it('leaves nothing behind when the disk refuses a file', () => {
    mkdirSync(join(parent, 'taken'))
    expect(() => writeFileAtomic(join(parent, 'taken'), 'x', 0o600)).toThrow()
    expect(readdirSync(parent)).toEqual(['taken'])
  })

  it('is refused when it is not there, not ours, or half made', () => {
    expect(faults()).toContain('aucun dossier de données ici')
    expect(beginDataFolder(folder).ok).toBe(true)
    expect(faults()).toContain('création interrompue')
    const other = dataFolderAt(parent)
    writeFileSync(join(parent, 'letter.txt'), '')
    expect(folderState(other)).toBe('foreign')
    expect(beginDataFolder(other).ok).toBe(false)
    expect(readFileSync(join(parent, 'letter.txt'), 'utf8')).toBe('')
  })

  it('is made again after an init that was cut', () => {
    beginDataFolder(folder)
    const first = readFileSync(folder.instanceKey, 'utf8')
    writeFileSync(folder.config, 'half')
    made()
    expect(readFileSync(folder.instanceKey, 'utf8')).not.toBe(first)
    expect(existsSync(folder.config)).toBe(false)
  })

  it('of a newer version is left as it is', () => {
    made()
    writeFileSync(folder.format, '{"format": 99, "complete": true}')
    expect(faults()).toContain("vient d'une version plus récente (format 99, ici 1)")
    writeFileSync(folder.format, '{')
    expect(faults()).toContain('format.json est abîmé')
  })

  it('open to others is refused, each place by name', () => {
    made()
    chmodSync(folder.root, 0o755)
    chmodSync(folder.instanceKey, 0o644)
    expect(faults()).toContain('chmod 700')
    expect(faults()).toContain(`chmod 600 ${folder.instanceKey}`)
  })

  it('with a damaged key is refused without showing it', () => {
    made()
    writeFileSync(folder.instanceKey, 'feedface')
    const key = readInstanceKey(folder)
    expect(key.ok ? '' : key.error).toContain('abîmé')
    expect(key.ok ? '' : key.error).not.toContain('feedface')
  })
})

describe('gateway lock', () => {
  const description = {
    pid: 4_242,
    startedAt: 1_000,
    listeners: [describeListener('portal', '127.0.0.1', 12_505)],
  }

  it('lets one gateway serve a folder, and tells who it is', () => {
    made()
    const lock = lockGateway(folder)
    if (!lock.ok) throw new Error(lock.error)
    lock.value.announce(description)
    expect(runningGateway(folder)).toEqual(description)
    const second = lockGateway(folder)
    expect(second.ok ? '' : second.error).toContain('sert déjà')
    expect(second.ok ? '' : second.error).toContain('4242')
    lock.value.release()
    expect(runningGateway(folder)).toBeNull()
  })

  it('is taken over from a dead process, whose description no longer counts', () => {
    made()
    const path = join(folder.run, 'gateway.json')
    writeFileSync(path, JSON.stringify({ ...description, pid: process.pid }))
    writeFileSync(join(folder.run, 'gateway.lock'), '')
    expect(runningGateway(folder)).toBeNull()
    const lock = lockGateway(folder)
    expect(lock.ok).toBe(true)
    expect(existsSync(path)).toBe(false)
    if (lock.ok) lock.value.release()
  })
})
