/** After a start every record agrees with its profile, whatever happened in between. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { RecordKey } from '../../document-vault/contract/callers.js'
import type { VaultRefusal } from '../../document-vault/contract/vault.js'
import type { IdentityTraits } from '../../domain/identity-traits.js'
import { silentLog } from '../../domain/log.js'
import { err, ok, type Result } from '../../domain/result.js'
import { addresses, FlowSpace, type Name } from '../../test-fixtures/world/flow-space.js'
import { RecordCensus, type RecordCensusOptions } from './record-census.js'

type State = 'open' | 'closed'

/** Records by matricule, and what was done to them. */
class Records {
  readonly states = new Map<string, State>()
  readonly acts: string[] = []
  closingReason = 'profil fermé'
  /** Called once before the next act. */
  onAct: () => Promise<void> = async () => {}

  async record({ matricule }: RecordKey) {
    const state = this.states.get(matricule)
    const closingReason = this.closingReason
    return state === undefined ? err('record-missing' as const) : ok({ state, closingReason })
  }
  async putRecord({ matricule }: IdentityTraits): Promise<Result<void, VaultRefusal>> {
    if (!this.states.has(matricule!)) await this.#act(`create ${matricule}`)
    if (!this.states.has(matricule!)) this.states.set(matricule!, 'open')
    return ok(undefined)
  }
  async reopenRecord({ matricule }: RecordKey): Promise<Result<void, VaultRefusal>> {
    await this.#act(`reopen ${matricule}`)
    this.states.set(matricule, 'open')
    return ok(undefined)
  }
  async closeRecord({ matricule }: RecordKey, why: string): Promise<Result<void, VaultRefusal>> {
    await this.#act(`close ${matricule} ${why}`)
    this.states.set(matricule, 'closed')
    return ok(undefined)
  }
  async #act(says: string): Promise<void> {
    const before = this.onAct
    this.onAct = async () => {}
    await before()
    this.acts.push(says)
  }
}

const ins = (name: Name) => addresses[name].slice(0, 15).toUpperCase()

let space: FlowSpace
let records: Records
beforeEach(async () => {
  space = await FlowSpace.create()
  records = new Records()
})
const count = async () => {
  const vault = records as unknown as RecordCensusOptions['vault']
  const census = new RecordCensus({ read: space.store.read, vault, log: silentLog })
  await census.over
}
const openOnes = () =>
  [...records.states].filter(([, state]) => state === 'open').map(([one]) => one)

describe('the census of records', () => {
  it('makes those of open profiles, and none of others', async () => {
    await count()
    const open = [ins('jeanne'), ins('marc'), ins('productionPatient')]
    expect(openOnes().sort()).toEqual(open.sort())
    expect(records.states.size).toBe(3)
  })

  it('does nothing where all agrees', async () => {
    await count()
    records.acts.length = 0
    await count()
    expect(records.acts).toEqual([])
  })

  it('carries out what profiles did while the vault was switched off', async () => {
    await count()
    records.states.set(ins('marc'), 'closed')
    await space.setProfile('jeanne', 'opposed')
    records.acts.length = 0
    await count()
    expect(records.acts).toEqual([`close ${ins('jeanne')} opposition`, `reopen ${ins('marc')}`])
  })

  it('leaves closed what an administrator closed', async () => {
    await count()
    records.states.set(ins('marc'), 'closed')
    records.closingReason = 'doublon'
    await count()
    expect(openOnes()).not.toContain(ins('marc'))
  })

  it('leaves no record open whose profile closes just then', async () => {
    records.onAct = () => space.setProfile('jeanne', 'closed')
    await count()
    expect(openOnes()).not.toContain(ins('jeanne'))
  })
})
