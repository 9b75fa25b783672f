import { writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { benchTls } from '../../test-fixtures/vault/fhir-bench.js'
import { scratchFolder } from '../../test-fixtures/vault/vault-samples.js'
import type { VaultOptions } from '../contract/options.js'
import { type HostedVault, startVault } from './start-vault.js'

let scratch: ReturnType<typeof scratchFolder>
let vault: HostedVault | null = null

beforeEach(() => {
  scratch = scratchFolder()
})
afterEach(async () => {
  await vault?.close()
  vault = null
  scratch.remove()
})

function options(role: 'thread' | 'process', port: number): VaultOptions {
  const file = (name: string, text: string) => {
    const path = join(scratch.folder, name)
    writeFileSync(path, text)
    return path
  }
  return {
    folder: join(scratch.folder, 'vault'),
    environment: 'test',
    role,
    extractor: { processes: 1, ocr: false },
    fhir: {
      host: '127.0.0.1',
      port,
      publicHost: 'coffre.test',
      certificateFile: file('server.crt', benchTls.cert),
      keyFile: file('server.key', benchTls.key),
      callers: {
        kind: 'trust-space',
        anchorFiles: [file('authorities.pem', benchTls.ca.join(''))],
        crlFolder: scratch.folder,
      },
    },
  }
}

/** What the interface says of its own address; null when nobody answers. */
const ownAddress = (port: number): Promise<string | null> =>
  new Promise((resolve) => {
    const path = '/fhir/metadata'
    const asked = request({ host: '127.0.0.1', port, path, ca: benchTls.ca, agent: false })
    asked.on('error', () => resolve(null))
    asked.on('response', (answer) => {
      let text = ''
      answer.on('data', (chunk) => (text += chunk))
      answer.on('end', () => resolve(JSON.parse(text).implementation.url))
    })
    asked.end()
  })

it.each(['thread', 'process'] as const)('listens in the vault’s %s', async (role) => {
  vault = await startVault(options(role, 0))
  const port = vault.fhirPort()!
  expect(await ownAddress(port)).toBe(`https://coffre.test:${port}/fhir`)
  await vault.close()
  expect(await ownAddress(port)).toBeNull()
})

it('has the same port again when the vault was killed', async () => {
  vault = await startVault(options('process', 0))
  const port = vault.fhirPort()!
  const killed = vault.pid()!
  process.kill(killed, 'SIGKILL')
  while (vault.pid() === killed || (await ownAddress(port)) === null)
    await new Promise((next) => setTimeout(next, 20))
  expect(vault.pid()).not.toBe(killed)
  expect(vault.fhirPort()).toBe(port)
})

it('says at the start that its port is taken', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await new Promise((next) => taken.once('listening', next))
  const { port } = taken.address() as AddressInfo
  await expect(startVault(options('thread', port))).rejects.toThrow('vault: listen: EADDRINUSE')
  await new Promise((next) => taken.close(next))
})
