import { relative } from 'node:path'
import type { Command } from 'commander'
import { done } from './answer.js'
import { acting, command } from './command-frame.js'
import { type GatewayInfo, gatewayInfo } from './gateway-info.js'
import { textTable } from './text-table.js'
import { configOf } from './tool-store.js'

/** Shorter to read and to paste, when the folder is below where the reader is. */
export const shownPath = (path: string | null): string => {
  if (path === null) return '—'
  const short = relative(process.cwd(), path)
  return short.startsWith('..') ? path : short
}

export const profileStateText = {
  open: 'ouvert',
  'not-created': 'non créé',
  opposed: 'opposition',
  closed: 'fermé',
  deceased: 'décédé',
} as const

const tlsText = { implicit: 'implicite', starttls: 'STARTTLS', none: 'aucun' } as const

const listenerTable = (info: GatewayInfo): string =>
  textTable(
    ['Service', 'Hôte', 'Port', 'TLS', 'Adresse'],
    info.listeners.map((l) => [
      l.name,
      l.host,
      l.port === 0 ? 'libre' : l.port,
      tlsText[l.tls],
      l.url,
    ]),
  )

const accountTable = (info: GatewayInfo): string =>
  textTable(
    ['Boîte', 'Qui', 'Certificat (PKCS#12)', "Mot de passe d'application"],
    info.accounts.flatMap((account) =>
      (account.members.length > 0 ? account.members : [account]).map((who) => [
        account.address,
        who.displayName,
        shownPath(who.pkcs12File),
        who.applicationPassword ?? '—',
      ]),
    ),
  )

const patientTable = (info: GatewayInfo): string =>
  textTable(
    ['Usager', 'Nom', 'Profil', 'Identifiant', 'Code'],
    info.patients.map((p) => [
      p.address,
      p.displayName,
      profileStateText[p.state],
      p.portal?.login ?? '—',
      p.portal?.code ?? '—',
    ]),
  )

/** The table that newcomers see at the first start, and `mss info`. */
export function infoText(info: GatewayInfo): string {
  const state = info.running ? `en service (processus ${info.pid})` : 'arrêtée'
  const head = [
    `Passerelle ${info.hostName}, ${state}`,
    `Dossier de données : ${shownPath(info.dataFolder)}`,
    `Autorités (CA)     : ${shownPath(info.caFile)}`,
  ]
  // No smarthost in development: codes and notices are files.
  if (info.noticeOutbox !== null)
    head.push(`Courriels (essai)  : ${shownPath(info.noticeOutbox)}, aucun relais configuré`)
  const pkcs12 = info.accounts.find((account) => account.pkcs12Password !== null)?.pkcs12Password
  if (pkcs12) head.push(`Mot de passe PKCS#12 : ${pkcs12}`)
  const parts = [head.join('\n'), listenerTable(info)]
  if (info.accounts.length > 0) parts.push(accountTable(info))
  if (info.patients.length > 0) parts.push(patientTable(info))
  return parts.join('\n\n')
}

export const infoCommand = (): Command =>
  command('info', "services, ports, fichiers de certificats et comptes d'exemple").action(
    acting(async (frame) => {
      const found = configOf(frame)
      if (!found.ok) return found
      const info = gatewayInfo(frame.folder, found.config)
      return done(info, infoText(info))
    }),
  )
