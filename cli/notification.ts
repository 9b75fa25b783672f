import type { Command } from 'commander'
import { plannedListeners } from '../config/listener-plan.js'
import { portalUrl } from '../config/portal-url.js'
import { runningGateway } from '../config/running-gateway.js'
import { type LogFields, silentLog } from '../domain/log.js'
import { noticeText } from '../gateway/notices/notice-texts.js'
import { openNotices, outboxFolder } from '../gateway/notices/open-notices.js'
import { type Answer, done, exitCodes, failed } from './answer.js'
import { acting, bareCommand, command, type Frame } from './command-frame.js'
import { shownPath } from './info.js'
import { address } from './option-values.js'
import { configOf } from './tool-store.js'

const notConfigured =
  'aucun relais de notification : indiquez [notification] host, fromAddress… dans config.toml'

/** What the smarthost said, by code alone: its words may quote the address. */
const failureText = (refusal: 'refused' | 'unavailable', fields: LogFields): string => {
  const facts = [fields.state, fields.reply].filter((fact) => fact !== undefined).join(', ')
  const says =
    refusal === 'refused'
      ? 'le relais a refusé cette adresse'
      : 'le relais n’a pas pris le courriel : vérifiez hôte, port, tls, certificat et mot de passe'
  return facts === '' ? says : `${says} (${facts})`
}

/** The notice of a new message, as patients get it; nothing is committed or traced. */
async function tryNotice(frame: Frame, to: string): Promise<Answer> {
  const found = configOf(frame)
  if (!found.ok) return found
  const { config } = found
  let seen: LogFields = {}
  const warn = (_event: string, fields: LogFields = {}) => {
    seen = fields
  }
  const log = { ...silentLog, warn }
  const sender = openNotices({ folder: frame.folder, config }, { clock: frame, log })
  if (sender === null) return failed(exitCodes.refused, notConfigured)
  const listeners = runningGateway(frame.folder)?.listeners ?? plannedListeners(config)
  const port = listeners.find(({ name }) => name === 'portal')?.port ?? 0
  const facts = { portalUrl: `${portalUrl(config, port)}/`, unsubscribeUrl: null }
  const { subject, text } = noticeText('message', 'fr', facts)
  const sent = await sender.send(to, subject, text)
  sender.close()
  if (!sent.ok) return failed(exitCodes.refused, failureText(sent.error, seen))
  const outbox = outboxFolder(frame.folder, config)
  const says =
    outbox === null
      ? `Courriel remis au relais ${config.notification.host}`
      : `Aucun relais configuré : courriel écrit dans ${shownPath(outbox)}`
  return done({ sent: true, host: config.notification.host ?? null, outbox }, says)
}

export const notificationCommand = (): Command =>
  bareCommand('notification', 'courriels aux adresses personnelles des usagers').addCommand(
    command('test', 'envoie l’annonce d’un nouveau message, pour essayer le relais')
      .argument('<adresse>', 'la vôtre', address)
      .action(acting<object, [string]>((frame, _options, to) => tryNotice(frame, to))),
  )
