import type { VaultFhirOptions } from '../document-vault/contract/options.js'
import type { VaultOpenError } from '../document-vault/store/vault-open-error.js'
import { ListenFailure } from './listen-failure.js'

const texts: Readonly<Record<VaultOpenError['code'], string>> = {
  'not-a-vault': "n'est pas un coffre de documents : remettez celui d'une sauvegarde",
  'newer-version': "vient d'une version plus récente : mettez le logiciel à jour",
  'keys-missing': "manque : sans ses clés le coffre reste fermé, remettez celles d'une sauvegarde",
  'keys-damaged': "est abîmé : remettez les clés d'une sauvegarde",
}

/** Why a vault did not open, for an administrator (French). */
export const vaultOpenText = ({ code, file }: Pick<VaultOpenError, 'code' | 'file'>): string =>
  `coffre de documents : ${file} ${texts[code]}`

const withoutVault = 'pour servir sans lui : enabled = false sous [vault]'

/**
 * The same for what the vault's own thread or process tells of: `vault: keys-missing: FILE`, or
 * `vault: listen: EADDRINUSE` of its interface.
 */
export function vaultFailureText(failure: unknown, fhir: VaultFhirOptions | null): string {
  const message = failure instanceof Error ? failure.message : ''
  const [, listenCode] = /^vault: listen: ([A-Z]+)$/.exec(message) ?? []
  if (listenCode !== undefined && fhir !== null)
    return new ListenFailure('vault-api', fhir.host, fhir.port, { code: listenCode }).message
  const [, code = '', file = ''] = /^vault: ([a-z-]+): (.+)$/.exec(message) ?? []
  const isKnown = Object.hasOwn(texts, code)
  return isKnown
    ? `${vaultOpenText({ code: code as VaultOpenError['code'], file })} (${withoutVault})`
    : `coffre de documents : ouverture impossible (${message.slice(0, 200)}) ; ${withoutVault}`
}
