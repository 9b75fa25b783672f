import type { Command } from 'commander'
import type { Account } from '../domain/account.js'
import { asGivenName } from '../domain/given-name.js'
import { environmentOfOid, insOid } from '../domain/ins.js'
import type { PatientSettings } from '../domain/patient-settings.js'
import type { Profile, ProfileState, Sex } from '../domain/profile.js'
import { profileStateBatch } from '../gateway/flows/patient/profile-state.js'
import { newRecordLifeJob } from '../gateway/flows/record/vault-job.js'
import type { NewJob } from '../mailbox-store/contract.js'
import { type Answer, done, exitCodes, failed, refused } from './answer.js'
import { acting, bareCommand, command } from './command-frame.js'
import { profileStateText } from './info.js'
import { birthDate, matricule, oneOf } from './option-values.js'
import { generateProfiles } from './profile-generate.js'
import { profileSignInCommands } from './profile-sign-in.js'
import { textTable } from './text-table.js'
import { accountAt, administratorTrace, allAccounts, type Tool, withStore } from './tool-store.js'

const states = ['not-created', 'open', 'opposed', 'closed', 'deceased'] as const
const oidNames = {
  nir: insOid.nir,
  nia: insOid.nia,
  'nir-test': insOid.nirTest,
  'nir-demo': insOid.nirDemo,
}

interface CreateOptions {
  readonly birthName: string
  readonly usedName?: string
  readonly firstNames: string
  readonly birthDate: string
  readonly sex: Sex
  readonly state: ProfileState
  readonly oid?: keyof typeof oidNames
}

const addressOf = (tool: Tool, ins: string): string =>
  `${ins.toLowerCase()}@${tool.config.citizenDomain}`

const capitals = (text: string): string => text.trim().toLocaleUpperCase('fr-FR')

async function create(tool: Tool, ins: string, options: CreateOptions): Promise<Answer> {
  const { environment } = tool.config
  const oid = oidNames[options.oid ?? (environment === 'test' ? 'nir-test' : 'nir')]
  if (environmentOfOid(oid) !== environment)
    return failed(
      exitCodes.refused,
      `seules des identités ${environment === 'test' ? 'de test' : 'réelles'} sont admises ici`,
    )
  const firstNames = options.firstNames
    .split(',')
    .map(capitals)
    .filter((name) => name !== '')
  const birthName = capitals(options.birthName)
  if (firstNames.length === 0 || birthName === '')
    return failed(exitCodes.usage, 'nom de naissance et prénoms attendus')
  const usedName = capitals(options.usedName ?? options.birthName)
  const account: Omit<Account, 'id'> = {
    kind: 'patient',
    address: addressOf(tool, ins),
    displayName: `${asGivenName(firstNames[0]!)} ${usedName}`,
    entity: '',
    state: 'active',
    acceptsPatientsFirst: false,
    ownerId: null,
    quotaBytes: tool.config.citizen.quotaBytes,
    seenMarks: 'shared',
    sentCopy: false,
    documentForwarding: 'ask',
    absence: null,
    createdAt: tool.frame.now(),
  }
  const { birthDate: born, sex, state } = options
  const profile: Omit<Profile, 'accountId'> = {
    matricule: ins,
    insOid: oid,
    birthName,
    usedName,
    firstNames,
    birthDate: born,
    sex,
    state,
  }
  return putPatient(tool, account, profile)
}

/** In the same commit: the vault opens or closes the record, whatever stops in between. */
const recordLife = ({ config, frame }: Tool, address: string): NewJob[] =>
  config.vault.enabled ? [newRecordLifeJob(address, frame.now())] : []

async function putPatient(
  tool: Tool,
  account: Omit<Account, 'id'>,
  profile: Omit<Profile, 'accountId'>,
): Promise<Answer> {
  const detail = { change: 'create', state: profile.state }
  const trace = administratorTrace(tool, { action: 'profile.change', accountId: null, detail })
  const committed = await tool.store.commit({
    jobs: recordLife(tool, account.address),
    traces: [{ ...trace, accountIndex: 0 }],
    operations: [
      { op: 'put-account', account },
      // The id is that of operation 0; the engine puts it in.
      {
        op: 'put-profile',
        profile: { ...profile, accountId: 0 as Profile['accountId'] },
        accountIndex: 0,
      },
    ],
  })
  if (!committed.ok) return refused(committed.reason, 'cet usager')
  const outcome = committed.outcomes[0]
  if (outcome?.op !== 'put-account') throw new Error('put-account without its outcome')
  const { accountId } = outcome
  return done(
    { accountId, state: profile.state },
    `Usager créé, boîte ${accountId}, profil ${profileStateText[profile.state]}`,
  )
}

async function change(tool: Tool, ins: string, state: ProfileState): Promise<Answer> {
  const found = await accountAt(tool, addressOf(tool, ins))
  if (!found.ok) return refused('patient-unknown')
  const accountId = found.account.id
  const before = (await tool.store.read.profile(accountId))?.state ?? null
  const { actor } = tool.frame
  const filesDocuments = tool.config.vault.enabled
  const at = tool.frame.now()
  const committed = await tool.store.commit(
    profileStateBatch({ account: found.account, before, to: state, actor, at, filesDocuments }),
  )
  if (!committed.ok) return refused(committed.reason)
  return done(
    { accountId, before, state },
    `Profil de la boîte ${accountId} : ${profileStateText[state]}`,
  )
}

const list = () =>
  command('list', 'liste les usagers et l’état de leur profil')
    .option('--state <état>', states.join(', '), oneOf(...states))
    .action(
      acting<{ state?: ProfileState }>((frame, { state }) =>
        withStore(frame, async (tool) => {
          const rows: { account: Account; profile: Profile }[] = []
          for await (const account of allAccounts(tool)) {
            if (account.kind !== 'patient') continue
            const profile = await tool.store.read.profile(account.id)
            if (profile !== null && (state === undefined || profile.state === state))
              rows.push({ account, profile })
          }
          return done(
            rows,
            textTable(
              ['Boîte', 'Matricule', 'Nom', 'Profil'],
              rows.map(({ account, profile }) => [
                account.id,
                profile.matricule,
                account.displayName,
                profileStateText[profile.state],
              ]),
            ),
          )
        }),
      ),
    )

const sexText: Record<Sex, string> = { male: 'masculin', female: 'féminin', unknown: 'inconnu' }

const emailText = ({ notificationEmail, emailVerifiedAt }: PatientSettings): string =>
  notificationEmail === null
    ? '—'
    : `${notificationEmail}${emailVerifiedAt === null ? ' (non vérifié)' : ''}`

const profileRows = (profile: Profile, settings: PatientSettings): readonly string[][] => [
  ['Boîte', String(profile.accountId)],
  ['Matricule', profile.matricule],
  ["OID de l'INS", profile.insOid],
  ['Nom de naissance', profile.birthName],
  ['Nom utilisé', profile.usedName],
  ['Prénoms', profile.firstNames.join(', ')],
  ['Date de naissance', profile.birthDate],
  ['Sexe', sexText[profile.sex]],
  ['Profil', profileStateText[profile.state]],
  ['Courriel de notification', emailText(settings)],
]

const show = () =>
  command('show', 'un usager en détail')
    .argument('<matricule>', 'INS, 15 caractères', matricule)
    .action(
      acting<object, [string]>((frame, _options, ins) =>
        withStore(frame, async (tool) => {
          const account = await tool.store.read.accountByAddress(addressOf(tool, ins))
          const profile = account && (await tool.store.read.profile(account.id))
          if (!account || !profile) return refused('patient-unknown')
          const settings = await tool.store.read.patientSettings(account.id)
          const rows = profileRows(profile, settings)
          return done({ account, profile, settings }, textTable(['Rubrique', 'Valeur'], rows))
        }),
      ),
    )

const createCommand = () =>
  command('create', 'crée un usager et sa boîte')
    .argument('<matricule>', 'INS, 15 caractères', matricule)
    .requiredOption('--birth-name <nom>', 'nom de naissance')
    .option('--used-name <nom>', 'nom utilisé, sinon le nom de naissance')
    .requiredOption('--first-names <prénoms>', 'prénoms de naissance, séparés par des virgules')
    .requiredOption('--birth-date <date>', 'AAAA-MM-JJ', birthDate)
    .requiredOption('--sex <sexe>', 'male, female ou unknown', oneOf('male', 'female', 'unknown'))
    .option('--state <état>', states.join(', '), oneOf(...states), 'open')
    .option(
      '--oid <nature>',
      'nir, nia, nir-test ou nir-demo',
      oneOf('nir', 'nia', 'nir-test', 'nir-demo'),
    )
    .action(
      acting<CreateOptions, [string]>((frame, options, ins) =>
        withStore(frame, (tool) => create(tool, ins, options)),
      ),
    )

export const profileCommand = (): Command => {
  const profile = bareCommand(
    'profile',
    'usagers : identité, état du profil Mon espace santé, connexion au portail',
  )
    .addCommand(list())
    .addCommand(show())
    .addCommand(createCommand())
    .addCommand(generateProfiles())
    .addCommand(
      command('state', "change l'état du profil")
        .argument('<matricule>', 'INS, 15 caractères', matricule)
        .argument('<état>', states.join(', '), oneOf(...states))
        .action(
          acting<object, [string, ProfileState]>((frame, _options, ins, state) =>
            withStore(frame, (tool) => change(tool, ins, state)),
          ),
        ),
    )
  for (const own of profileSignInCommands()) profile.addCommand(own)
  return profile
}
