import { readFileSync } from 'node:fs'
import { type Clock, systemClock } from '../../domain/clock.js'
import type { Log } from '../../domain/log.js'
import type { VaultConnectorOptions } from '../contract/options.js'
import { type JsonObject, objectAt, objectsAt, textAt } from '../fhir/fhir-json.js'
import { identifierOf, uniqueIdOf } from '../fhir/unique-id.js'
import type { DocumentToProvide, RecordConnector } from './connector.js'
import { createMhdExchange, type MhdExchange, type MhdExchangeOptions } from './mhd-exchange.js'
import { type MhdVerdict, outcomeOf, verdictOf } from './mhd-outcome.js'
import { provideDocumentBundle } from './provide-bundle.js'

export interface MhdConnectorOptions extends MhdExchangeOptions {
  /** For people; default: the host. */
  readonly name?: string
  readonly clock: Clock
  readonly log: Log
}

const formType = 'application/x-www-form-urlencoded'
const fhirType = 'application/fhir+json'

/** What is asked of the other side before anything is sent. */
type Known =
  | { readonly kind: 'there'; readonly reference: string }
  /** Not there, or this gateway may not ask. */
  | { readonly kind: 'not-seen' }
  | { readonly kind: 'verdict'; readonly verdict: MhdVerdict }

function referenceIn(bundle: JsonObject, uniqueId: string): string | null {
  for (const { resource } of objectsAt(bundle, 'entry') as { resource?: JsonObject }[]) {
    if (resource === undefined || textAt(resource, 'resourceType') !== 'DocumentReference') continue
    // A server that leaves `identifier` aside answers with others: each is looked at.
    const identifiers = [
      objectAt(resource, 'masterIdentifier') ?? {},
      ...objectsAt(resource, 'identifier'),
    ]
    const isIt = identifiers.some(
      (one) =>
        uniqueIdOf({ system: textAt(one, 'system') ?? '', value: textAt(one, 'value') ?? '' }) ===
        uniqueId,
    )
    const id = textAt(resource, 'id')
    if (isIt && id !== null) return `DocumentReference/${id}`
  }
  return null
}

const unreachable = (): MhdVerdict => ({
  kind: 'later',
  says: 'Le dossier partagé ne répond pas.',
  alarm: false,
})

/** ITI-67 by POST, so that the INS stands in no URL of anybody's log. */
async function lookFor(
  uniqueId: string,
  document: DocumentToProvide,
  exchange: MhdExchange,
): Promise<Known> {
  const { patient } = document
  const { system, value } = identifierOf(uniqueId)
  const form = new URLSearchParams({
    'patient.identifier': `urn:oid:${patient.insOid}|${patient.matricule}`,
    identifier: `${system}|${value}`,
    status: 'current,superseded',
  })
  const answer = await exchange.send('/DocumentReference/_search', String(form), formType)
  if (answer.kind === 'unreachable') return { kind: 'verdict', verdict: unreachable() }
  const { status, resource } = answer
  if (status === 200 && textAt(resource ?? {}, 'resourceType') === 'Bundle') {
    const reference = referenceIn(resource!, uniqueId)
    return reference === null ? { kind: 'not-seen' } : { kind: 'there', reference }
  }
  const verdict = verdictOf(status, resource, false)
  // A gateway that only feeds may not ask (403): the transaction itself decides.
  const mayGoOn = status === 403 || (verdict.kind === 'failed' && verdict.code === '906')
  return mayGoOn || status === 200 ? { kind: 'not-seen' } : { kind: 'verdict', verdict }
}

async function provide(
  document: DocumentToProvide,
  exchange: MhdExchange,
  now: number,
): Promise<MhdVerdict> {
  const own = await lookFor(document.summary.uniqueId, document, exchange)
  if (own.kind === 'there') return { kind: 'done' }
  if (own.kind === 'verdict') return own.verdict
  const [nearest] = document.replaces
  const before: Known =
    nearest === undefined ? { kind: 'not-seen' } : await lookFor(nearest, document, exchange)
  if (before.kind === 'verdict') return before.verdict
  const replaced = before.kind === 'there' ? before.reference : null
  const bundle = JSON.stringify(provideDocumentBundle(document, replaced, now))
  const answer = await exchange.send('', bundle, fhirType)
  // Whether it was filed is not known: the next try asks first.
  if (answer.kind === 'unreachable') return unreachable()
  return verdictOf(answer.status, answer.resource, nearest !== undefined)
}

/** An external MHD server as the shared record (ITI-65; ITI-67 so that nothing is sent twice). */
export function createMhdConnector(options: MhdConnectorOptions): RecordConnector {
  const exchange = createMhdExchange(options)
  const name = options.name ?? exchange.host
  return {
    name,
    async provide(document) {
      const verdict = await provide(document, exchange, options.clock.now())
      if (verdict.kind === 'later' && verdict.alarm)
        options.log.error('record-connector-refused', { protocol: 'mhd', host: exchange.host })
      return outcomeOf(verdict, name)
    },
    close: async () => exchange.close(),
  }
}

/** From the settings of the vault; throws when a file cannot be read. */
export function openMhdConnector(
  settings: Extract<VaultConnectorOptions, { kind: 'mhd' }>,
  log: Log,
): RecordConnector {
  const { url, tokenFile, certificateFile, keyFile, trustFile } = settings
  return createMhdConnector({
    url,
    token: tokenFile === null ? null : readFileSync(tokenFile, 'utf8').trim(),
    tls: {
      ...(certificateFile === null ? {} : { cert: readFileSync(certificateFile) }),
      ...(keyFile === null ? {} : { key: readFileSync(keyFile) }),
      ...(trustFile === null ? {} : { ca: readFileSync(trustFile) }),
    },
    clock: systemClock,
    log,
  })
}
