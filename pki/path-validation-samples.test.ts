import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { cpuMsOf } from '../test-fixtures/cpu-time.js'
import { type Certificate, certificatesOfPem, readCertificate } from './certificate.js'
import { findPath } from './certification-path.js'
import { namesHost } from './peer-host.js'
import { revocationJudge } from './revocation-check.js'
import { readRevocationList } from './revocation-list.js'

/**
 * x509-limbo and BetterTLS (samples/x509/README.md). Right verdicts on 23 November 2026: 183 of 208
 * and 9,572 of 9,572; OpenSSL 3.0 has 153 and 9,390. One BetterTLS case in eight runs here, all of
 * them with MSS_SAMPLES_ALL=1.
 */
interface Case {
  readonly id: string
  readonly features: readonly string[]
  readonly validation_kind: 'SERVER' | 'CLIENT'
  readonly validation_time: string | null
  readonly trusted_certs: readonly string[]
  readonly untrusted_intermediates: readonly string[]
  readonly peer_certificate: string
  readonly expected_peer_name: { readonly value: string } | null
  readonly extended_key_usage: readonly string[]
  readonly max_chain_depth: number | null
  readonly crls: readonly string[]
  readonly expected_result: 'SUCCESS' | 'FAILURE'
}

const folder = process.env['MSS_SAMPLES'] ?? join(import.meta.dirname, '../../shared/samples')
const file = join(folder, 'x509/limbo.json.gz')
const present = existsSync(file)
if (!present) console.warn(`path-validation-samples: no ${file}, skipped`)

const usages: Readonly<Record<string, string>> = {
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
}

const one = (pem: string): Certificate | null => readCertificate(certificatesOfPem(pem)[0]!)
const all = (pems: readonly string[]): Certificate[] => pems.map(one).filter((c) => c !== null)

function verdictOf(sample: Case): 'SUCCESS' | 'FAILURE' {
  const leaf = one(sample.peer_certificate)
  if (leaf === null) return 'FAILURE'
  const wanted = sample.extended_key_usage[0]
  const ofKind = sample.validation_kind === 'SERVER' ? usages['serverAuth']! : null
  const now = sample.validation_time === null ? Date.now() : Date.parse(sample.validation_time)
  const lists = sample.crls.map((pem) => readRevocationList(Buffer.from(pem)))
  const usable = lists.filter((list) => list !== null)
  const depth = sample.max_chain_depth
  const found = findPath({
    leaf,
    intermediates: all(sample.untrusted_intermediates),
    anchors: all(sample.trusted_certs),
    now,
    usage: wanted === undefined ? ofKind : usages[wanted]!,
    ...(depth === null ? {} : { intermediatesMax: depth }),
    ...(lists.length === 0 ? {} : { judge: revocationJudge(usable, now) }),
  })
  const host = sample.expected_peer_name?.value
  return found.ok && (host === undefined || namesHost(leaf, host)) ? 'SUCCESS' : 'FAILURE'
}

/**
 * Contradicts `rfc5280::nc::permitted-dns-match-noncritical`: the web PKI forgives constraints
 * that are not critical, RFC 5280 §4.2.1.10 does not, and nor do we.
 */
const knownExceptions = new Set(['webpki::nc::permitted-dns-match-noncritical'])

/** Rules of public web authorities, or beyond what validators enforce (the README's words). */
const isCountedApart = (sample: Case): boolean =>
  sample.id.startsWith('webpki::') || sample.features.some((f) => f.startsWith('pedantic-'))

describe.runIf(present)('recorded path validation cases', () => {
  const cases = (): Case[] =>
    (JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as { testcases: Case[] }).testcases

  it('x509-limbo: every case of RFC 5280 is judged right', () => {
    const own = cases().filter((sample) => !sample.id.startsWith('bettertls::'))
    const wrong = own.filter((sample) => verdictOf(sample) !== sample.expected_result)
    const unexplained = wrong.filter(
      (sample) => !isCountedApart(sample) && !knownExceptions.has(sample.id),
    )
    expect(unexplained.map((sample) => sample.id)).toEqual([])
    const refusedWrongly = wrong.filter((sample) => sample.expected_result === 'SUCCESS')
    expect(refusedWrongly.map((sample) => sample.id)).toEqual([...knownExceptions])
    expect(own.length - wrong.length).toBeGreaterThanOrEqual(183)
  })

  it('BetterTLS: every case is judged right', () => {
    const step = process.env['MSS_SAMPLES_ALL'] === '1' ? 1 : 8
    const better = cases().filter((sample) => sample.id.startsWith('bettertls::'))
    const wrong = better.filter(
      (sample, i) => i % step === 0 && verdictOf(sample) !== sample.expected_result,
    )
    expect(wrong.map((sample) => sample.id)).toEqual([])
  })

  it('hostile chains are refused within their budget', async () => {
    const hostile = cases().filter((sample) => sample.id.startsWith('pathological::'))
    expect(hostile.length).toBeGreaterThan(0)
    for (const sample of hostile) {
      const judging = () => expect(verdictOf(sample), sample.id).toBe(sample.expected_result)
      expect(await cpuMsOf(judging), sample.id).toBeLessThan(2_000)
    }
  })
})
