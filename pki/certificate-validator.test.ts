import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { parseDistinguishedName } from '../domain/distinguished-name.js'
import {
  type CertificateRequest,
  certificatePem,
  type Issuer,
  issueCertificate,
} from './certificate-issuer.js'
import { type CertificateRefusal, createCertificateValidator } from './certificate-validator.js'
import type { CertificatePurpose } from './contract.js'
import {
  issueAccountCertificate,
  issueOperatorCertificate,
  newAuthorities,
} from './development-certificates.js'
import { issueRevocationList } from './revocation-list-issuer.js'

const dayMs = 86_400_000
const start = Date.parse('2026-03-01T12:00:00Z')
const authorities = newAuthorities(start)
const foreign = newAuthorities(start)
const operatorPlan = {
  name: 'local',
  host: 'mss.chu.test',
  identifier: '1750000001',
  organisation: "Hôpital de l'Étoile",
  department: 'Paris (75)',
  domains: [],
}
const doctorPlan = {
  kind: 'personal',
  address: 'claire.morel@chu.test',
  nationalId: '810000000001',
  surname: 'MOREL',
  givenName: 'Claire',
  profession: 'Médecin',
} as const
const teamPlan = {
  ...operatorPlan,
  kind: 'organisational',
  address: 'cardio@chu.test',
  commonName: 'Cardiologie',
} as const

const operator = issueOperatorCertificate(authorities, operatorPlan, start)
const doctor = issueAccountCertificate(authorities, doctorPlan, start)
const team = issueAccountCertificate(authorities, teamPlan, start)
const revoked = issueAccountCertificate(authorities, doctorPlan, start)
const stranger = issueAccountCertificate(foreign, doctorPlan, start)
const expired = issueAccountCertificate(authorities, doctorPlan, start, {
  notAfter: start - 1_000,
})
const future = issueAccountCertificate(authorities, doctorPlan, start, {
  notBefore: start + dayMs,
})
const serverOnly = issueAccountCertificate(authorities, doctorPlan, start, {
  extendedKeyUsage: ['serverAuth'],
})
const noUsage = issueAccountCertificate(authorities, doctorPlan, start, { extendedKeyUsage: [] })

const list = (issuer: Issuer, serials: readonly string[] = [], thisUpdate = start - 1_000) =>
  issueRevocationList(
    {
      number: 1,
      thisUpdate,
      nextUpdate: thisUpdate + 30 * dayMs,
      revoked: serials.map((serial) => ({ serial, at: start - 2_000 })),
    },
    issuer,
  )
const { root, organisations, persons } = authorities
const goodLists = [list(root), list(organisations), list(persons, [revoked.serial])]

/** Keys for certificates that the development authority would never issue. */
const newKey = (): KeyObject => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
const handMade = (
  subject: string,
  key: KeyObject,
  issuer: Issuer,
  changes: Partial<CertificateRequest> = {},
): Buffer =>
  issueCertificate(
    {
      subject: parseDistinguishedName(subject)!,
      publicKey: createPublicKey(key),
      notBefore: start - dayMs,
      notAfter: start + dayMs,
      authority: null,
      keyUsage: ['digitalSignature'],
      extendedKeyUsage: ['clientAuth'],
      hosts: [],
      crlUrl: null,
      ...changes,
    },
    issuer,
  )

const authorityName = 'CN=AC SOUS-AUTORITE,C=FR'
const subKey = newKey()
const subIssuer: Issuer = { subject: parseDistinguishedName(authorityName)!, key: subKey }
const asAuthority = {
  authority: { pathLength: null },
  keyUsage: ['keyCertSign', 'crlSign'],
  extendedKeyUsage: [],
} as const
const underSub = handMade('CN=feuille,C=FR', newKey(), subIssuer)
const subUnderPersons = handMade(authorityName, subKey, persons, asAuthority)
const subUnderRoot = handMade(authorityName, subKey, root, asAuthority)
const subWithoutFlag = handMade(authorityName, subKey, root, { keyUsage: ['digitalSignature'] })
const subWithoutSigning = handMade(authorityName, subKey, root, {
  ...asAuthority,
  keyUsage: ['crlSign'],
})
const weakKey = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey

function validatorOf(
  lists: readonly Uint8Array[],
  at = start,
  onRefusal?: (r: CertificateRefusal) => void,
) {
  return createCertificateValidator({
    anchors: [certificatePem(root.certificate)],
    intermediates: [organisations, persons].map((a) => certificatePem(a.certificate)),
    crls: () => lists,
    clock: { now: () => at },
    crlCheckMs: 0,
    ...(onRefusal ? { onRefusal } : {}),
  })
}

async function verdict(
  chain: readonly Uint8Array[],
  purpose: CertificatePurpose,
  lists: readonly Uint8Array[] = goodLists,
  at = start,
): Promise<string> {
  let cause = ''
  const validator = validatorOf(lists, at, (refusal) => {
    cause = ` (${refusal.cause})`
  })
  const result = await validator.validate(chain, purpose)
  return result.ok ? 'accepted' : `${result.error}${cause}`
}

describe('certificates accepted', () => {
  const rows: readonly (readonly [string, readonly Uint8Array[], CertificatePurpose])[] = [
    ['an operator that calls us', [operator.certificate], 'operator-client'],
    ['an operator that we call', [operator.certificate], 'operator-server'],
    ['a doctor', [doctor.certificate], 'account'],
    [
      'a doctor with the whole chain',
      [doctor.certificate, persons.certificate, root.certificate],
      'account',
    ],
    ['a team', [team.certificate], 'account'],
    [
      'with a foreign certificate in the chain',
      [team.certificate, foreign.root.certificate],
      'account',
    ],
    ['with rubbish in the chain', [team.certificate, Buffer.from('rubbish')], 'account'],
    ['through an authority that the peer sent', [underSub, subUnderRoot], 'account'],
  ]
  it.each(rows)('%s', async (_, chain, purpose) => {
    const lists = [...goodLists, list(subIssuer)]
    expect(await verdict(chain, purpose, lists)).toBe('accepted')
  })

  it('gives the name as the white list writes it', async () => {
    const result = await validatorOf(goodLists).validate([operator.certificate], 'operator-client')
    expect(result).toMatchObject({
      ok: true,
      value: {
        subjectText: "CN=mss.chu.test,OU=1750000001,O=Hôpital de l'Étoile,ST=Paris (75),C=FR",
        commonName: 'mss.chu.test',
        dnsNames: ['mss.chu.test', 'localhost'],
      },
    })
  })

  it('gives the multi-valued name of a person', async () => {
    const result = await validatorOf(goodLists).validate([doctor.certificate], 'account')
    expect(result.ok && result.value.subjectText).toBe(
      'CN=810000000001+GN=Claire+SN=MOREL,T=Médecin,C=FR',
    )
  })
})

describe('certificates refused', () => {
  const invalid = 'operator-certificate-invalid'
  const twice = [subUnderRoot, subUnderRoot]
  const rows: readonly (readonly [string, readonly Uint8Array[], CertificatePurpose, string])[] = [
    ['none at all', [], 'account', 'operator-certificate-missing'],
    ['rubbish', [Buffer.from('rubbish')], 'account', `${invalid} (malformed)`],
    [
      'a trailing octet',
      [Buffer.concat([doctor.certificate, Buffer.of(0)])],
      'account',
      `${invalid} (malformed)`,
    ],
    ['expired', [expired.certificate], 'account', `${invalid} (expired)`],
    ['not yet valid', [future.certificate], 'account', `${invalid} (not-yet-valid)`],
    ['only for servers', [serverOnly.certificate], 'account', `${invalid} (usage)`],
    ['without usage', [noUsage.certificate], 'account', `${invalid} (usage)`],
    [
      'a doctor as the server of an operator',
      [doctor.certificate],
      'operator-server',
      `${invalid} (usage)`,
    ],
    ['revoked', [revoked.certificate], 'account', 'operator-certificate-revoked (revoked)'],
    [
      'another authority of the same names',
      [stranger.certificate, foreign.persons.certificate, foreign.root.certificate],
      'account',
      `${invalid} (no-path)`,
    ],
    ['an authority itself', [persons.certificate], 'account', `${invalid} (usage)`],
    [
      'a self-signed certificate',
      [
        handMade('CN=a,C=FR', subKey, {
          subject: parseDistinguishedName('CN=a,C=FR')!,
          key: subKey,
        }),
      ],
      'account',
      `${invalid} (no-path)`,
    ],
    [
      'an issuer that is no authority',
      [underSub, subWithoutFlag],
      'account',
      `${invalid} (not-an-authority)`,
    ],
    [
      'an issuer that may not sign certificates',
      [underSub, subWithoutSigning],
      'account',
      `${invalid} (not-an-authority)`,
    ],
    [
      'an authority below a path length of 0',
      [underSub, subUnderPersons],
      'account',
      `${invalid} (path-too-long)`,
    ],
    [
      'a doctor as an issuer',
      [
        handMade('CN=b,C=FR', newKey(), { subject: doctor.subject, key: doctor.key }),
        doctor.certificate,
      ],
      'account',
      `${invalid} (not-an-authority)`,
    ],
    [
      'a key that may not sign',
      [handMade('CN=d,C=FR', newKey(), persons, { keyUsage: ['keyEncipherment'] })],
      'account',
      `${invalid} (usage)`,
    ],
    ['a weak key', [handMade('CN=c,C=FR', weakKey, persons)], 'account', `${invalid} (weak-key)`],
    [
      'more certificates than allowed',
      Array.from({ length: 9 }, () => twice).flat(),
      'account',
      `${invalid} (too-complex)`,
    ],
  ]
  it.each(rows)('%s', async (_, chain, purpose, expected) => {
    expect(await verdict(chain, purpose, [...goodLists, list(subIssuer)])).toBe(expected)
  })

  it('a changed octet anywhere in the signed part', async () => {
    const outcomes = new Set<string>()
    for (let at = 20; at < doctor.certificate.length; at += 37) {
      const changed = Buffer.from(doctor.certificate)
      changed[at]! ^= 0x01
      outcomes.add((await verdict([changed], 'account')).split(' ')[0]!)
    }
    expect(outcomes).not.toContain('accepted')
  })
})

describe('revocation', () => {
  const unknown = 'revocation-unknown (revocation-unknown)'
  const later = start + 31 * dayMs
  const rows: readonly (readonly [string, readonly Uint8Array[], number, string])[] = [
    ['all lists in date', goodLists, start, 'accepted'],
    ['no list', [], start, unknown],
    ['no list of the authority', [list(root)], start, unknown],
    ['no list of the root', [list(persons)], start, unknown],
    ['lists out of date', goodLists, later, unknown],
    ['lists of tomorrow', [list(root), list(persons, [], start + dayMs)], start, unknown],
    [
      'a list of another authority of the same name',
      [list(root), list(foreign.persons)],
      start,
      unknown,
    ],
    [
      'an old list beside a fresh one',
      [list(root), list(persons, [], start - 40 * dayMs), list(persons)],
      start,
      'accepted',
    ],
    [
      'the serial in the list of another authority',
      [...goodLists, list(organisations, [doctor.serial])],
      start,
      'accepted',
    ],
    [
      'revoked by a list out of date',
      [list(root), list(persons, [doctor.serial], start - 40 * dayMs)],
      start,
      'operator-certificate-revoked (revoked)',
    ],
    [
      'revoked by one list of two',
      [list(root), list(persons), list(persons, [doctor.serial])],
      start,
      'operator-certificate-revoked (revoked)',
    ],
    ['a damaged list', [list(root), list(persons).subarray(0, -1)], start, unknown],
  ]
  it.each(rows)('%s', async (_, lists, at, expected) => {
    expect(await verdict([doctor.certificate], 'account', lists, at)).toBe(expected)
  })

  it('a revoked authority takes its certificates with it', async () => {
    const serial = '51'
    const sub = handMade(authorityName, subKey, root, {
      ...asAuthority,
      serial: Buffer.from(serial, 'hex'),
    })
    const lists = [list(root, [serial]), list(subIssuer)]
    expect(await verdict([underSub, sub], 'account', lists)).toBe(
      'operator-certificate-revoked (revoked)',
    )
  })

  it('a new list changes a cached verdict, and so does time', async () => {
    let lists = goodLists
    let now = start
    const validator = createCertificateValidator({
      anchors: [certificatePem(root.certificate)],
      intermediates: [certificatePem(persons.certificate)],
      crls: () => lists,
      clock: { now: () => now },
      crlCheckMs: 0,
    })
    const ask = () => validator.validate([doctor.certificate], 'account')
    expect((await ask()).ok).toBe(true)
    expect(await ask()).toBe(await ask())
    lists = [list(root), list(persons, [doctor.serial])]
    expect(await ask()).toEqual({ ok: false, error: 'operator-certificate-revoked' })
    lists = goodLists
    expect((await ask()).ok).toBe(true)
    now = start + 31 * dayMs
    expect(await ask()).toEqual({ ok: false, error: 'revocation-unknown' })
  })
})

it('says in French that a configured authority is unreadable', () => {
  const make = (anchors: string[]) => () =>
    createCertificateValidator({
      anchors,
      intermediates: [],
      crls: () => [],
      clock: { now: () => start },
    })
  expect(make([])).toThrow('Aucun certificat')
  const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'
  expect(make([broken])).toThrow('illisible')
})
