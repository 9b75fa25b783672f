import { type Clock, systemClock } from '../../domain/clock.js'
import type { Log } from '../../domain/log.js'
import type { MailboxStore } from '../../mailbox-store/contract.js'
import type { CertificateValidator, WhiteList } from '../../pki/contract.js'
import type { GatewaySettings } from '../settings.js'
import { dnsMailExchangers, type ExchangerHost, type MxResolver } from './mail-exchangers.js'
import { OutboundRunner } from './outbound-runner.js'

export interface OutboundOptions {
  readonly store: MailboxStore
  readonly trust: {
    readonly tls: { readonly key: string; readonly cert: string }
    readonly validator: CertificateValidator
    readonly whiteList: WhiteList
  }
  /** `routes`: domain -> `host:port`, instead of MX records. */
  readonly config: { readonly outbound: { readonly routes: Readonly<Record<string, string>> } }
  readonly settings: GatewaySettings
  readonly log: Log
  readonly clock?: Clock
  readonly resolver?: MxResolver
}

const connectMsMax = 30_000
/** RFC 5321 §4.5.3.2.6: ten minutes for the reply to the final dot. */
const silenceMsMax = 600_000

/** `host:port` or `[v6]:port`. */
function readRoute(text: string): ExchangerHost {
  const colon = text.lastIndexOf(':')
  return {
    host: text.slice(0, colon).replace(/^\[|\]$/g, ''),
    port: Number(text.slice(colon + 1)),
  }
}

/** Starts the runner of the queue `outbound`. */
export function startOutbound(options: OutboundOptions): OutboundRunner {
  const { store, trust, settings, log, config, clock = systemClock } = options
  const routes = new Map(
    Object.entries(config.outbound.routes).map(([domain, route]) => [domain, readRoute(route)]),
  )
  return new OutboundRunner({
    store,
    settings,
    log,
    clock,
    whiteList: trust.whiteList,
    exchangers: dnsMailExchangers({
      routes,
      ...(options.resolver && { resolver: options.resolver }),
    }),
    delivery: {
      hostName: settings.hostName,
      tls: trust.tls,
      validator: trust.validator,
      whiteList: trust.whiteList,
      connectMsMax,
      silenceMsMax,
    },
  })
}
