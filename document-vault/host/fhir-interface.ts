import { readFileSync } from 'node:fs'
import { type Clock, systemClock } from '../../domain/clock.js'
import type { Log } from '../../domain/log.js'
import { readAuthorities } from '../../pki/authority-files.js'
import { createCertificateValidator } from '../../pki/certificate-validator.js'
import type { VaultCallerTrust, VaultOptions } from '../contract/options.js'
import type { DocumentVault } from '../contract/vault.js'
import {
  type FhirListener,
  type FhirListenerOptions,
  startFhirListener,
} from '../fhir/start-fhir-listener.js'

const crlCheckMs = 5_000

/** The authorities offered to callers, and who judges what they show. */
function trustOf(
  callers: VaultCallerTrust,
  clock: Clock,
  log: Log,
): Pick<FhirListenerOptions, 'validator'> & { readonly ca: readonly string[] } {
  if (callers.kind === 'own-authorities')
    return { ca: callers.files.map((file) => readFileSync(file, 'utf8')) }
  const { anchors, intermediates } = readAuthorities(callers.anchorFiles)
  const validator = createCertificateValidator({
    anchors,
    intermediates,
    crls: callers.crlFolder,
    clock,
    crlCheckMs,
    onRefusal: ({ purpose, fingerprint, cause }) =>
      log.warn('certificate-refused', { protocol: purpose, keyed: fingerprint, state: cause }),
  })
  return { ca: [...anchors, ...intermediates], validator }
}

/** The FHIR interface beside the vault, in its thread or process; null when none is configured. */
export async function openFhirInterface(
  vault: DocumentVault,
  { fhir, folder }: VaultOptions,
  log: Log,
): Promise<FhirListener | null> {
  if (!fhir) return null
  const { ca, ...judge } = trustOf(fhir.callers, systemClock, log)
  return startFhirListener(vault, {
    host: fhir.host,
    port: fhir.port,
    publicHost: fhir.publicHost,
    tls: { key: readFileSync(fhir.keyFile), cert: readFileSync(fhir.certificateFile), ca },
    folder,
    clock: systemClock,
    log,
    ...judge,
  })
}
