import { readFileSync } from 'node:fs'
import type { Config } from '../config/schema.js'
import type { Clock } from '../domain/clock.js'
import type { Log } from '../domain/log.js'
import { err, ok, type Result } from '../domain/result.js'
import { readAuthorities } from '../pki/authority-files.js'
import {
  type CertificateValidatorOptions,
  createCertificateValidator,
} from '../pki/certificate-validator.js'
import type { CertificateValidator } from '../pki/contract.js'
import { renewDevelopmentCrls } from '../pki/development-authority.js'
import {
  createWhiteList,
  type LoadedWhiteList,
  unsignedWhiteList,
  whiteListFaultTexts,
} from '../pki/white-list.js'
import type { ServerTls } from './settings.js'

/** The trust space as the gateway uses it: who is believed, and our own name in it. */
export interface Trust {
  readonly tls: ServerTls
  readonly validator: CertificateValidator
  readonly whiteList: LoadedWhiteList
  /** Stops looking for new lists. */
  close(): void
}

const reloadMs = 60_000
const crlCheckMs = 5_000

export interface TrustOptions {
  readonly config: Config
  /** Folder of the development authority, or null in production. */
  readonly developmentPki: string | null
  readonly clock: Clock
  readonly log: Log
}

/** Reads keys, authorities, revocation lists and the white list; the error is a French line. */
export async function openTrust(options: TrustOptions): Promise<Result<Trust, string>> {
  const { config, clock, log, developmentPki } = options
  if (developmentPki !== null) {
    const renewed = renewDevelopmentCrls(developmentPki, clock.now())
    if (!renewed.ok) return err(renewed.error.says)
  }
  const { anchors, intermediates } = readAuthorities(config.trust.anchorFiles)
  const validator = createCertificateValidator({
    anchors,
    intermediates,
    crls: config.trust.crlFolder ?? '',
    clock,
    crlCheckMs,
    onRefusal: refusalLog(log),
  })
  const whiteList = createWhiteList({
    file: config.trust.whiteListFile ?? '',
    clock,
    signature: unsignedWhiteList,
    staleAfterMs: config.trust.whiteListAgeHoursMax * 3_600_000,
  })
  const loaded = await whiteList.reload()
  if (!loaded.ok)
    return err(`${whiteListFaultTexts[loaded.error]} (${config.trust.whiteListFile ?? ''})`)
  if (developmentPki === null) log.warn('white-list-signature-not-checked')
  const timer = setInterval(() => refresh(options, whiteList), reloadMs)
  timer.unref()
  const tls: ServerTls = {
    key: readFileSync(config.tls.keyFile ?? '', 'utf8'),
    cert: readFileSync(config.tls.certificateFile ?? '', 'utf8'),
    clientCa: [...anchors, ...intermediates],
  }
  return ok({ tls, validator, whiteList, close: () => clearInterval(timer) })
}

/**
 * A running gateway outlives its lists: both are looked at again, and a fault keeps the list in
 * force.
 */
function refresh(options: TrustOptions, whiteList: LoadedWhiteList): void {
  const { developmentPki, clock, log } = options
  if (developmentPki !== null) {
    const renewed = renewDevelopmentCrls(developmentPki, clock.now())
    if (!renewed.ok) log.error('development-crl-renewal-failed', { state: renewed.error.code })
  }
  whiteList.reload().then(
    (result) => {
      if (!result.ok) log.error('white-list-refused', { state: result.error })
    },
    (failure: unknown) => log.error('white-list-failed', { failure }),
  )
}

const refusalLog =
  (log: Log): NonNullable<CertificateValidatorOptions['onRefusal']> =>
  ({ purpose, fingerprint, cause }) =>
    log.warn('certificate-refused', { protocol: purpose, keyed: fingerprint, state: cause })
