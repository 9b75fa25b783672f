import { randomBytes } from 'node:crypto'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '../../domain/clock.js'
import { portalLimits } from '../../domain/portal-limits.js'
import { ok } from '../../domain/result.js'
import { composeNotice, type NoticeAuthor } from './compose-notice.js'
import type { NoticeSender } from './notice-sender.js'

/**
 * Development without a smarthost: emails become files that any mail client opens, so that a
 * newcomer can follow a code or a link. The oldest make room for new ones.
 */
export function createOutbox(options: {
  readonly folder: string
  readonly author: NoticeAuthor
  readonly clock: Clock
}): NoticeSender {
  const { folder, author, clock } = options
  return {
    async send(to, subject, text, { unsubscribeUrl } = {}) {
      const at = clock.now()
      const content = await composeNotice({ author, to, subject, text, at, unsubscribeUrl })
      await mkdir(folder, { recursive: true, mode: 0o700 })
      // Names in the order of time; nobody's address in them.
      const stamp = new Date(at).toISOString().replace(/[:.]/g, '-')
      const name = `${stamp}-${randomBytes(3).toString('hex')}.eml`
      await writeFile(join(folder, name), content, { mode: 0o600, flag: 'wx' })
      await dropOldest(folder)
      return ok(undefined)
    },
    close() {},
  }
}

async function dropOldest(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.eml')).sort()
  for (const name of names.slice(0, Math.max(0, names.length - portalLimits.noticeOutboxFilesMax)))
    await rm(join(folder, name), { force: true })
}
