import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import type { Exchange } from '../../domain/exchange.js'
import { asAccountId } from '../../domain/ids.js'
import { createAddressCover } from '../../gateway/portal/export/address-cover.js'
import type { ExportParts } from '../../gateway/portal/export/export-parts.js'
import { exchangesTable } from '../../gateway/portal/export/exported-tables.js'
import { indexStart } from '../../patient-portal/profile/export-index.js'

const doctor = 'claire.morel@hopital.mss.test'

it('words of professionals stand in the table of exchanges without anybody’s address', async () => {
  const exchange = {
    patientId: asAccountId(1),
    professionalAddress: doctor,
    professionalName: doctor,
    professionalEntity: `Service de ${doctor}`,
    state: 'ended',
    openedAt: 1,
    endedAt: 2,
    endedBy: doctor,
    endedNote: `Écrivez à ${doctor} ou à anne@hopital.mss.test ;=1+1`,
    handledAt: null,
  } as unknown as Exchange
  const parts = {
    exchanges: new Map([[doctor, exchange]]),
    language: 'fr',
    masks: createAddressCover('288069999900101@patient.mss.test', ['hopital.mss.test']),
  } as unknown as ExportParts
  const table = await text(exchangesTable(parts, { folders: [] } as never))
  expect(table).not.toContain('hopital.mss.test')
  expect(table).not.toContain(';=')
  expect(table).toContain('adresse-masquee.invalid')
})

it('the first page of an archive runs nothing, loads nothing and sends nothing', () => {
  const hostile =
    '</title><script>alert(1)</script><base href=//evil.test><form action=//evil.test>'
  const page = indexStart({
    language: 'fr',
    service: hostile,
    patientName: hostile,
    identity: [[hostile, hostile]],
    madeAt: 0,
    otherFiles: [{ path: `../${hostile}"onclick=x`, says: hostile }],
  })
  const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1] ?? ''
  for (const rule of ["default-src 'none'", "base-uri 'none'", "form-action 'none'"])
    expect(policy.replace(/&#39;/g, "'")).toContain(rule)
  expect(page).not.toMatch(/<script|<base|<form|"onclick/)
})
