import { portalLimits } from '../domain/portal-limits.js'
import { createUnsubscribeLinks } from './notices/unsubscribe-links.js'
import type { GatewayParts } from './parts.js'
import { EmergencyWatch } from './reactors/emergency-watch.js'
import { PatientNotifier } from './reactors/patient-notifier.js'

const hourMs = 3_600_000

/** The runners that write to personal addresses. */
export interface NoticeRunners {
  /** An email on its way has `graceMs`, three seconds at most; one that is cut goes on later. */
  close(graceMs: number): Promise<void>
}

/** Begins with what waited since the last stop. Nothing runs where no email is ever sent. */
export function startNotices(parts: GatewayParts): NoticeRunners {
  const { notices: sender, deps, vault, config, portalUrl, instanceKey } = parts
  if (sender === null) return { close: async () => {} }
  const notifier = new PatientNotifier({
    deps,
    sender,
    links: createUnsubscribeLinks(instanceKey),
    portalUrl,
    burstMs: config.notification.burstHours * hourMs,
  })
  const watch = vault === null ? null : new EmergencyWatch({ deps, vault })
  return {
    close: async (graceMs) => {
      await watch?.close()
      await notifier.close(Math.min(graceMs, portalLimits.noticeCloseMsMax))
      sender.close()
    },
  }
}
