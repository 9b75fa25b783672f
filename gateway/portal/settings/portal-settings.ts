import { parseEmailAddress } from '../../../domain/email-address.js'
import type { AccountId } from '../../../domain/ids.js'
import type { PatientSettings } from '../../../domain/patient-settings.js'
import { err, ok, type Result } from '../../../domain/result.js'
import { currentLanguage } from '../../../patient-portal/language/language.js'
import type {
  ExampleNotice,
  PortalSettings,
} from '../../../patient-portal/settings/settings-contract.js'
import type { FlowDeps } from '../../flows/flow-deps.js'
import {
  type ChosenSettings,
  commitPersonalAddress,
  commitSettings,
} from '../../flows/patient/patient-settings.js'
import type { NoticeAuthor } from '../../notices/compose-notice.js'
import type { NoticeSender } from '../../notices/notice-sender.js'
import { noticeText } from '../../notices/notice-texts.js'
import type { UnsubscribeLinks } from '../../notices/unsubscribe-links.js'
import { AddressCodes } from './address-codes.js'
import { PatientVisits } from './patient-visits.js'

export interface PortalSettingsOptions {
  readonly deps: FlowDeps
  readonly sender: NoticeSender | null
  readonly links: UnsubscribeLinks
  readonly portalUrl: () => string
  readonly author: NoticeAuthor
  readonly outbox: string | null
}

export class PortalSettingsDesk implements PortalSettings {
  readonly sendsNotices: boolean
  readonly outbox: string | null
  readonly #options: PortalSettingsOptions
  readonly #codes: AddressCodes
  readonly #visits: PatientVisits

  constructor(options: PortalSettingsOptions) {
    this.#options = options
    this.sendsNotices = options.sender !== null
    this.outbox = options.outbox
    this.#codes = new AddressCodes(options.deps.clock)
    this.#visits = new PatientVisits(options.deps)
  }

  /** Keeps what is not in the store yet. */
  close(): Promise<void> {
    return this.#visits.close()
  }

  get(patientId: AccountId): Promise<PatientSettings> {
    return this.#options.deps.store.read.patientSettings(patientId)
  }

  change(patientId: AccountId, change: ChosenSettings): Promise<Result<void, 'unavailable'>> {
    return this.#kept(commitSettings(this.#options.deps, patientId, change))
  }

  async startEmail(
    patientId: AccountId,
    email: string,
  ): Promise<Result<void, 'invalid' | 'too-often' | 'unavailable'>> {
    const { sender, portalUrl } = this.#options
    if (sender === null) return err('unavailable')
    const address = parseEmailAddress(email.trim())
    if (!address.ok || this.#isTrustSpace(address.value.domain)) return err('invalid')
    const { text: to } = address.value
    const code = this.#codes.issue(patientId, to)
    if (code === null) return err('too-often')
    const { language } = await this.get(patientId)
    const words = noticeText('address-code', language ?? currentLanguage(), {
      portalUrl: `${portalUrl()}/`,
      unsubscribeUrl: null,
      code,
    })
    const sent = await sender.send(to, words.subject, words.text)
    if (sent.ok) return sent
    this.#codes.forget(patientId)
    return err(sent.error === 'refused' ? 'invalid' : 'unavailable')
  }

  async awaitedEmail(patientId: AccountId): Promise<string | null> {
    return this.#codes.awaited(patientId)
  }

  async finishEmail(
    patientId: AccountId,
    code: string,
  ): Promise<Result<void, 'wrong-code' | 'expired' | 'unavailable'>> {
    const proved = this.#codes.redeem(patientId, code.replace(/\s/g, ''))
    if (!proved.ok) return proved
    const before = await this.get(patientId)
    return this.#kept(commitPersonalAddress(this.#options.deps, before, proved.value))
  }

  async forgetEmail(patientId: AccountId): Promise<Result<void, 'unavailable'>> {
    this.#codes.forget(patientId)
    const before = await this.get(patientId)
    if (before.notificationEmail === null) return ok(undefined)
    return this.#kept(commitPersonalAddress(this.#options.deps, before, null))
  }

  async addressFails(patientId: AccountId): Promise<boolean> {
    const { read } = this.#options.deps.store
    const { emailVerifiedAt } = await read.patientSettings(patientId)
    if (emailVerifiedAt === null) return false
    const filter = { accountId: patientId, action: 'notice.send', fromAt: emailVerifiedAt }
    const [last] = await read.traces(filter, 1)
    return last?.reason === 'notice-refused' && last.detail['kind'] !== 'address-left'
  }

  async exampleNotice(patientId: AccountId): Promise<ExampleNotice> {
    const { links, portalUrl, author } = this.#options
    const { language, notificationEmail } = await this.get(patientId)
    const portal = `${portalUrl()}/`
    const token = notificationEmail === null ? '…' : links.tokenFor(patientId, notificationEmail)
    const words = noticeText('message', language ?? currentLanguage(), {
      portalUrl: portal,
      unsubscribeUrl: `${portal}courriels/desinscription/${token}`,
    })
    return { from: `${author.name} <${author.address}>`, ...words }
  }

  async stopNotices(token: string): Promise<'done' | 'unknown' | 'unavailable'> {
    const { deps, links } = this.#options
    const link = links.read(token)
    if (link === null) return 'unknown'
    const { notificationEmail, notifiesMessages } = await this.get(link.accountId)
    // An address that was replaced gets nothing any more: its reader wanted just that.
    const isOfToday = notificationEmail !== null && link.matches(notificationEmail)
    if (!isOfToday || !notifiesMessages) return 'done'
    const change = { notifiesMessages: false }
    const done = await commitSettings(deps, link.accountId, change, 'unsubscribe')
    return done.ok ? 'done' : 'unavailable'
  }

  visited(patientId: AccountId): void {
    this.#visits.note(patientId)
  }

  /** A notice to a mailbox of the trust space would be one about itself, or name an INS. */
  #isTrustSpace(domain: string): boolean {
    const { settings, whiteList } = this.#options.deps
    const { localDomains, citizenDomain } = settings
    return localDomains.has(domain) || domain === citizenDomain || whiteList.has(domain)
  }

  async #kept(committed: Promise<Result<void, unknown>>): Promise<Result<void, 'unavailable'>> {
    const done = await committed
    return done.ok ? done : err('unavailable')
  }
}
