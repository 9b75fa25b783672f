import { describe, expect, it } from 'vitest'
import { asAccountId } from '../../../domain/ids.js'
import { namelessProfessional, shownName } from '../exchange/exchange-act.js'
import { cleanFileName } from '../patient/compose-reply.js'
import { displayNameForm } from './display-name.js'
import { traceLabel } from './message-trace.js'

describe('words that people see', () => {
  it.each([
    ['Dr_Claire_MOREL_Hôpital', 'Dr Claire MOREL Hôpital'],
    ['  "Dr Claire\r\n MOREL" ', 'Dr Claire MOREL'],
    ['claire.morel@demo.mss.test', namelessProfessional],
    ['Claire (claire@demo.mss.test)', namelessProfessional],
    ['', namelessProfessional],
    ['_ _', namelessProfessional],
  ])('a patient reads %j as %j', (name, wanted) => {
    expect(shownName(name)).toBe(wanted)
  })

  it.each([
    ['Dr_Claire_MOREL_Hôpital', 'personal', 'conforme'],
    ['Claire MOREL', 'personal', 'conforme'],
    ["Anne-Marie D'ORMESSON", 'personal', 'conforme'],
    ['Claire Morel', 'personal', 'non-conforme'],
    ['MOREL', 'personal', 'non-conforme'],
    ['', 'personal', 'absent'],
    ['claire@demo.mss.test', 'personal', 'absent'],
    ['Cardiologie', 'organisational', 'conforme'],
    ['', 'applicative', 'absent'],
  ] as const)('the name %j of a %s account is %s', (name, kind, wanted) => {
    expect(displayNameForm(name, kind)).toBe(wanted)
  })

  it.each([
    ['carte.pdf', 'carte.pdf'],
    ['C:\\Users\\moi\\ordonnance du 3.PDF', 'ordonnance du 3.PDF'],
    ['../../etc/passwd', 'passwd'],
    ['...', 'document'],
    ['', 'document'],
    ['a\r\nContent-Type: x', 'a Content-Type x'],
    ['facture\u202efdp.exe', 'facturefdp.exe'],
    [`${'a'.repeat(300)}.pdf`, `${'a'.repeat(120)}.pdf`],
  ])('the file %j is called %j', (name, wanted) => {
    expect(cleanFileName(name)).toBe(wanted)
  })

  it('names patients by account in traces, and masks matricules wherever they stand', () => {
    const log = { keyed: () => 'k' }
    const ins = '288069999900194@patient.mss.test'
    expect(traceLabel(log, ins, { accountId: asAccountId(7) })).toBe('patient:7')
    expect(traceLabel(log, ins, { accountId: null })).toBe('patient:k')
    expect(traceLabel(log, ins, null)).toBe('masked:k')
    expect(traceLabel(log, '2880699999001@autre.fr', null)).toBe('masked:k')
    expect(traceLabel(log, '184062a90019412@autre.fr', null)).toBe('masked:k')
    expect(traceLabel(log, 'dr.morel@demo.mss.test', null)).toBe('dr.morel@demo.mss.test')
  })
})
