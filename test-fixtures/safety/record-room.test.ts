import { afterAll, beforeAll, expect, it } from 'vitest'
import { portalLimits } from '../../domain/portal-limits.js'
import { hiddenField } from '../portal/portal-client.js'
import { RecordBench } from '../portal/record-bench.js'

let bench: RecordBench
beforeAll(async () => {
  bench = await RecordBench.open()
})
afterAll(() => bench.close())

it('nobody fills the vault with uploads, and the next day is another one', async () => {
  const { camille, record, jeton } = bench
  const add = (i: number, token = jeton) =>
    camille.postFiles('/documents/ajouter', { jeton: token, nom: `n${i}` }, [
      { name: 'certificat.pdf', content: `%PDF-1.4 ${i}` },
    ])
  const max = portalLimits.portalDocumentsPerPatientMax
  for (let i = 0; i < max; i++) await add(i)
  expect(record.deposits).toHaveLength(max)
  const answers = await Promise.all([add(max), add(max + 1)])
  for (const { status, text } of answers)
    expect([status, text.includes('Continuez demain')]).toEqual([422, true])
  expect(record.deposits).toHaveLength(max)
  bench.bench.clock.advance(portalLimits.portalDocumentsWindowMs)
  await camille.signIn('camille', 'bon')
  await add(max + 2, hiddenField((await camille.get('/documents')).text, 'jeton'))
  expect(record.deposits).toHaveLength(max + 1)
})
