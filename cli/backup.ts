import { createWriteStream, existsSync } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Command } from 'commander'
import { copyVault } from '../document-vault/store/vault-copy.js'
import { fileName } from '../mailbox-store/sqlite/database.js'
import { openSqliteStore } from '../mailbox-store/sqlite/sqlite-store.js'
import { sealed } from '../pki/sealed-stream.js'
import { type Answer, done, exitCodes, type Failed, failed, refused } from './answer.js'
import { acting, command } from './command-frame.js'
import { progressLine } from './progress.js'
import { sealingKey } from './seal.js'
import { type ArchiveEntry, writeArchive } from './tar-archive.js'
import { administratorTrace, type Tool, withStore } from './tool-store.js'
import { vaultCopyFaults } from './vault-copy-check.js'

/** Of the data folder, beside the store; run/ belongs to the moment. */
const besideStore = ['config.toml', 'format.json', 'generated-domains.json', 'keys', 'pki']

async function entriesBelow(root: string, path: string): Promise<ArchiveEntry[]> {
  const found = await stat(path).catch(() => null)
  if (found === null) return []
  if (found.isFile())
    return [{ name: relative(root, path).split(sep).join('/'), file: path, bytes: found.size }]
  const names = (await readdir(path)).sort()
  return (await Promise.all(names.map((name) => entriesBelow(root, join(path, name))))).flat()
}

/** An online copy that the checker called good, alone in `folder`. */
async function checkedCopy(tool: Tool, folder: string): Promise<Failed | null> {
  const copying = progressLine('copie')
  await tool.store.backup(join(folder, fileName), copying.count).finally(copying.end)
  const copy = await openSqliteStore({ folder, role: 'tool' })
  const checking = progressLine('vérification')
  try {
    const findings = await copy.check(checking.count)
    if (findings.length === 0) return null
    const says = findings.map(({ invariant, says: text }) => `${invariant} : ${text}`)
    return failed(exitCodes.refused, 'la copie est incohérente, rien n’est gardé', ...says)
  } finally {
    checking.end()
    await copy.close()
  }
}

/** The vault's files, copied and checked; none where there is no vault. */
async function checkedVault(tool: Tool, work: string): Promise<ArchiveEntry[] | Failed> {
  const into = join(work, 'vault')
  const names = await copyVault(tool.frame.folder.vault, into)
  const faults = await vaultCopyFaults(into)
  if (faults.length > 0)
    return failed(exitCodes.refused, 'la copie est incohérente, rien n’est gardé', ...faults)
  return (await Promise.all(names.map((name) => entriesBelow(work, join(into, name))))).flat()
}

async function backup(
  tool: Tool,
  out: string,
  options: { readonly sealFor?: string },
): Promise<Answer> {
  const file = resolve(out)
  if (existsSync(file)) return failed(exitCodes.refused, `${file} existe déjà`)
  const key = options.sealFor === undefined ? null : await sealingKey(options.sealFor)
  if (key !== null && !key.ok) return failed(exitCodes.refused, key.error)
  const work = `${file}.${process.pid}.part`
  try {
    await mkdir(work, { mode: 0o700 })
    const failure = await checkedCopy(tool, work)
    if (failure !== null) return failure
    const vault = await checkedVault(tool, work)
    if ('ok' in vault) return vault
    const { root } = tool.frame.folder
    const kept = [...besideStore, 'samples.json'].map((name) =>
      entriesBelow(root, join(root, name)),
    )
    const { size } = await stat(join(work, fileName))
    const store = { name: `store/${fileName}`, file: join(work, fileName), bytes: size }
    const entries = [...(await Promise.all(kept)).flat(), store, ...vault]
    const archive = writeArchive(entries, tool.frame.now())
    const octets = key === null ? archive : sealed(archive, key.value)
    const part = join(work, 'archive')
    await pipeline(Readable.from(octets), createWriteStream(part, { flags: 'wx', mode: 0o600 }))
    await makeDurable(part, file)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
  const { size: bytes } = await stat(file)
  const detail = { bytes, sealed: key !== null }
  const trace = administratorTrace(tool, { action: 'store.backup', accountId: null, detail })
  const traced = await tool.store.commit({ traces: [trace] })
  if (!traced.ok) return refused(traced.reason)
  const seal = key === null ? 'non scellée : elle contient les clés privées' : 'scellée'
  return done({ file, ...detail }, `Sauvegarde vérifiée, ${seal} : ${file} (${bytes} octets)`)
}

/** The name appears only when the octets are on the disk. */
async function makeDurable(part: string, file: string): Promise<void> {
  const written = await open(part, 'r+')
  await written.sync()
  await written.close()
  await rename(part, file)
  const folder = await open(dirname(file), 'r')
  await folder.sync()
  await folder.close()
}

export const backupCommand = (): Command =>
  command('backup', 'sauvegarde en service, vérifiée, scellée sur demande')
    .argument('<fichier>', 'nouveau fichier (archive tar)')
    .option('--seal-for <clé>', 'clé publique OpenPGP du destinataire ; gpg ouvre le fichier')
    .action(
      acting<{ sealFor?: string }, [string]>((frame, options, out) =>
        withStore(frame, (tool) => backup(tool, out, options)),
      ),
    )
