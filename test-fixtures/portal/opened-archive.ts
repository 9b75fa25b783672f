import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { fromBuffer, type ZipFile } from 'yauzl'

/** Files of a ZIP by their path, read by another program than the one that made it. */
export async function openArchive(bytes: Buffer): Promise<Map<string, Buffer>> {
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true, strictFileNames: true }, (failure, opened) =>
      failure ? reject(failure) : resolve(opened),
    )
  })
  const files = new Map<string, Buffer>()
  await new Promise<void>((resolve, reject) => {
    zip.on('error', reject)
    zip.on('end', () => resolve())
    zip.on('entry', (entry) => {
      zip.openReadStream(entry, (failure, stream) => {
        if (failure) return reject(failure)
        buffer(stream).then((content) => {
          files.set(entry.fileName, content)
          zip.readEntry()
        }, reject)
      })
    })
    zip.readEntry()
  })
  return files
}

/** What does not agree with the manifest: changed, missing or unlisted files. */
export function manifestFaults(files: ReadonlyMap<string, Buffer>): string[] {
  const lines = files.get('MANIFEST.txt')?.toString('utf8').split('\n').filter(Boolean) ?? []
  const said = new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]))
  const names = new Set([...said.keys(), ...files.keys()])
  names.delete('MANIFEST.txt')
  return [...names].filter((name) => {
    const content = files.get(name)
    const sum = content && createHash('sha256').update(content).digest('hex')
    return sum === undefined || sum !== said.get(name)
  })
}
