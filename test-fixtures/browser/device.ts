import type { CDPSession, Page } from 'playwright-core'

interface Device {
  readonly session: CDPSession
  readonly authenticatorId: string
}

/** An authenticator of Chromium's own, as a telephone has one: it always agrees. */
export async function deviceIn(page: Page): Promise<Device> {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return { session, authenticatorId }
}
