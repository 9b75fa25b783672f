import type { MemberRight } from '../../domain/account.js'
import { insKey } from '../../domain/ins.js'
import type { ProfileState, Sex } from '../../domain/profile.js'

/**
 * Fictitious people only. Keys are right where there is one (RPPS and FINESS end with a Luhn digit,
 * the INS with its own), numbers begin as no attributed one does (99), domains are reserved (RFC
 * 6761 `.test`), INS are of the test OID.
 */
export const sampleDomains = {
  professional: 'demo.mss.test',
  citizen: 'patient.mss.test',
  neighbour: 'autre-operateur.mss.test',
} as const

export const sampleHosts = {
  ours: 'passerelle.demo.mss.test',
  neighbour: 'passerelle.autre-operateur.mss.test',
} as const

/** ISO/IEC 7812 check digit. */
function withLuhnKey(digits: string): string {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i])
    const doubled = i % 2 === 0 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return `${digits}${(10 - (sum % 10)) % 10}`
}

/** `8` + RPPS of 11 digits. */
const rpps = (order: number): string => `8${withLuhnKey(`99900${String(order).padStart(5, '0')}`)}`
/** `1` + FINESS of 9 digits. */
const finess = (order: number): string => `1${withLuhnKey(`9900${String(order).padStart(4, '0')}`)}`

export const sampleStructures = {
  hospital: {
    identifier: finess(17),
    organisation: 'Centre hospitalier des Trois Vallées',
    department: 'Savoie (73)',
  },
  pharmacy: {
    identifier: finess(42),
    organisation: 'Pharmacie du Port',
    department: 'Finistère (29)',
  },
  neighbour: {
    identifier: finess(73),
    organisation: 'GCS Santé Littoral Numérique',
    department: 'Gironde (33)',
  },
} as const

export interface SamplePerson {
  readonly key: string
  readonly displayName: string
  readonly surname: string
  readonly givenName: string
  readonly profession: string
  /** Null: no certificate, an application password only (secretaries). */
  readonly nationalId: string | null
}

export const samplePersons = [
  {
    key: 'claire.morel',
    displayName: 'Dr Claire MOREL',
    surname: 'MOREL',
    givenName: 'CLAIRE',
    profession: 'Médecin',
    nationalId: rpps(101),
  },
  {
    key: 'antoine.girard',
    displayName: 'Dr Antoine GIRARD',
    surname: 'GIRARD',
    givenName: 'ANTOINE',
    profession: 'Médecin',
    nationalId: rpps(102),
  },
  {
    key: 'sophie.lambert',
    displayName: 'Sophie LAMBERT',
    surname: 'LAMBERT',
    givenName: 'SOPHIE',
    profession: 'Infirmier',
    nationalId: rpps(103),
  },
  {
    key: 'julien.faure',
    displayName: 'Julien FAURE',
    surname: 'FAURE',
    givenName: 'JULIEN',
    profession: 'Pharmacien',
    nationalId: rpps(104),
  },
] as const satisfies readonly SamplePerson[]

export type SamplePersonKey = (typeof samplePersons)[number]['key']

export interface SampleAccountPlan {
  readonly kind: 'personal' | 'organisational' | 'applicative'
  readonly local: string
  readonly displayName: string
  readonly entity: string
  readonly owner: SamplePersonKey | null
  readonly members: readonly { readonly person: SamplePersonKey; readonly right: MemberRight }[]
  readonly structure: keyof typeof sampleStructures
  readonly acceptsPatientsFirst: boolean
}

const account = (
  plan: Pick<SampleAccountPlan, 'kind' | 'local' | 'displayName'> & Partial<SampleAccountPlan>,
): SampleAccountPlan => ({
  entity: sampleStructures.hospital.organisation,
  owner: null,
  members: [],
  structure: 'hospital',
  acceptsPatientsFirst: false,
  ...plan,
})

export const sampleAccountPlans: readonly SampleAccountPlan[] = [
  account({
    kind: 'personal',
    local: 'claire.morel',
    displayName: 'Dr Claire MOREL',
    owner: 'claire.morel',
  }),
  account({
    kind: 'personal',
    local: 'antoine.girard',
    displayName: 'Dr Antoine GIRARD',
    entity: 'Cabinet médical des Tilleuls',
    owner: 'antoine.girard',
  }),
  account({
    kind: 'organisational',
    local: 'cardiologie',
    displayName: 'Service de cardiologie',
    members: [
      { person: 'claire.morel', right: 'manage' },
      { person: 'sophie.lambert', right: 'answer' },
    ],
  }),
  account({
    kind: 'applicative',
    local: 'dpi',
    displayName: 'Dossier patient informatisé',
  }),
  account({
    kind: 'organisational',
    local: 'pharmacie.du.port',
    displayName: 'Pharmacie du Port',
    entity: sampleStructures.pharmacy.organisation,
    members: [{ person: 'julien.faure', right: 'manage' }],
    structure: 'pharmacy',
    acceptsPatientsFirst: true,
  }),
]

export interface SamplePatientPlan {
  /** Portal sign-in name: never the INS. */
  readonly login: string
  /** As people write it; the traits below are as the identity service gives them. */
  readonly displayName: string
  readonly matricule: string
  readonly birthName: string
  readonly usedName: string
  readonly firstNames: readonly string[]
  readonly birthDate: string
  readonly sex: Sex
  readonly state: ProfileState
}

const patient = (
  thirteen: string,
  names: readonly [
    login: string,
    displayName: string,
    usedName: string,
    birthName: string,
    ...firstNames: string[],
  ],
  born: readonly [birthDate: string, sex: Sex],
  state: ProfileState,
): SamplePatientPlan => {
  const [login, displayName, usedName, birthName, ...firstNames] = names
  const [birthDate, sex] = born
  const matricule = `${thirteen}${insKey(thirteen)}`
  return { login, displayName, matricule, usedName, birthName, firstNames, birthDate, sex, state }
}

export const samplePatientPlans: readonly SamplePatientPlan[] = [
  patient(
    '2880699999001',
    ['lea.bernard', 'Léa BERNARD', 'BERNARD', 'BERNARD', 'LEA'],
    ['1988-06-14', 'female'],
    'open',
  ),
  // Born in Corsica: the key counts 2A as 19 (mssante.md §2.1).
  patient(
    '154112A999002',
    ['ange.rossi', 'Ange ROSSI', 'ROSSI', 'ROSSI', 'ANGE', 'DOMINIQUE'],
    ['1954-11-03', 'male'],
    'open',
  ),
  patient(
    '2410299999003',
    ['marguerite.petit', 'Marguerite PETIT', 'PETIT', 'CARON', 'MARGUERITE'],
    ['1941-02-21', 'female'],
    'not-created',
  ),
  patient(
    '1720899999004',
    ['karim.haddad', 'Karim HADDAD', 'HADDAD', 'HADDAD', 'KARIM'],
    ['1972-08-30', 'male'],
    'opposed',
  ),
  patient(
    '2310199999005',
    ['yvonne.leroy', 'Yvonne LEROY', 'LEROY', 'GUERIN', 'YVONNE'],
    ['1931-01-09', 'female'],
    'deceased',
  ),
]
