import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { faultLine } from './config-fault.js'
import { configKeys } from './key-tree.js'
import { loadConfig, parseConfig } from './load.js'
import { configTemplate } from './template.js'

const files = `
[tls]
certificateFile = "tls/cert.pem"
keyFile = "tls/key.pem"
[trust]
anchorFiles = ["ca.pem"]
crlFolder = "crl"
whiteListFile = "white-list.xml"
`
const parse = (text: string, env: Record<string, string> = {}, options = {}) =>
  parseConfig({ dataFolder: '/srv/mss', text: text + files, env, ...options })

const faultsOf = (text: string, env: Record<string, string> = {}, options = {}): string[] => {
  const parsed = parse(text, env, options)
  return parsed.ok ? [] : parsed.error.map(faultLine)
}

describe('configuration refusals', () => {
  const refusals: [text: string, line: string][] = [
    ['mode = "prod"', 'clé « mode » : valeur inconnue, attendu : development ou production'],
    ['environment = "demo"', 'clé « environment »'],
    ['environment = "production"', 'clé « environment » : toujours test'],
    ['hostName = 3', 'clé « hostName » : type incorrect'],
    ['hostName = "pas un nom"', 'clé « hostName » : nom de domaine attendu'],
    ['hostName = "localhost"', 'clé « hostName » : nom de domaine attendu'],
    ['localDomains = []', 'clé « localDomains » : liste vide'],
    ['localDomains = "a.test"', 'clé « localDomains » : type incorrect'],
    ['localDomains = ["a.test", "b_c.test"]', 'clé « localDomains.1 » : nom de domaine attendu'],
    ['citizenDomain = "demo.mss.test"', 'clé « citizenDomain » : le domaine des usagers'],
    ['listen = 3', 'clé « listen » : type incorrect, attendu : une section'],
    ['listen.host = "0.0.0.0"', 'clé « listen.host » : le mode développement'],
    ['listen.host = "passerelle.test"', 'clé « listen.host » : adresse IP'],
    ['listen.basePort = 80', 'clé « listen.basePort » : au moins 1024'],
    ['listen.basePort = 65530', 'clé « listen.basePort » : trop grand : 65528 au plus'],
    ['listen.basePort = 12.5', 'clé « listen.basePort » : type incorrect'],
    ['listen.basePort = -1', 'clé « listen.basePort » : trop petit'],
    ['listen.imapPort = 12500', 'clé « listen » : port 12500 demandé deux fois'],
    ['listen.port = 25', 'clé « listen.port » : clé inconnue'],
    ['trustAnchors = []', 'clé « trustAnchors » : clé inconnue'],
    ['log.level = "verbose"', 'clé « log.level » : valeur inconnue'],
    ['accounts.quotaBytes = -5', 'clé « accounts.quotaBytes » : trop petit'],
    ['citizen.quotaBytes = "1 Go"', 'clé « citizen.quotaBytes » : type incorrect'],
    ['outbound.routes = { "b.test" = "127.0.0.1" }', 'hôte:port attendu'],
    ['outbound.routes = { "b.test" = "127.0.0.1:0" }', 'hôte:port attendu'],
    ['outbound.routes = { "b.test" = "127.0.0.1:70000" }', 'hôte:port attendu'],
    ['outbound.routes = { "b test" = "127.0.0.1:25" }', 'nom de domaine attendu comme clé'],
    ['portal.publicUrl = "http://sante.test"', 'clé « portal.publicUrl » : adresse https://nom'],
    ['portal.publicUrl = "https://127.0.0.1:12505"', 'clé « portal.publicUrl » : adresse https'],
    ['portal.publicUrl = "https://[::1]"', 'clé « portal.publicUrl » : adresse https://nom'],
    ['portal.publicUrl = "https://sante.test/portail"', 'clé « portal.publicUrl » : adresse'],
    ['portal.signIn.passkeys = "oui"', 'clé « portal.signIn.passkeys » : type incorrect'],
    ['portal.signIn.oidc.clientId = "a"', 'clé « portal.signIn.oidc.issuer » : à indiquer'],
    ['portal.signIn.oidc.clientSecretFile = "a"', 'clé « portal.signIn.oidc.issuer » : à indiquer'],
    ['portal.signIn.oidc.issuer = "https://fc.test"', 'portal.signIn.oidc.clientId » : à indiquer'],
    ['portal.signIn.oidc.issuer = "fc.test"', 'clé « portal.signIn.oidc.issuer » : adresse https'],
    [
      'portal.signIn.oidc = { issuer = "http://fc.test", clientId = "a" }',
      'clé « portal.signIn.oidc.issuer » : https attendu',
    ],
    [
      'portal.signIn.oidc = { issuer = "https://fc.test", clientId = "a", scopes = ["a b"] }',
      'clé « portal.signIn.oidc.scopes.0 » : scope OAuth attendu',
    ],
    ['vault.enabled = "oui"', 'clé « vault.enabled » : type incorrect, attendu : true ou false'],
    ['vault.role = "machine"', 'clé « vault.role » : valeur inconnue'],
    ['vault.retentionYears = 0', 'clé « vault.retentionYears » : trop petit'],
    ['vault.connector.kind = "mhd"', 'clé « vault.connector.url » : à indiquer avec kind'],
    [
      'vault.connector.url = "http://127.0.0.1/fhir"',
      'clé « vault.connector.url » : adresse https:// attendue',
    ],
    ['vault.connector.url = "https://dmp.test/fhir"', 'clé « vault.connector.url » : sans effet'],
    ['vault.connector.keyFile = "a.pem"', 'certificat et clé privée vont ensemble'],
    ['notification.host = "relais.test"', 'clé « notification.fromAddress » : à indiquer'],
    ['notification.user = "compte"', 'identifiant et fichier du mot de passe vont ensemble'],
    ['notification.passwordFile = "p"', 'identifiant et fichier du mot de passe vont ensemble'],
    ['notification.tls = "clair"', 'clé « notification.tls » : valeur inconnue'],
    ['notification.port = 0', 'clé « notification.port » : trop petit'],
    ['notification.burstHours = 0', 'clé « notification.burstHours » : trop petit'],
    ['notification.fromAddress = "avis"', 'clé « notification.fromAddress » : adresse attendue'],
    [
      'notification.host = "relais.test"\nnotification.tls = "none"',
      'clé « notification.tls » : none : vers une adresse de bouclage',
    ],
    [
      'notification.host = "relais.test"\nnotification.fromAddress = "avis@Demo.mss.test"',
      'clé « notification.fromAddress » : un domaine de l’espace de confiance',
    ],
    [
      'notification.host = "relais.test"\nnotification.fromAddress = "avis@patient.mss.test"',
      'clé « notification.fromAddress » : un domaine de l’espace de confiance',
    ],
    ['listen.vaultApiPort = 12500', 'clé « listen » : port 12500 demandé deux fois'],
    ['mode = "development"\nmode = "production"', 'syntaxe TOML incorrecte, ligne 2'],
    ['hostName = ', 'syntaxe TOML incorrecte, ligne 1'],
  ]
  it.each(refusals)('%s', (text, line) => {
    expect(faultsOf(text).join('\n')).toContain(line)
  })

  it('come all at once, each with its key', () => {
    const lines = faultsOf('mode = 1\nhostName = 2\nbogus = 3\n[listen]\nbasePort = "x"')
    expect(lines).toHaveLength(4)
    for (const key of ['mode', 'hostName', 'bogus', 'listen.basePort'])
      expect(lines.filter((line) => line.includes(`« ${key} »`))).toHaveLength(1)
  })

  it('name the variable or the option that a value came from', () => {
    expect(faultsOf('', { MSS_LISTEN_HOST: 'nulle part' })[0]).toMatch(/^MSS_LISTEN_HOST, clé/)
    expect(faultsOf('', { MSS_LISTEN_BASE_PORT: 'douze' })[0]).toContain('un nombre entier attendu')
    expect(faultsOf('', { MSS_OUTBOUND_ROUTES: 'b.test' })[0]).toContain(
      'domaine=hôte:port attendu',
    )
    expect(faultsOf('', { MSS_LOCAL_DOMAINS: 'a.test, b c' })[0]).toMatch(/^MSS_LOCAL_DOMAINS/)
    expect(faultsOf('', {}, { basePort: 70_000 })[0]).toMatch(/^--ports, clé/)
    expect(faultsOf('', {}, { host: '0.0.0.0' })[0]).toMatch(/^--host, clé/)
  })

  it('never repeat a value, which could be a secret', () => {
    expect(faultsOf('hostName = "mot de passe"').join()).not.toContain('mot de passe')
  })
})

describe('production', () => {
  it('wants every file, and none of the development authority', () => {
    const missing = parseConfig({ dataFolder: '/srv/mss', text: 'mode = "production"', env: {} })
    expect(missing.ok ? [] : missing.error.map(({ key }) => key)).toEqual([
      'tls.certificateFile',
      'tls.keyFile',
      'trust.anchorFiles',
      'trust.crlFolder',
      'trust.whiteListFile',
    ])
    const text = `mode = "production"\n${files.replaceAll('tls/', 'pki/server/')}`
    const borrowed = parseConfig({ dataFolder: '/srv/mss', text, env: {} })
    expect(borrowed.ok ? [] : borrowed.error.map(({ key }) => key)).toEqual([
      'tls.certificateFile',
      'tls.keyFile',
    ])
  })

  it('never sends notices in the clear, not even to itself', () => {
    const relay = '[notification]\nhost = "127.0.0.1"\nfromAddress = "avis@exemple.fr"\n'
    expect(faultsOf(`${relay}tls = "none"`)).toEqual([])
    const lines = faultsOf(`mode = "production"\n${relay}tls = "none"`)
    expect(lines.join()).toContain('clé « notification.tls »')
    expect(faultsOf(`mode = "production"\n${relay}tls = "implicit"\nport = 465`)).toEqual([])
  })

  it('may listen anywhere, with real or test identities', () => {
    expect(faultsOf('mode = "production"\nenvironment = "production"\nlisten.host = "::"')).toEqual(
      [],
    )
  })
})

describe('values', () => {
  it('come from the file, then the environment, then the options', () => {
    const env = { MSS_LISTEN_BASE_PORT: '14000', MSS_OUTBOUND_ROUTES: 'B.test=127.0.0.1:25' }
    const file = parse('listen.basePort = 13000')
    const variable = parse('listen.basePort = 13000', env)
    const option = parse('listen.basePort = 13000', env, { basePort: 0 })
    const ports = [file, variable, option].map((r) => r.ok && r.value.config.listen.basePort)
    expect(ports).toEqual([13_000, 14_000, 0])
    expect(variable.ok && variable.value.config.outbound.routes).toEqual({
      'b.test': '127.0.0.1:25',
    })
  })

  it('are frozen, with absolute paths and canonical domains', () => {
    const parsed = parse('localDomains = ["Hôpital.TEST"]')
    if (!parsed.ok) throw new Error('refused')
    const { config } = parsed.value
    expect(config.localDomains).toEqual(['xn--hpital-ixa.test'])
    expect(config.tls.keyFile).toBe('/srv/mss/tls/key.pem')
    expect(Object.isFrozen(config) && Object.isFrozen(config.listen)).toBe(true)
  })

  it('warn of unknown MSS_ variables only', () => {
    const parsed = parse('', { MSS_LISTEN_PORT: '1', MSS_DATA: '/x', HOME: '/y' })
    expect(parsed.ok && parsed.value.warnings).toEqual([
      "variable d'environnement MSS_LISTEN_PORT inconnue : ignorée",
    ])
  })

  it('of the template, which shows every key, are the defaults', () => {
    const template = configTemplate({
      mode: 'development',
      'tls.certificateFile': 'tls/cert.pem',
      'tls.keyFile': 'tls/key.pem',
      'trust.anchorFiles': ['ca.pem'],
      'trust.crlFolder': 'crl',
      'trust.whiteListFile': 'white-list.xml',
    })
    const read = parseConfig({ dataFolder: '/srv/mss', text: template, env: {} })
    expect(read).toEqual(parse(''))
    const shown = configKeys.filter(({ form }) => form !== 'table').map(({ path }) => path.at(-1)!)
    expect(shown.filter((name) => !new RegExp(`^(# )?${name} = `, 'm').test(template))).toEqual([])
  })
})

describe('files named in it', () => {
  const folders: string[] = []
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
  })

  it('must exist, be of the right kind, and keep keys private', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mss-config-'))
    folders.push(folder)
    writeFileSync(join(folder, 'config.toml'), files)
    mkdirSync(join(folder, 'tls'))
    writeFileSync(join(folder, 'tls', 'key.pem'), 'x', { mode: 0o644 })
    mkdirSync(join(folder, 'ca.pem'))
    writeFileSync(join(folder, 'crl'), '')
    const loaded = loadConfig({ dataFolder: folder, env: {} })
    const lines = loaded.ok ? [] : loaded.error.map(faultLine)
    expect(lines).toHaveLength(6)
    expect(lines[0]).toContain("cert.pem n'existe pas")
    expect(lines[1]).toContain('ca.pem est un dossier')
    expect(lines[2]).toContain("crl n'est pas un dossier")
    expect(lines[3]).toContain("white-list.xml n'existe pas")
    expect(lines[4]).toContain("key.pem est lisible par d'autres : chmod 600")
    expect(lines[5]).toContain("key.pem n'est pas une clé privée PEM lisible")
  })

  it('keep the password of the smarthost private', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mss-config-'))
    folders.push(folder)
    const more = '[notification]\nuser = "compte"\npasswordFile = "relais.txt"\n'
    writeFileSync(join(folder, 'config.toml'), `${files}${more}trustFile = "absent.pem"`)
    writeFileSync(join(folder, 'relais.txt'), 'secret', { mode: 0o640 })
    const loaded = loadConfig({ dataFolder: folder, env: {} })
    const lines = loaded.ok ? [] : loaded.error.map(faultLine)
    expect(lines.join('\n')).toContain("relais.txt est lisible par d'autres : chmod 600")
    expect(lines.join('\n')).toContain("absent.pem n'existe pas")
  })

  it('include config.toml itself', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mss-config-'))
    folders.push(folder)
    const loaded = loadConfig({ dataFolder: folder, env: {} })
    expect(loaded.ok ? '' : loaded.error.map(faultLine)[0]).toBe(
      `config.toml : fichier absent de ${folder} : remettez-le, il est dans chaque sauvegarde`,
    )
  })
})
