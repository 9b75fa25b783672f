import type { Credential, PasskeySecret } from '../../../domain/account.js'

/** What the store keeps of a passkey; ours to write, so that a wrong form is a bug. */
export const readPasskeySecret = ({ secret }: Pick<Credential, 'secret'>): PasskeySecret =>
  JSON.parse(secret) as PasskeySecret

export const passkeySecretText = (secret: PasskeySecret): string => JSON.stringify(secret)
