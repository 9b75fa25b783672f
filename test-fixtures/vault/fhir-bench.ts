import { request } from 'node:https'
import type { Client as FhirClient } from 'fhir-kit-client'
import { Client } from 'fhir-kit-client'
import { defaultAccessMatrix } from '../../document-vault/access/default-access-matrix.js'
import { embeddedConnector } from '../../document-vault/connectors/embedded-connector.js'
import type { Extractor } from '../../document-vault/contract/extracted-document.js'
import type { DocumentVault } from '../../document-vault/contract/vault.js'
import { type ApiCaller, addApiClient } from '../../document-vault/fhir/api-clients.js'
import {
  type FhirListener,
  type FhirListenerOptions,
  startFhirListener,
} from '../../document-vault/fhir/start-fhir-listener.js'
import { VaultService } from '../../document-vault/filing/vault-service.js'
import { VaultStore } from '../../document-vault/store/vault-store.js'
import { silentLog } from '../../domain/log.js'
import {
  issueAccountCertificate,
  issueOperatorCertificate,
  newAuthorities,
} from '../../pki/development-certificates.js'
import { sampleDocument, scratchFolder, scriptedReaders } from './vault-samples.js'

const start = Date.UTC(2026, 5, 1, 8)
const pem = (der: Buffer) =>
  `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`

/** Our development authority, and a foreign one of the same names. */
const authorities = newAuthorities(Date.now())
const foreign = newAuthorities(Date.now())
const serverPlan = {
  name: 'local',
  host: 'coffre.test',
  identifier: '1750000001',
  organisation: 'Hôpital fictif',
  department: 'Paris (75)',
  domains: [],
}
const issued = issueOperatorCertificate(authorities, serverPlan, Date.now())
export const benchTls = {
  key: issued.key.export({ type: 'pkcs8', format: 'pem' }).toString(),
  cert: pem(issued.certificate) + pem(authorities.organisations.certificate),
  ca: [
    pem(authorities.root.certificate),
    pem(authorities.organisations.certificate),
    pem(authorities.persons.certificate),
  ],
}
const personPlan = {
  kind: 'personal',
  address: 'claire.morel@chu.test',
  nationalId: '810000000001',
  surname: 'MOREL',
  givenName: 'Claire',
  profession: 'Médecin',
} as const
export function personCertificate(from: 'ours' | 'foreign') {
  const own = from === 'ours' ? authorities : foreign
  const person = issueAccountCertificate(own, personPlan, Date.now())
  return {
    subject: person.subject,
    key: person.key.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: pem(person.certificate) + pem(own.persons.certificate),
  }
}

/** Gives every file back as one plain document: what FHIR says beside it decides. */
const plainExtractor: Extractor = {
  extract: async ({ bytes, fileName, mediaType }) => ({
    ok: true,
    kind: 'file',
    documents: [
      {
        ...sampleDocument({ declared: null, mediaType, fileName, title: '' }),
        bytes,
        text: Buffer.from(bytes).toString('latin1'),
      },
    ],
  }),
  close: async () => {},
}

export interface RawAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
}
export interface RawRequest {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
  readonly certificate?: { readonly key: string; readonly cert: string }
}

export interface FhirBench {
  readonly listener: FhirListener
  readonly vault: DocumentVault
  readonly folder: string
  readonly hour: { now: number }
  /** A token of its own. */
  token(caller: ApiCaller, expiresAt?: number | null): string
  /** `fhir-kit-client`, over TLS that it checks. */
  client(token: string | null): FhirClient
  raw(path: string, request?: RawRequest): Promise<RawAnswer>
  close(): Promise<void>
}

interface GlobalDispatcher {
  readonly constructor: new (options: object) => object
}

/** The real vault with readers that start no process, behind the real listener. */
export async function openFhirBench(
  options: {
    readonly wrap?: (vault: DocumentVault) => DocumentVault
    readonly listener?: Partial<FhirListenerOptions>
  } = {},
): Promise<FhirBench> {
  const scratch = scratchFolder()
  const hour = { now: start }
  const clock = { now: () => hour.now }
  const store = VaultStore.open(scratch.folder, clock)
  const readers = { ...scriptedReaders(), extractor: plainExtractor }
  const service = new VaultService({
    store,
    readers: { ...readers, environment: 'test', ocr: false },
    matrix: defaultAccessMatrix,
    connector: embeddedConnector,
    retentionYears: 10,
    clock,
  })
  const vault = options.wrap?.(service) ?? service
  const at = { host: '127.0.0.1', port: 0, tls: benchTls, folder: scratch.folder }
  const bench: FhirBench = {
    listener: undefined as unknown as FhirListener,
    vault: service,
    folder: scratch.folder,
    hour,
    token(caller, expiresAt = null) {
      const client = { label: 'essai', caller, expiresAt, credential: { kind: 'token' } as const }
      const added = addApiClient(scratch.folder, client, hour.now)
      if (!added.ok || added.value.token === null) throw new Error('no token')
      return added.value.token
    },
    client: (token) => fhirClient(bench.listener.baseUrl, token),
    raw: (path, asked = {}) => raw(bench.listener.port, path, asked),
    async close() {
      await bench.listener.close(100)
      await service.close()
      scratch.remove()
    },
  }
  const listener = await startFhirListener(vault, {
    ...at,
    clock,
    log: silentLog,
    ...options.listener,
  })
  return Object.assign(bench, { listener })
}

function fhirClient(baseUrl: string, token: string | null): FhirClient {
  // Node's own fetch trusts further authorities by its dispatcher only.
  const key = Symbol.for('undici.globalDispatcher.1')
  const { constructor: Agent } = (globalThis as unknown as Record<symbol, GlobalDispatcher>)[key]!
  const dispatcher = new Agent({ connect: { ca: benchTls.ca } })
  const client = new Client({ baseUrl, requestOptions: { dispatcher } })
  if (token !== null) client.bearerToken = token
  return client
}

function raw(port: number, path: string, asked: RawRequest): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        path,
        method: asked.method ?? 'GET',
        headers: asked.headers,
        ca: benchTls.ca,
        agent: false,
        ...asked.certificate,
      },
      (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            body: Buffer.concat(chunks),
          }),
        )
      },
    )
    sent.on('error', reject)
    sent.end(asked.body)
  })
}
