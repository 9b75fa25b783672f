import type { CredentialKind } from '../domain/account.js'

/** Kinds whose secret opens one account only: the same one a second time is refused. */
export const isUnique = (kind: CredentialKind): boolean => kind === 'oidc' || kind === 'activation'
