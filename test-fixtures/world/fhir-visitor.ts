import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import { Client } from 'fhir-kit-client'
import type { GatewayProcess } from './gateway-process.js'
import type { PatientRecord } from './patient-record.js'

export interface FhirPerson {
  /** `8` + RPPS. */
  readonly nationalId: string
  readonly name: string
  /** TRE_G15. */
  readonly profession: string
  readonly speciality?: string
}
/** A resource whose shape the test knows. */
export type Resource = ReturnType<typeof JSON.parse>

interface GlobalDispatcher {
  readonly constructor: new (options: object) => object
}

/**
 * Someone's software at the vault's FHIR interface: `fhir-kit-client` over TLS that it checks, with
 * a token that the operator made for it.
 */
export class FhirVisitor {
  readonly client: Client
  readonly #gateway: GatewayProcess
  readonly #token: string

  private constructor(gateway: GatewayProcess, token: string, dispatcher: object) {
    this.#gateway = gateway
    this.#token = token
    const baseUrl = gateway.listener('vault-api').url
    this.client = new Client({ baseUrl, requestOptions: { dispatcher } })
    this.client.bearerToken = token
  }

  /** As a professional, or as software of this name. */
  static async withToken(gateway: GatewayProcess, who: FhirPerson | string) {
    const token = FhirVisitor.newToken(gateway, who)
    return new FhirVisitor(gateway, token, await trusting(gateway))
  }

  /** That the operator makes for a caller. */
  static newToken(gateway: GatewayProcess, who: FhirPerson | string): string {
    const named =
      typeof who === 'string'
        ? ['--software', who]
        : [
            ...['--professional', who.nationalId, '--name', who.name],
            ...['--profession', who.profession],
            ...(who.speciality === undefined ? [] : ['--speciality', who.speciality]),
          ]
    const structure = ['--structure', '1990000172', '--label', 'essai']
    const added = gateway.mss('vault', 'client', 'add', ...named, ...structure, '--json')
    return (JSON.parse(added) as { token: string }).token
  }

  /** ITI-67 in the record of this patient. */
  async search(record: PatientRecord, searchParams: object = {}): Promise<Resource> {
    return this.client.search({
      resourceType: 'DocumentReference',
      searchParams: { 'patient.identifier': record.token, ...searchParams },
    })
  }

  /** Titles of what a search finds. */
  async titles(record: PatientRecord, searchParams: object = {}): Promise<string[]> {
    const { entry = [] } = await this.search(record, searchParams)
    return entry.map(({ resource }: Resource) => resource.description)
  }

  /** `$bris-de-glace` and its like: the record, and further values by name. */
  async operate(name: string, record: PatientRecord, more: Record<string, string> = {}) {
    const named = Object.entries(more).map(([name, valueString]) => ({ name, valueString }))
    const parameter = [{ name: 'identifier', valueString: record.token }, ...named]
    const input: Resource = { resourceType: 'Parameters', parameter }
    const done: Resource = await this.client.operation({ name, resourceType: 'Patient', input })
    return done
  }

  /** The answer of a refused request. */
  async refusal(asked: Promise<unknown>): Promise<{ status: number; data: Resource }> {
    try {
      await asked
    } catch (error) {
      return (error as { response: { status: number; data: Resource } }).response
    }
    throw new Error('the request was granted')
  }

  /** Octets of an address of the interface, as a reader that wants no FHIR. */
  async bytes(url: string, accept: string): Promise<{ status: number; body: Buffer }> {
    const headers = { authorization: `Bearer ${this.#token}`, accept }
    const ca = readFileSync(this.#gateway.info.caFile)
    return new Promise((resolve, reject) => {
      const sent = request(
        url,
        { headers, ca, servername: 'localhost', agent: false },
        (answer) => {
          const chunks: Buffer[] = []
          answer.on('data', (chunk: Buffer) => chunks.push(chunk))
          answer.on('error', reject)
          answer.on('end', () =>
            resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks) }),
          )
        },
      )
      sent.on('error', reject)
      sent.end()
    })
  }
}

/** Node's fetch trusts further authorities by its dispatcher only, made at the first request. */
async function trusting(gateway: GatewayProcess): Promise<object> {
  await fetch('data:,').catch(() => undefined)
  const key = Symbol.for('undici.globalDispatcher.1')
  const { constructor: Agent } = (globalThis as unknown as Record<symbol, GlobalDispatcher>)[key]!
  const ca = readFileSync(gateway.info.caFile)
  return new Agent({ connect: { ca, servername: 'localhost' } })
}
