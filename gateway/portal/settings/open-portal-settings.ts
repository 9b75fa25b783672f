import { noticeAuthor, outboxFolder } from '../../notices/open-notices.js'
import { createUnsubscribeLinks } from '../../notices/unsubscribe-links.js'
import type { GatewayParts } from '../../parts.js'
import { PortalSettingsDesk } from './portal-settings.js'

/** The account pages' side of this gateway; to be closed with the portal. */
export const openPortalSettings = (parts: GatewayParts): PortalSettingsDesk =>
  new PortalSettingsDesk({
    deps: parts.deps,
    sender: parts.notices,
    links: createUnsubscribeLinks(parts.instanceKey),
    portalUrl: parts.portalUrl,
    author: noticeAuthor(parts.config),
    outbox: outboxFolder(parts.folder, parts.config),
  })
