import { createHmac } from 'node:crypto'
import type { SignInWays } from '../../../patient-portal/sign-in/sign-in-contract.js'
import { readSamples } from '../../development/samples-file.js'
import { PatientCredentials } from '../../flows/patient/patient-credentials.js'
import type { GatewayParts } from '../../parts.js'
import { portalBrandOf } from '../portal-brand.js'
import { createActivationSignIn } from './activation-sign-in.js'
import { createDevelopmentSignIn, type DevelopmentIdentity } from './development-sign-in.js'
import { createEmailCodeSignIn } from './email-code-sign-in.js'
import { OidcClient } from './oidc-client.js'
import { OidcPersons } from './oidc-person.js'
import { ProviderSignIn } from './oidc-sign-in.js'
import { PatientPasskeys } from './passkey-sign-in.js'

/** The ways that the configuration opens. Test identities are for development mode alone. */
export function createSignInWays(parts: GatewayParts): SignInWays {
  const { config, deps, settings, notices } = parts
  const credentials = new PatientCredentials(deps)
  const { passkeys, emailCodes } = config.portal.signIn
  const oidc = providerOf(parts, credentials)
  return {
    ...(oidc !== null && { oidc }),
    ...(passkeys && { passkey: passkeysOf(parts, credentials) }),
    ...(emailCodes && notices !== null && { emailCode: createEmailCodeSignIn(deps, notices) }),
    activation: createActivationSignIn(deps, credentials),
    ...(settings.development && {
      form: createDevelopmentSignIn({
        read: parts.store.read,
        identities: () => Promise.resolve(developmentIdentities(parts)),
      }),
    }),
  }
}

function passkeysOf(parts: GatewayParts, credentials: PatientCredentials): PatientPasskeys {
  const { deps, portalUrl: publicUrl } = parts
  const { name: serviceName } = portalBrandOf(parts)
  // One secret a use: the key of the logs' hashes must not name holders of passkeys.
  const key = createHmac('sha256', parts.instanceKey).update('passkey-holders').digest()
  return new PatientPasskeys({ deps, credentials, publicUrl, serviceName, key })
}

function providerOf(
  { config, deps }: GatewayParts,
  credentials: PatientCredentials,
): ProviderSignIn | null {
  const { issuer, clientId, clientSecretFile, providerName, scopes, acrValues, matriculeClaim } =
    config.portal.signIn.oidc
  if (issuer === undefined || clientId === undefined) return null
  const { clock, log } = deps
  return new ProviderSignIn({
    client: new OidcClient({
      issuer,
      clientId,
      clientSecretFile: clientSecretFile ?? null,
      clock,
      log,
    }),
    persons: new OidcPersons({
      deps,
      credentials,
      matriculeClaim: matriculeClaim ?? null,
      providerName,
    }),
    providerName,
    scopes,
    acrValues,
    log,
  })
}

function developmentIdentities({ folder }: GatewayParts): DevelopmentIdentity[] {
  const patients = readSamples(folder.samples, folder.root)?.patients ?? []
  return patients.flatMap(({ address, displayName, portal }) =>
    portal === null ? [] : [{ ...portal, displayName, address }],
  )
}
