import type { Browser } from 'playwright-core'
import { expect } from 'vitest'
import { documentReference } from '../documents/document-reference.js'
import { plainPdf } from '../documents/plain-pdf.js'
import { eventually } from '../world/eventually.js'
import type { FhirVisitor, Resource } from '../world/fhir-visitor.js'
import { GatewayProcess } from '../world/gateway-process.js'
import { linkOf, type Notice, Outbox } from '../world/outbox.js'
import type { PatientRecord } from '../world/patient-record.js'
import { doctorOf } from '../world/sample-professional.js'
import { launchBrowser } from './browser.js'
import { PortalTab } from './portal-tab.js'
import { accessibilityOf, sidewaysOf } from './screen.js'

const delaySetting = 'MSS_NOTIFICATION_DELAY_SECONDS'

/** A telephone with a finger on it: what pages and scripts offer there differs. */
const telephone = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
} as const

/** All that a care path needs: a gateway, a browser, the patient's personal mailbox. */
export class CareWorld {
  readonly outbox: Outbox
  #oidCount = 0

  private constructor(
    readonly browser: Browser,
    readonly gateway: GatewayProcess,
  ) {
    this.outbox = new Outbox(gateway)
  }

  static async start(executablePath: string): Promise<CareWorld> {
    // A patient is told at once here, and not after half a minute.
    process.env[delaySetting] = '0'
    try {
      const started = [launchBrowser(executablePath), GatewayProcess.start()] as const
      const [browser, gateway] = await Promise.all(started)
      return new CareWorld(browser, gateway)
    } finally {
      delete process.env[delaySetting]
    }
  }

  async stop(): Promise<void> {
    await this.browser.close()
    await this.gateway.stop()
  }

  /** The patient's telephone, where no page is open yet. */
  phone(): Promise<PortalTab> {
    const { port } = this.gateway.listener('portal')
    return PortalTab.at(this.browser, `https://localhost:${port}`, telephone)
  }

  /** Follows the link of a notice, which says nothing of what is behind it. */
  async followNotice(tab: PortalTab, notice: Notice, unsaid: RegExp): Promise<void> {
    expect(notice.everything).not.toMatch(unsaid)
    expect(notice.everything).not.toMatch(/\d{13}|demo\.mss\.test|patient\.mss\.test/)
    await tab.page.goto(linkOf(notice))
    expect(new URL(tab.page.url()).origin).toBe(tab.origin)
  }

  /** ITI-105 by the doctor of this account. */
  async publish(
    by: FhirVisitor,
    local: string,
    record: PatientRecord,
    document: { title: string; typeCode: string; lines: readonly string[] },
  ): Promise<Resource> {
    const { nationalId, name } = doctorOf(this.gateway, local)
    const [, given = '', family = ''] = name.split(' ')
    const { title, typeCode, lines } = document
    const reference = documentReference({
      ...record.identity,
      ...{ title, typeCode },
      uniqueId: this.newOid(),
      bytes: await plainPdf(title, ...lines),
      author: { nationalId, family, given },
    })
    return by.client.create({ resourceType: 'DocumentReference', body: reference as Resource })
  }

  newOid(): string {
    return `1.2.250.1.999.60.${++this.#oidCount}`
  }
}

/** The words of the screen hold these. */
export async function reads(tab: PortalTab, ...words: readonly RegExp[]): Promise<void> {
  const shown = await tab.words()
  for (const expected of words) expect(shown).toMatch(expected)
}

/** For a state that no other test looks at: no fault that axe-core knows, nothing beyond its edge. */
export async function readsWell(tab: PortalTab, ...words: readonly RegExp[]): Promise<void> {
  await reads(tab, ...words)
  expect((await accessibilityOf(tab.page)).violations).toEqual([])
  expect(await sidewaysOf(tab.page)).toEqual([])
}

/** Fields of a form by their labels, then its button, which leads on. */
export async function fillIn(
  tab: PortalTab,
  fields: Readonly<Record<string, string>>,
  button: string,
): Promise<void> {
  for (const [label, value] of Object.entries(fields))
    await tab.page.getByLabel(label, { exact: true }).fill(value)
  await tab.press(button)
}

/** Loads the page again until it says so: something of the gateway's own follows by a job. */
export const untilShown = (tab: PortalTab, words: RegExp): Promise<string> =>
  eventually(
    async () => {
      await tab.page.reload()
      return tab.words()
    },
    (shown) => words.test(shown),
  )
