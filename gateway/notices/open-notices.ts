import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DataFolder } from '../../config/data-folder.js'
import type { Config } from '../../config/schema.js'
import type { Clock } from '../../domain/clock.js'
import type { Log } from '../../domain/log.js'
import type { NoticeAuthor } from './compose-notice.js'
import type { NoticeSender } from './notice-sender.js'
import { createOutbox } from './outbox.js'
import { createSmarthost } from './smarthost.js'

/** Where emails go when no smarthost is configured; null where none are sent, or one is. */
export const outboxFolder = (folder: DataFolder, config: Config): string | null =>
  config.notification.host === undefined && config.mode === 'development'
    ? join(folder.run, 'outbox')
    : null

/** Who notices come from. In development without an address, one of a name that never exists. */
export const noticeAuthor = ({ notification }: Config): NoticeAuthor => ({
  // config/coherence.ts wants it where there is a smarthost (RFC 6761 §6.2: `test`).
  address: notification.fromAddress ?? 'ne-pas-repondre@courriel.test',
  name: notification.fromName,
})

/** Null: no email is ever sent (production without a smarthost). */
export function openNotices(
  { folder, config }: { readonly folder: DataFolder; readonly config: Config },
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): NoticeSender | null {
  const { notification, hostName } = config
  const { host, port, tls, trustFile, user, passwordFile } = notification
  const author = noticeAuthor(config)
  const outbox = outboxFolder(folder, config)
  if (outbox !== null) return createOutbox({ folder: outbox, author, clock })
  if (host === undefined) return null
  return createSmarthost({
    ...{ host, port, tls, hostName, clock, log },
    trust: trustFile === undefined ? null : readFileSync(trustFile, 'utf8'),
    login:
      user === undefined || passwordFile === undefined
        ? null
        : { user, password: readFileSync(passwordFile, 'utf8').trim() },
    author,
    bounceAddress: notification.bounceAddress ?? author.address,
  })
}
