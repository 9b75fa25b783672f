import { Resolver } from 'node:dns/promises'
import { isIP } from 'node:net'
import { type Command, InvalidArgumentError } from 'commander'
import { isLoopback } from '../config/coherence.js'
import type { DataFolder } from '../config/data-folder.js'
import { type ListenerName, plannedListeners } from '../config/listener-plan.js'
import { runningGateway } from '../config/running-gateway.js'
import type { Config } from '../config/schema.js'
import { type DnsFacts, type DnsZone, dnsZones } from '../gateway/client-setup/dns-records.js'
import { recordData, zoneText } from '../gateway/client-setup/zone-text.js'
import { type Answer, done, exitCodes, failed } from './answer.js'
import { acting, command } from './command-frame.js'
import { type CheckedRecord, checkRecord } from './dns-check.js'
import { domain as domainName } from './option-values.js'
import { textTable } from './text-table.js'
import { configOf } from './tool-store.js'

/** `1.2.3.4`, `1.2.3.4:53`, `::1`, `[::1]:53`. */
function server(text: string): string {
  const port = Number(/^[^:]+:(\d+)$|\]:(\d+)$/.exec(text)?.slice(1).join('') ?? 53)
  try {
    if (port < 1 || port > 65_535) throw new RangeError('port')
    new Resolver().setServers([text])
    return text
  } catch {
    throw new InvalidArgumentError('adresse IP attendue, avec ou sans port.')
  }
}

/** An address of this machine alone, or of all its networks, is not what to publish. */
function publicAddress(host: string): DnsFacts['address'] {
  const family = isIP(host)
  if (family === 0 || isLoopback(host) || host === '0.0.0.0' || host === '::') return null
  return { type: family === 4 ? 'A' : 'AAAA', text: host }
}

function factsOf(folder: DataFolder, config: Config): DnsFacts & { readonly smtpPort: number } {
  const listeners = runningGateway(folder)?.listeners ?? plannedListeners(config)
  const port = (name: ListenerName) => listeners.find((one) => one.name === name)?.port ?? 0
  return {
    hostName: config.hostName,
    address: publicAddress(config.listen.host),
    ports: {
      imapTls: port('imap-tls'),
      imapStartTls: port('imap-starttls'),
      submissionTls: port('submission-tls'),
      submissionStartTls: port('submission-starttls'),
      https: port('portal'),
    },
    professionalDomains: config.localDomains,
    citizenDomain: config.citizenDomain,
    smtpPort: port('operator-smtp'),
  }
}

const head = `; Enregistrements DNS à publier, chaque partie dans sa zone.
; Entre opérateurs, les certificats et la liste blanche décident : ni DKIM, ni MTA-STS, ni TLSA.
; La cible d'un MX ou d'un SRV est un nom qui a une adresse, jamais un alias (RFC 2181 §10.3).
`

const portWarning = (port: number): string =>
  port === 25
    ? ''
    : `; Attention : un MX mène au port 25, et la passerelle écoute les opérateurs sur ${port}.\n`

const stateText: Record<CheckedRecord['state'], string> = {
  right: 'publié',
  missing: 'absent',
  different: 'différent',
  unknown: 'sans réponse',
}

async function check(zones: readonly DnsZone[], resolver: Resolver): Promise<Answer> {
  const records = zones.flatMap((zone) => zone.records)
  const checked = await Promise.all(records.map((record) => checkRecord(resolver, record)))
  const wrong = checked.filter(({ state }) => state !== 'right')
  const rows = checked.map((one) => [
    stateText[one.state],
    one.name,
    one.type,
    one.wanted ?? 'une adresse',
    one.state === 'different' ? one.found.join(' ; ') : '',
  ])
  const end =
    wrong.length === 0
      ? 'Tous les enregistrements sont publiés'
      : `${wrong.length} enregistrement(s) sur ${checked.length} à corriger ou à redemander`
  const table = textTable(['État', 'Nom', 'Type', 'Attendu', 'Trouvé'], rows)
  return {
    ...done(checked, `${table}\n\n${end}`),
    exitCode: wrong.length === 0 ? exitCodes.done : exitCodes.refused,
  }
}

interface DnsOptions {
  readonly domain?: string
  readonly check?: true
  readonly resolver?: string
}

export const dnsCommand = (): Command =>
  command('dns', 'enregistrements DNS à publier : courrier et réglages des logiciels')
    .option('--domain <domaine>', 'ce domaine seulement', domainName)
    .option('--check', 'interroge le DNS : absents, différents ; code 1 s’il en manque')
    .option('--resolver <adresse>', 'serveur DNS à interroger (sinon celui du système)', server)
    .action(
      acting<DnsOptions>(async (frame, options) => {
        const found = configOf(frame)
        if (!found.ok) return found
        const facts = factsOf(frame.folder, found.config)
        const zones = dnsZones(facts).filter(
          ({ domain }) => options.domain === undefined || domain === options.domain,
        )
        if (zones.length === 0)
          return failed(exitCodes.refused, `${options.domain} n'est pas un domaine servi ici`)
        if (options.check) {
          const resolver = new Resolver({ timeout: 3_000, tries: 2 })
          if (options.resolver !== undefined) resolver.setServers([options.resolver])
          return check(zones, resolver)
        }
        const json = zones.map(({ domain, records }) => ({
          domain,
          records: records.map((record) => ({ ...record, data: recordData(record) })),
        }))
        return done(json, `${head}${portWarning(facts.smtpPort)}\n${zoneText(zones)}`)
      }),
    )
