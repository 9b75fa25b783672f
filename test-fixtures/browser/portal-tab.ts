import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import type { GatewayProcess, InfoPatient } from '../world/gateway-process.js'

/** A patient's browser on the portal: a context of its own, and a list of all that it asked for. */
export class PortalTab {
  readonly page: Page
  readonly origin: string
  readonly #context: BrowserContext
  /** URL of each request, of the page and of its frames. */
  readonly requested: string[] = []
  /** What the page complained about: a policy that blocks, a failed load. */
  readonly complaints: string[] = []
  /** Octets of the last page, and of the stylesheets and icons of the tab. */
  #pageBytes = Promise.resolve(0)
  readonly #assetBytes = new Map<string, Promise<number>>()

  private constructor(page: Page, origin: string) {
    this.page = page
    this.#context = page.context()
    this.origin = origin
    page.on('request', (request) => this.requested.push(request.url()))
    page.on('console', (line) => {
      if (line.type() === 'error') this.complaints.push(line.text())
    })
    page.on('response', (response) => {
      const request = response.request()
      // A redirection has no body; an answer that nobody waits for any more has none either.
      const bytes = () =>
        response.body().then(
          (body) => body.length,
          () => 0,
        )
      if (response.status() >= 300 && response.status() < 400) return
      if (request.isNavigationRequest() && request.frame() === page.mainFrame()) {
        this.#pageBytes = bytes()
      } else if (['stylesheet', 'image', 'script', 'font'].includes(request.resourceType())) {
        this.#assetBytes.set(response.url(), bytes())
      }
    })
  }

  static async open(
    browser: Browser,
    gateway: GatewayProcess,
    options: BrowserContextOptions = {},
    listener: 'portal' | 'team-portal' = 'portal',
  ): Promise<PortalTab> {
    const { host, port } = gateway.listener(listener)
    return PortalTab.at(browser, `https://${host}:${port}`, options)
  }

  /** On an origin that a link named. */
  static async at(
    browser: Browser,
    origin: string,
    options: BrowserContextOptions = {},
  ): Promise<PortalTab> {
    const context = await browser.newContext({
      locale: 'fr-FR',
      timezoneId: 'Europe/Paris',
      viewport: { width: 390, height: 844 },
      ignoreHTTPSErrors: true,
      acceptDownloads: true,
      ...options,
    })
    return new PortalTab(await context.newPage(), origin)
  }

  static async signedIn(
    browser: Browser,
    gateway: GatewayProcess,
    patient: InfoPatient,
    options: BrowserContextOptions = {},
  ): Promise<PortalTab> {
    const tab = await PortalTab.open(browser, gateway, options)
    await tab.signIn(patient)
    return tab
  }

  async go(path: string): Promise<void> {
    await this.page.goto(this.origin + path)
  }

  /** Fills in the form as a person does, by its labels. */
  async signIn(patient: InfoPatient, code = patient.portal?.code ?? ''): Promise<void> {
    await this.go('/connexion')
    await this.page.getByLabel('Identifiant').fill(patient.portal?.login ?? '')
    await this.page.getByLabel('Code').fill(code)
    await this.press('Se connecter')
  }

  /** Resolves when the page that answers has come. */
  async press(button: string): Promise<void> {
    await this.#answered(() => this.page.getByRole('button', { name: button }).click())
  }

  async follow(link: string): Promise<void> {
    await this.#answered(() =>
      this.page.getByRole('link', { name: link, exact: false }).first().click(),
    )
  }

  async key(key: string): Promise<void> {
    await this.#answered(() => this.page.keyboard.press(key))
  }

  async #answered(act: () => Promise<void>): Promise<void> {
    const answer = this.page.waitForEvent('domcontentloaded')
    await act()
    await answer
    await this.page.waitForLoadState('load')
  }

  async openExchange(professional: string): Promise<void> {
    await this.go('/echanges')
    await this.follow(professional)
  }

  /** Resolves when the element has the keyboard: the browser brings it there after the load. */
  focused(id: string): Promise<void> {
    return this.page.locator(`#${id}:focus`).waitFor()
  }

  /** The words of the page or of a part of it, white space folded. */
  async words(selector = 'body'): Promise<string> {
    // biome-ignore lint/performance/useDomNodeTextContent: only what is visible counts
    return (await this.page.locator(selector).innerText()).replace(/[\s\u00a0\u202f]+/g, ' ')
  }

  /** HTML, CSS and icon of the page that is shown. */
  async weightBytes(): Promise<number> {
    const assets = await Promise.all(this.#assetBytes.values())
    return (await this.#pageBytes) + assets.reduce((sum, bytes) => sum + bytes, 0)
  }

  close(): Promise<void> {
    return this.#context.close()
  }
}
