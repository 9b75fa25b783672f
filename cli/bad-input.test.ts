import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readRevocationList } from '../pki/revocation-list.js'
import { mss } from '../test-fixtures/command-line.js'

let parent: string
let made: string
let data: string
let count = 0

beforeAll(async () => {
  parent = mkdtempSync(join(tmpdir(), 'mss-bad-input-'))
  made = join(parent, 'made')
  expect(await mss('init', '--data', made)).toMatchObject({ code: 0 })
})
beforeEach(() => {
  data = join(parent, `data-${++count}`)
  cpSync(made, data, { recursive: true })
})
afterAll(() => rmSync(parent, { recursive: true }))

const at = (...path: string[]) => join(data, ...path)
const garble = (...path: string[]) => writeFileSync(at(...path), 'rien de bon\n')
const lines = (text: string): string[] => text.trim().split('\n')

describe('a start on a spoilt folder', () => {
  const spoilings: [what: string, spoil: () => void, says: string][] = [
    ['certificate', () => garble('pki/server/cert.pem'), 'cert.pem ne contient aucun certificat'],
    ['cut certificate', () => truncateSync(at('pki/server/cert.pem'), 300), 'cert.pem est coupé'],
    ['key', () => garble('pki/server/key.pem'), "key.pem n'est pas une clé privée PEM lisible"],
    ['authorities', () => garble('pki/ca.pem'), 'ca.pem ne contient aucun certificat'],
    ['cut authorities', () => truncateSync(at('pki/ca.pem'), 400), 'ca.pem est coupé'],
    ['white list', () => garble('pki/white-list.xml'), 'white-list.xml)'],
    ['trust space', () => garble('pki/trust-space.json'), 'supprimez ce dossier'],
    ['samples', () => garble('samples.json'), 'samples.json est abîmé'],
    ['other samples', () => writeFileSync(at('samples.json'), '{}'), 'samples.json est abîmé'],
    ['layout', () => garble('format.json'), "remettez celui d'une sauvegarde"],
    ['instance key', () => garble('keys/instance.key'), '64 chiffres hexadécimaux'],
    ['no instance key', () => rmSync(at('keys/instance.key')), 'instance.key manque'],
    ['no configuration', () => rmSync(at('config.toml')), 'fichier absent de'],
    ['no mail', () => rmSync(at('store'), { recursive: true }), 'mail.sqlite manque'],
  ]
  it.each(spoilings)('names the file and what to do: %s', async (_what, spoil, says) => {
    spoil()
    const run = await mss('serve', '--data', data, '--ports', '0')
    expect(run.errors).toContain(says)
    expect(run.errors).not.toMatch(/\n {4}at |ERR_OSSL/)
    expect(run).toMatchObject({ code: 3, out: '' })
    expect(lines(run.errors)).toHaveLength(1)
  })

  it("refuses another's key, before any client meets it", async () => {
    const other = at('pki/operators/autre-operateur/key.pem')
    writeFileSync(at('pki/server/key.pem'), readFileSync(other))
    const run = await mss('config', 'check', '--data', data)
    expect(run.errors).toContain("key.pem n'est pas la clé du certificat")
    expect(run.code).toBe(3)
  })

  it('never makes an empty store in place of a lost one', async () => {
    rmSync(at('store/mail.sqlite'))
    expect(await mss('account', 'list', '--data', data)).toMatchObject({ code: 3, out: '' })
    expect(existsSync(at('store/mail.sqlite'))).toBe(false)
  })

  it('tells of damage inside the store without a stack', async () => {
    const octets = readFileSync(at('store/mail.sqlite'))
    writeFileSync(at('store/mail.sqlite'), octets.fill(0x5a, 8_192))
    for (const command of ['serve', 'check']) {
      const run = await mss(command, '--data', data)
      expect(run.errors).toContain('endommagé : restaurez une sauvegarde')
      expect(run.code).toBe(3)
    }
  })

  it('tells a syntax error alone, not the keys that it hides', async () => {
    appendFileSync(at('config.toml'), '\nfin = \n')
    const run = await mss('config', 'check', '--data', data)
    expect(lines(run.errors)).toHaveLength(1)
    expect(run.errors).toContain('syntaxe TOML incorrecte, ligne')
  })

  it('is a file, not a folder', async () => {
    const file = at('config.toml')
    for (const command of ['serve', 'info', 'init'])
      expect(await mss(command, '--data', file)).toMatchObject({ code: 3, out: '' })
  })
})

describe('the development trust space', () => {
  it('is made again by « mss pki init » when its folder is gone', async () => {
    rmSync(at('pki'), { recursive: true })
    expect((await mss('config', 'check', '--data', data)).code).toBe(3)
    expect(await mss('pki', 'init', '--data', data)).toMatchObject({ code: 0 })
    expect(await mss('config', 'check', '--data', data)).toMatchObject({ code: 0 })
  })

  it('has its damaged revocation lists issued again', async () => {
    garble('pki/crl/persons.crl')
    rmSync(at('pki/crl/root.crl'))
    expect((await mss('pki', 'renew-crl', '--data', data)).code).toBe(0)
    for (const name of ['persons', 'root', 'organisations'])
      expect(readRevocationList(readFileSync(at(`pki/crl/${name}.crl`)))).not.toBe(null)
  })

  it('gives a new certificate for a revoked one', async () => {
    const who = 'claire.morel@demo.mss.test'
    const serialOf = async (): Promise<string> =>
      JSON.parse((await mss('pki', 'issue', who, '--data', data, '--json')).out).serial
    const first = await serialOf()
    expect(await serialOf()).toBe(first)
    expect((await mss('pki', 'revoke', who, '--data', data)).code).toBe(0)
    expect(await serialOf()).not.toBe(first)
  })
})

describe('files named on the command line', () => {
  it('that are not there, or are folders, are told by name', async () => {
    const cases: [args: string[], says: string][] = [
      [['backup', at('nulle/part.tar')], "n'existe pas"],
      [['restore', parent, '--data', at('neuf')], "n'est pas un fichier"],
      [['restore', at('absent.tar'), '--data', at('neuf')], "absent.tar n'existe pas"],
    ]
    for (const [args, says] of cases) {
      const run = await mss(...args, ...(args.includes('--data') ? [] : ['--data', data]))
      expect(run.errors).toContain(says)
      expect(run.code).toBe(1)
    }
  })
})

describe('help', () => {
  it('has no English word of the library', async () => {
    for (const args of [[], ['account'], ['account', 'create'], ['member', 'add']]) {
      const { out } = await mss(...args, '--help')
      expect(out).not.toMatch(/default|\[command\]|Usage|Options:|display help/)
    }
  })
})
