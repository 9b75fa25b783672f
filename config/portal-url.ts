import type { Config } from './schema.js'

/**
 * Origin of the portal as browsers see it, without a slash at the end. Always a host name: WebAuthn
 * Level 3 §5.1.2 takes no IP address as relying party, so in development it is `localhost`, which
 * browsers hold for secure (W3C Secure Contexts §3.1). `port` is the one that it really got.
 */
export function portalUrl(config: Pick<Config, 'portal' | 'mode' | 'hostName'>, port: number) {
  if (config.portal.publicUrl !== undefined) return config.portal.publicUrl
  const host = config.mode === 'development' ? 'localhost' : config.hostName
  return new URL(`https://${host}:${port}`).origin
}
