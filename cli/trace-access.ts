import type { Trace } from '../domain/trace.js'

const places: Readonly<Record<string, string>> = {
  imap: 'IMAP',
  submission: 'envoi',
  portal: 'portail usager',
  'team-portal': 'portail d’équipe',
}
const ways: Readonly<Record<string, string>> = {
  certificate: 'certificat',
  password: 'mot de passe',
  token: 'jeton',
  form: 'identité d’essai',
  oidc: 'fournisseur d’identité',
  passkey: 'clé d’accès',
  'email-code': 'code par courriel',
  activation: 'code d’activation',
}

/** Where somebody signed in and how: `portail usager, clé d’accès`; empty for other acts. */
export function accessText({ action, detail }: Pick<Trace, 'action' | 'detail'>): string {
  if (action !== 'sign-in') return ''
  const { protocol, via } = detail
  return [places[String(protocol)] ?? '', ways[String(via)] ?? ''].filter(Boolean).join(', ')
}
