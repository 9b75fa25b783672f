import { expect, it } from 'vitest'
import { vaultFailureText } from './vault-open-text.js'

const fhir = {
  host: '127.0.0.1',
  port: 12_506,
  publicHost: '127.0.0.1',
  certificateFile: '',
  keyFile: '',
  callers: { kind: 'own-authorities', files: [] },
} as const

it.each([
  ['vault: listen: EADDRINUSE', /^Écoute vault-api sur 127\.0\.0\.1:12506 : le port est déjà pris/],
  ['vault: listen: EACCES', /le système refuse ce port/],
  ['vault: keys-missing: vault.keys', /vault\.keys manque .* \(pour servir sans lui/],
  ['vault: Error', /ouverture impossible \(vault: Error\)/],
])('says what an administrator can do about « %s »', (message, text) => {
  expect(vaultFailureText(new Error(message), fhir)).toMatch(text)
})
