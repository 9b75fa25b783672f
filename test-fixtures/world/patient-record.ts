import type { FixturePatient } from '../documents/cda-builder.js'
import { eventually } from './eventually.js'
import type { GatewayProcess, InfoPatient } from './gateway-process.js'

interface ShownProfile {
  readonly account: { readonly id: number }
  readonly profile: {
    readonly matricule: string
    readonly insOid: string
    readonly birthName: string
    readonly usedName: string
    readonly firstNames: readonly string[]
    readonly birthDate: string
    readonly sex: string
  }
}
export interface RecordCount {
  readonly documents: number
  readonly held: number
}

/** The record of one patient of a gateway, as far as its operator sees into it. */
export class PatientRecord {
  readonly #gateway: GatewayProcess
  readonly #accountId: number
  readonly patient: InfoPatient
  /** For documents about this patient. */
  readonly identity: Omit<FixturePatient, 'localId'>

  constructor(gateway: GatewayProcess, patient: InfoPatient) {
    const matricule = patient.address.split('@')[0]!
    const shown = gateway.mss('profile', 'show', matricule, '--json')
    const { account, profile } = JSON.parse(shown) as ShownProfile
    this.#gateway = gateway
    this.#accountId = account.id
    this.patient = patient
    this.identity = {
      matricule: profile.matricule,
      insOid: profile.insOid,
      birthName: profile.birthName,
      usedName: profile.usedName,
      firstNames: profile.firstNames,
      birthTime: profile.birthDate.replaceAll('-', ''),
      sex: profile.sex === 'female' ? 'F' : 'M',
    }
  }

  /** As a FHIR search names the patient. */
  get token(): string {
    return `urn:oid:${this.identity.insOid}|${this.identity.matricule}`
  }

  count(): RecordCount {
    return JSON.parse(
      this.#gateway.mss('vault', 'show', String(this.#accountId), '--json'),
    ) as RecordCount
  }

  /** Resolves when nothing waits to be filed or forwarded, with what is there then. */
  async settled(): Promise<RecordCount> {
    await eventually(
      () => JSON.parse(this.#gateway.mss('queue', 'list', '--json')) as { queue: string }[],
      // A reminder by e-mail waits for days.
      (jobs) => jobs.every(({ queue }) => queue === 'notify'),
    )
    return this.count()
  }
}
