import { consentVersion } from '../../domain/consent-version.js'
import type { AccountId } from '../../domain/ids.js'
import { FakeGateway } from './fake-gateway.js'
import { FakeProfile } from './fake-profile.js'
import {
  FakeEmailCodes,
  FakePasskeys,
  FakeProvider,
  FakeSettings,
  fakeActivation,
} from './fake-ways.js'
import { openPortal, type PortalBench } from './portal-bench.js'
import { hiddenField, type PortalClient } from './portal-client.js'

/** A portal with every way to sign in; Camille and Paul have agreed to the terms. */
export class SignInBench {
  static readonly activationCode = 'K7QM-2R4T-9XWB'

  private constructor(
    readonly bench: PortalBench,
    readonly camille: AccountId,
    readonly paul: AccountId,
    readonly provider: FakeProvider,
    readonly passkeys: FakePasskeys,
    readonly emailCodes: FakeEmailCodes,
  ) {}

  static async open(): Promise<SignInBench> {
    const gateway = new FakeGateway()
    const camille = gateway.add(1, 'Camille Durand', [])
    const paul = gateway.add(2, 'Paul Petit', [])
    const settings = new FakeSettings()
    for (const one of [camille, paul])
      await settings.change(one, { consent: { version: consentVersion, at: 1 } })
    const oidc = new FakeProvider(camille)
    const passkey = new FakePasskeys(camille)
    const emailCode = new FakeEmailCodes([
      { patientId: camille, profile: 'open', displayName: 'Camille Durand' },
    ])
    const activation = fakeActivation(SignInBench.activationCode, paul)
    const ways = { oidc, passkey, emailCode, activation }
    const more = { settings, profile: new FakeProfile() }
    const bench = await openPortal(gateway, ways, undefined, more)
    return new SignInBench(bench, camille, paul, oidc, passkey, emailCode)
  }

  close(): Promise<void> {
    return this.bench.listener.close(100)
  }

  get port(): number {
    return this.bench.listener.port
  }

  /** A browser names the portal with its port. */
  get home(): { readonly host: string } {
    return { host: `127.0.0.1:${this.port}` }
  }

  async begun(path = '/connexion'): Promise<{ browser: PortalClient; jeton: string }> {
    const browser = this.bench.browser()
    const page = await browser.get(path, this.home)
    return { browser, jeton: hiddenField(page.text, 'jeton') }
  }
}

export const isIn = async (browser: PortalClient): Promise<boolean> =>
  (await browser.get('/echanges')).status === 200
