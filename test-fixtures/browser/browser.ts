import { type Browser, chromium } from 'playwright-core'
import { findTool } from '../tools.js'

/** Under the name that this system gives it; null, with a line that says so, where there is none. */
export const findChromium = (): string | null =>
  findTool('chromium', 'chromium-browser', 'google-chrome')

/**
 * The browser of this machine, without a window and without anything of its own on the network:
 * each name but the loopback's fails to resolve, so a page that asks for the world gets nothing.
 * Each launch has a new user-data-dir, removed at its end.
 */
export const launchBrowser = (executablePath: string): Promise<Browser> =>
  chromium.launch({
    executablePath,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-dev-shm-usage',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
    ],
  })
