import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import {
  type ApiCaller,
  type ApiClient,
  type ApiClientFault,
  addApiClient,
  listApiClients,
  type NewApiClient,
  revokeApiClient,
} from '../document-vault/fhir/api-clients.js'
import { type Answer, done, exitCodes, failed } from './answer.js'
import { acting, bareCommand, command, type Frame } from './command-frame.js'
import { instant, nationalId } from './option-values.js'
import { dateText, textTable } from './text-table.js'
import { configOf } from './tool-store.js'

const faultTexts: Readonly<Record<ApiClientFault, string>> = {
  'subject-malformed': 'sujet de certificat incorrect, par exemple CN=logiciel,O=Cabinet,C=FR',
  'fingerprint-malformed': 'empreinte SHA-256 incorrecte',
  'caller-malformed': 'appelant incomplet',
  'too-many-clients': 'trop de clients : révoquez et retirez ceux qui ne servent plus',
  'unknown-client': 'client inconnu',
  'file-malformed': 'clients.json est abîmé : remettez celui d’une sauvegarde',
}
const refusedBy = (fault: ApiClientFault): Answer => ({
  ...failed(exitCodes.refused, faultTexts[fault]),
  reason: fault,
})

/** What the file holds but the digest of the secret. */
const view = ({ credential, ...client }: ApiClient) => ({ ...client, credential: credential.kind })

interface AddOptions {
  readonly label: string
  readonly certificate?: string
  readonly expires?: number
  readonly software?: string
  readonly professional?: string
  readonly name?: string
  readonly profession?: string
  readonly speciality?: string
  readonly structure: string
  readonly structureName?: string
}

function callerOf(options: AddOptions): ApiCaller | null {
  const { software, professional, name, profession, structure } = options
  if ((software === undefined) === (professional === undefined)) return null
  if (software !== undefined) return { kind: 'software', name: software, structureId: structure }
  if (professional === undefined || name === undefined || profession === undefined) return null
  return {
    kind: 'professional',
    nationalId: professional,
    name,
    profession,
    speciality: options.speciality ?? null,
    structureName: options.structureName ?? '',
    structureId: structure,
  }
}

const credentialOf = ({ certificate }: AddOptions): NewApiClient['credential'] =>
  certificate === undefined
    ? { kind: 'token' }
    : {
        kind: 'certificate-fingerprint',
        sha256: new X509Certificate(readFileSync(certificate)).fingerprint256,
      }

async function add(frame: Frame, options: AddOptions): Promise<Answer> {
  const found = configOf(frame)
  if (!found.ok) return found
  const caller = callerOf(options)
  if (caller === null)
    return failed(
      exitCodes.usage,
      'indiquez --software, ou bien --professional avec --name et --profession',
    )
  const { label, expires } = options
  const client = { label, caller, expiresAt: expires ?? null, credential: credentialOf(options) }
  const added = addApiClient(frame.folder.vault, client, frame.now())
  if (!added.ok) return refusedBy(added.error)
  const { token } = added.value
  return done(
    { ...view(added.value.client), token },
    token === null
      ? `Client ${added.value.client.id} ajouté, par certificat`
      : `Client ${added.value.client.id} ajouté. Jeton, montré cette seule fois :\n${token}`,
  )
}

const addCommand = (): Command =>
  command('add', 'autorise un logiciel ou un professionnel à appeler l’interface FHIR')
    .requiredOption('--label <nom>', 'pour le reconnaître dans la liste')
    .requiredOption('--structure <identifiant>', 'structure, par exemple 1 puis le FINESS')
    .option('--software <nom>', 'un logiciel : il alimente les dossiers et ne lit rien')
    .option('--professional <identifiant>', 'un professionnel : 8 puis le RPPS', nationalId)
    .option('--name <nom>', 'nom du professionnel')
    .option('--profession <code>', 'TRE_G15 : 10 médecin, 60 infirmier…')
    .option('--speciality <code>', 'TRE_R38, par exemple SM26')
    .option('--structure-name <nom>', 'nom de la structure')
    .option('--certificate <fichier>', 'certificat client (PEM) ; sans lui, un jeton est créé')
    .option('--expires <date>', 'jusqu’à cette date (AAAA-MM-JJ)', instant)
    .action(acting<AddOptions>(add))

const listCommand = (): Command =>
  command('list', 'clients de l’interface FHIR').action(
    acting(async (frame) => {
      const found = configOf(frame)
      if (!found.ok) return found
      const clients = listApiClients(frame.folder.vault)
      if (!clients.ok) return refusedBy(clients.error)
      const rows = clients.value.map((client) => [
        client.id,
        client.label,
        client.caller.kind === 'software' ? 'logiciel' : 'professionnel',
        client.caller.name,
        client.credential.kind === 'token' ? 'jeton' : 'certificat',
        client.revokedAt !== null
          ? `révoqué le ${dateText(client.revokedAt)}`
          : client.expiresAt === null
            ? 'actif'
            : `jusqu’au ${dateText(client.expiresAt)}`,
      ])
      const head = ['Client', 'Nom', 'Nature', 'Appelant', 'Preuve', 'État']
      return done(clients.value.map(view), textTable(head, rows))
    }),
  )

const revokeCommand = (): Command =>
  command('revoke', 'retire son accès à un client')
    .argument('<client>', 'identifiant donné par « mss vault client list »')
    .action(
      acting<object, [string]>(async (frame, _options, id) => {
        const found = configOf(frame)
        if (!found.ok) return found
        const revoked = revokeApiClient(frame.folder.vault, id, frame.now())
        if (!revoked.ok) return refusedBy(revoked.error)
        return done(view(revoked.value), `Client ${id} : révoqué`)
      }),
    )

export const apiClients = (): Command =>
  bareCommand('client', 'accès à l’interface FHIR du coffre')
    .addCommand(addCommand())
    .addCommand(listCommand())
    .addCommand(revokeCommand())
