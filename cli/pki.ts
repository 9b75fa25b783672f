import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import type { Account } from '../domain/account.js'
import { sampleTrustSpace } from '../gateway/development/sample-trust.js'
import {
  addDevelopmentAccounts,
  type DevelopmentFault,
  openDevelopmentTrustSpace,
  renewDevelopmentCrls,
  revokeDevelopmentCertificate,
} from '../pki/development-authority.js'
import type { AccountCertificatePlan } from '../pki/development-plan.js'
import { putCertificate } from './account-certificate.js'
import { type Answer, done, exitCodes, type Failed, failed, refused } from './answer.js'
import { acting, bareCommand, command, type Frame } from './command-frame.js'
import { shownPath } from './info.js'
import { address } from './option-values.js'
import { textTable } from './text-table.js'
import { accountAt, configOf, type Tool, withStore } from './tool-store.js'

const onlyDevelopment = failed(
  exitCodes.refused,
  "l'autorité de développement est refusée en production : demandez vos certificats à l'IGC-Santé",
)
const faulty = (fault: DevelopmentFault): Failed => failed(exitCodes.refused, fault.says)

/** Every pki command first makes sure of the mode. */
const inDevelopment =
  <Options, Arguments extends unknown[]>(
    action: (frame: Frame, options: Options, ...rest: Arguments) => Promise<Answer>,
  ) =>
  async (frame: Frame, options: Options, ...rest: Arguments): Promise<Answer> => {
    // The files that the configuration names are what these commands make.
    const found = configOf(frame, { checkFiles: false })
    if (!found.ok) return found
    return found.config.mode === 'development' ? action(frame, options, ...rest) : onlyDevelopment
  }

const init = () =>
  command('init', "crée l'espace de confiance de développement s'il manque, ou le complète").action(
    acting(
      inDevelopment(async (frame) => {
        const space = sampleTrustSpace(frame.folder, frame.now())
        if (!space.ok) return faulty(space.error)
        return done(space.value, `Espace de confiance : ${shownPath(space.value.folder)}`)
      }),
    ),
  )

interface IssueOptions {
  readonly identifier?: string
  readonly profession: string
}

/** `Dr Claire MOREL`: capitals are the surname, as the directory of health writes names. */
function namesOf(displayName: string): { surname: string; givenName: string } {
  const words = displayName.replace(/^(Dr|Pr|M\.|Mme)\s+/, '').split(/\s+/)
  const surname = words.filter((word) => word === word.toLocaleUpperCase('fr-FR'))
  const given = words.filter((word) => !surname.includes(word))
  return {
    surname: (surname.length > 0 ? surname : words).join(' '),
    givenName: (given.length > 0 ? given : words).join(' ').toLocaleUpperCase('fr-FR'),
  }
}

async function planFor(
  tool: Tool,
  account: Account,
  options: IssueOptions,
): Promise<AccountCertificatePlan | Failed> {
  if (account.kind === 'patient')
    return failed(exitCodes.refused, "un usager n'a pas de certificat")
  if (account.kind === 'personal') {
    const owner = account.ownerId === null ? null : await tool.store.read.person(account.ownerId)
    if (!owner?.nationalId)
      return failed(exitCodes.refused, "le titulaire n'a pas d'identifiant national (RPPS)")
    const names = namesOf(owner.displayName)
    const { nationalId } = owner
    const { profession } = options
    return { kind: 'personal', address: account.address, nationalId, profession, ...names }
  }
  if (options.identifier === undefined)
    return failed(exitCodes.usage, '--identifier : 1 puis le FINESS, ou 3 puis le SIRET')
  return {
    kind: account.kind,
    address: account.address,
    commonName: account.displayName,
    identifier: options.identifier,
    organisation: account.entity || account.displayName,
    department: 'Paris (75)',
  }
}

async function issue(tool: Tool, at: string, options: IssueOptions): Promise<Answer> {
  const found = await accountAt(tool, at)
  if (!found.ok) return found
  const plan = await planFor(tool, found.account, options)
  if ('ok' in plan) return plan
  const space = addDevelopmentAccounts(tool.frame.folder.pki, [plan], tool.frame.now())
  if (!space.ok) return faulty(space.error)
  const files = space.value.accounts[at]!
  const put = await putCertificate(
    tool,
    found.account,
    files.subjectText,
    'Certificat de développement',
  )
  // Issued and registered before: the same files are shown again.
  if (!put.ok && put.reason !== 'already-exists') return refused(put.reason, at)
  const rows = [
    ['Certificat', shownPath(files.cert)],
    ['Clé', shownPath(files.key)],
    ['PKCS#12', shownPath(files.pkcs12)],
    ['Sujet', files.subjectText],
    ['Numéro', files.serial],
  ]
  return done({ address: at, ...files }, textTable(['Fichier', 'Chemin'], rows))
}

const list = () =>
  command('list', 'certificats de développement').action(
    acting(
      inDevelopment(async (frame) => {
        const space = openDevelopmentTrustSpace(frame.folder.pki)
        if (!space.ok) return faulty(space.error)
        const { operators, accounts } = space.value
        const rows = [
          ...Object.entries(operators).map(([name, files]) => ({ name, ...files })),
          ...Object.entries(accounts).map(([name, files]) => ({ name, ...files })),
        ]
        return done(
          rows,
          textTable(
            ['Nom', 'Numéro', 'Sujet'],
            rows.map((row) => [row.name, row.serial, row.subjectText]),
          ),
        )
      }),
    ),
  )

/** By mailbox address, operator name or serial number. */
async function revoke(frame: Frame, _options: object, which: string): Promise<Answer> {
  const space = openDevelopmentTrustSpace(frame.folder.pki)
  if (!space.ok) return faulty(space.error)
  const { operators, accounts } = space.value
  const known = { ...operators, ...accounts }
  const files =
    known[which] ?? Object.values(known).find(({ serial }) => serial === which.toLowerCase())
  if (files === undefined) return refused('not-found', `certificat « ${which} »`)
  // Persons' subjects have no OU (mssante.md §5); structures' always do.
  const authority = /(^|,)OU=/.test(files.subjectText) ? 'organisations' : 'persons'
  const revoked = revokeDevelopmentCertificate(
    frame.folder.pki,
    authority,
    files.serial,
    frame.now(),
  )
  if (!revoked.ok) return faulty(revoked.error)
  return done({ serial: files.serial, authority }, `Certificat ${files.serial} : révoqué`)
}

const renew = () =>
  command('renew-crl', 'réémet les listes de révocation proches de leur fin').action(
    acting(
      inDevelopment(async (frame) => {
        const renewed = renewDevelopmentCrls(frame.folder.pki, frame.now())
        if (!renewed.ok) return faulty(renewed.error)
        const files = readdirSync(join(frame.folder.pki, 'crl'))
        return done({ files }, `Listes à jour : ${files.join(', ')}`)
      }),
    ),
  )

export const pkiCommand = (): Command =>
  bareCommand('pki', 'autorité de certification de développement (refusée en production)')
    .addCommand(init())
    .addCommand(
      command('issue', 'délivre et rattache un certificat à une boîte')
        .argument('<adresse>', 'adresse de la boîte', address)
        .option('--identifier <identifiant>', 'de la structure : 1 puis FINESS, 3 puis SIRET')
        .option('--profession <profession>', 'du titulaire', 'Médecin')
        .action(
          acting(
            inDevelopment<IssueOptions, [string]>((frame, options, at) =>
              withStore(frame, (tool) => issue(tool, at, options)),
            ),
          ),
        ),
    )
    .addCommand(
      command('revoke', 'révoque un certificat')
        .argument('<certificat>', 'adresse, nom d’opérateur ou numéro de série')
        .action(acting(inDevelopment<object, [string]>(revoke))),
    )
    .addCommand(list())
    .addCommand(renew())
