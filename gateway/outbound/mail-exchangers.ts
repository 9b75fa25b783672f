import { Resolver } from 'node:dns/promises'
import { limits } from '../../domain/limits.js'
import { err, ok, type Result } from '../../domain/result.js'

export interface ExchangerHost {
  readonly host: string
  readonly port: number
}

/**
 * `none`: the domain takes no mail (RFC 7505, or it does not exist). `unknown`: ask again later.
 */
export type ExchangerFault = 'none' | 'unknown'

/** Where the mail of a domain goes, best first. */
export interface MailExchangers {
  lookup(domain: string): Promise<Result<readonly ExchangerHost[], ExchangerFault>>
}

/** The part of node:dns that is needed; tests bring their own. */
export type MxResolver = Pick<Resolver, 'resolveMx'>

const smtpPort = 25
const codeOf = (failure: unknown): string =>
  failure instanceof Error && 'code' in failure ? String(failure.code) : ''

/**
 * RFC 5321 §5.1. `routes` are fixed: a domain that stands there never reaches the DNS
 * (development, tests, and operators with private links). DNS is not trusted here: the
 * certificate of the host decides (mssante.md §7 A 6).
 */
export function dnsMailExchangers(setup: {
  readonly routes: ReadonlyMap<string, ExchangerHost>
  readonly resolver?: MxResolver
}): MailExchangers {
  const resolver = setup.resolver ?? new Resolver({ timeout: 5_000, tries: 2 })
  return {
    lookup: async (domain) => {
      const route = setup.routes.get(domain)
      if (route !== undefined) return ok([route])
      try {
        const records = await resolver.resolveMx(domain)
        // A single `.` is the null MX of RFC 7505.
        const hosts = records
          .filter(({ exchange }) => exchange !== '' && exchange !== '.')
          .sort((a, b) => a.priority - b.priority)
          .slice(0, limits.outboundHostsPerAttemptMax)
          .map(({ exchange }) => ({ host: exchange, port: smtpPort }))
        return hosts.length > 0 ? ok(hosts) : err('none')
      } catch (failure) {
        const code = codeOf(failure)
        if (code === 'ENODATA') return ok([{ host: domain, port: smtpPort }])
        return err(code === 'ENOTFOUND' ? 'none' : 'unknown')
      }
    },
  }
}
