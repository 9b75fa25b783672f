#!/usr/bin/env node
/**
 * `npm run bench`: workloads against our own gateway (started here in a folder of its own) and, in
 * the same run, against a peer that already serves: `npm run bench -- --peer-smtp 127.0.0.1:25
 * --peer-imap 127.0.0.1:143 ...`.
 */
import { writeFileSync } from 'node:fs'
import { Command } from 'commander'
import { type Figure, rounded } from './measure.js'
import { OwnGateway } from './own-gateway.js'
import { parseEndpoint, type Target } from './target.js'
import { append } from './workloads/append.js'
import { delivery } from './workloads/delivery.js'
import { deposits } from './workloads/deposits.js'
import { extraction } from './workloads/extraction.js'
import { idleMemory } from './workloads/idle-memory.js'
import { idleNotice } from './workloads/idle-notice.js'
import { logIn } from './workloads/log-in.js'
import { portal } from './workloads/portal.js'
import { reading } from './workloads/reading.js'
import { stress } from './workloads/stress.js'
import type { Workload } from './workloads/workload.js'

const workloads: readonly Workload[] = [
  delivery,
  idleNotice,
  append,
  logIn,
  idleMemory,
  stress,
  extraction,
  deposits,
  portal,
  reading(10_000),
  reading(100_000),
]

interface Options {
  readonly only?: string
  readonly scale: string
  readonly ports: string
  readonly tls: boolean
  readonly own: boolean
  readonly json?: string
  readonly peerSmtp?: string
  readonly peerImap?: string
  readonly peerImapTls?: string
  readonly peerName: string
  readonly peerDomain: string
  readonly peerPassword: string
  readonly peerAuth: boolean
  readonly peerLoginAddress: boolean
  readonly peerPids?: string
}

/** The peer in clear and over TLS, as far as it is named. */
function peersOf(options: Options): Target[] {
  const { peerImap, peerImapTls } = options
  return [peerImap, peerImapTls && `tls:${peerImapTls}`].flatMap((imap) =>
    imap ? [peerOf(options, imap)] : [],
  )
}

function peerOf(options: Options, imap: string): Target {
  const endpoint = parseEndpoint(imap)
  const pids = (options.peerPids ?? '').split(',').filter(Boolean).map(Number)
  return {
    name: `${options.peerName} ${endpoint.transport === 'plain' ? 'en clair' : 'TLS'}`,
    smtp: parseEndpoint(options.peerSmtp ?? imap),
    imap: endpoint,
    ca: null,
    domain: options.peerDomain,
    password: options.peerPassword,
    smtpAuth: options.peerAuth,
    loginIsAddress: options.peerLoginAddress,
    pids: () => pids,
  }
}

function show(figures: readonly Figure[]): void {
  for (const figure of figures) {
    const aim = figure.aim === null ? '' : `  (visé : ${figure.aim})`
    const note = figure.note === '' ? '' : `  ${figure.note}`
    const name = `${figure.workload.padEnd(38)} ${figure.target.padEnd(22)}`
    const value = `${rounded(figure.value).padStart(8)} ${figure.unit}`
    process.stdout.write(`${name} ${value}${aim}${note}\n`)
  }
}

function targetsOf(options: Options, own: OwnGateway | null): Target[] {
  const targets: Target[] = []
  if (own !== null) targets.push(own.target('plain'))
  if (own !== null && options.tls) targets.push(own.target('implicit'))
  return [...targets, ...peersOf(options)]
}

async function main(options: Options): Promise<void> {
  const own = options.own ? await OwnGateway.start(Number(options.ports)) : null
  const chosen = workloads.filter(
    (one) =>
      options.only === undefined ||
      one.name === options.only ||
      one.name.startsWith(`${options.only}-`),
  )
  const all: Figure[] = []
  try {
    const targets = targetsOf(options, own)
    for (const workload of chosen) {
      process.stderr.write(`${workload.name} : ${workload.says}\n`)
      for (const target of targets) {
        const figures = await workload.run(target, Number(options.scale))
        show(figures)
        all.push(...figures)
      }
    }
  } finally {
    await own?.stop()
  }
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(all, null, 2)}\n`)
}

await new Command('bench')
  .description('Mesures de charge de la passerelle, et d’un pair à côté dans le même passage')
  .option('--only <nom>', 'une seule charge, par le début de son nom')
  .option('--scale <n>', 'part de la taille entière (1 = entière)', '1')
  .option('--ports <base>', 'premier port de notre passerelle', '13500')
  .option('--no-tls', 'ne mesurer notre passerelle qu’en clair')
  .option('--no-own', 'ne pas démarrer notre passerelle')
  .option('--json <fichier>', 'écrire aussi les chiffres en JSON')
  .option('--peer-smtp <adresse>', 'SMTP du pair : [tls:|starttls:]hôte:port')
  .option('--peer-imap <adresse>', 'IMAP du pair')
  .option('--peer-imap-tls <adresse>', 'le même pair sur TLS : hôte:port')
  .option('--peer-name <nom>', 'nom du pair dans le tableau', 'pair')
  .option('--peer-domain <domaine>', 'domaine des boîtes user1, user2... du pair', 'localhost')
  .option('--peer-password <mot de passe>', 'leur mot de passe commun', 'password')
  .option('--peer-auth', 'le pair demande AUTH en SMTP', false)
  .option('--peer-login-address', 'le pair attend l’adresse entière comme identifiant IMAP', false)
  .option('--peer-pids <liste>', 'processus du pair, pour le processeur et la mémoire')
  .action(main)
  .parseAsync()
