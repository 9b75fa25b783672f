import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Account } from '../../domain/account.js'
import { systemClock } from '../../domain/clock.js'
import { asAccountId } from '../../domain/ids.js'
import { silentLog } from '../../domain/log.js'
import type { Reason } from '../../domain/reasons.js'
import { err, ok, type Result } from '../../domain/result.js'
import type {
  Identity,
  MailFlows,
  MailPath,
  MailTransaction,
  OperatorSession,
  RecipientPath,
  SignIn,
  SubmissionSession,
} from '../../gateway/flows/contract.js'
import type { GatewaySettings, ServerTls } from '../../gateway/settings.js'
import { createCertificateValidator } from '../../pki/certificate-validator.js'
import { createDevelopmentTrustSpace } from '../../pki/development-authority.js'
import type { IdentityFiles } from '../../pki/development-plan.js'

/** What tests of the listeners share: a trust space, a flow that records and one doctor. */
export const doctorAddress = 'claire.morel@cabinet.mssante.fr'
export const doctorPassword = 'mot de passe applicatif'

export const rigSettings: GatewaySettings = {
  hostName: 'smtp.cabinet.mssante.fr',
  localDomains: new Set(['cabinet.mssante.fr']),
  citizenDomain: 'patient.mssante.fr',
  environment: 'test',
  development: true,
  filesDocuments: true,
  tellsPatientsAfterMs: null,
}

const operator = (name: string, domain: string) => ({
  name,
  host: `smtp.${domain}`,
  otherHosts: ['127.0.0.1', 'localhost'],
  identifier: '1750000018',
  organisation: `OPERATEUR ${name}`,
  department: 'Paris (75)',
  domains: [domain],
})

export interface ClientTls {
  readonly key: string
  readonly cert: string
}

/** Certificates of two operators and of one doctor, and the validator that trusts them. */
export function openTrustSpace() {
  const space = createDevelopmentTrustSpace(mkdtempSync(join(tmpdir(), 'mss-smtp-')), {
    development: true,
    createdAt: Date.now(),
    operators: [operator('local', 'cabinet.mssante.fr'), operator('voisin', 'voisin.mssante.fr')],
    accounts: [
      {
        kind: 'personal',
        address: doctorAddress,
        nationalId: '899700000001',
        surname: 'MOREL',
        givenName: 'CLAIRE',
        profession: 'Médecin',
      },
    ],
    pkcs12Password: 'essai',
  })
  if (!space.ok) throw new Error(space.error.says)
  const pem = (file: string): string => readFileSync(file, 'utf8')
  const read = (files: IdentityFiles): ClientTls => ({ key: pem(files.key), cert: pem(files.cert) })
  const ca = pem(space.value.ca)
  const server: ServerTls = { ...read(space.value.server), clientCa: [ca] }
  return {
    space: space.value,
    ca,
    server,
    neighbour: read(space.value.operators['voisin']!),
    neighbourSubject: space.value.operators['voisin']!.subjectText,
    doctor: read(space.value.accounts[doctorAddress]!),
    doctorSubject: space.value.accounts[doctorAddress]!.subjectText,
    validator: createCertificateValidator({
      anchors: [pem(space.value.root)],
      intermediates: [pem(space.value.organisations), pem(space.value.persons)],
      crls: space.value.crlFolder,
      clock: systemClock,
    }),
  }
}
export type TrustSpace = ReturnType<typeof openTrustSpace>

export interface RecordedTransaction {
  readonly session: OperatorSession | SubmissionSession
  readonly calls: string[]
  sender: MailPath | null
  readonly recipients: RecipientPath[]
  /** The body as the flow read it; null until `message` was called. */
  body: string | null
  complete: boolean | null
}

/** Verdicts that a test wants other than ok, by address; `message` for the body. */
export type Verdicts = Partial<Record<string, Reason>>

/** Accepts all but what `verdicts` names, and writes down each call. */
export function recordingFlows(verdicts: Verdicts = {}, held?: Promise<void>) {
  const transactions: RecordedTransaction[] = []
  const verdict = (key: string): Result<void, Reason> => {
    const reason = verdicts[key]
    return reason === undefined ? ok(undefined) : err(reason)
  }
  const begin = (session: OperatorSession | SubmissionSession): MailTransaction => {
    const recorded: RecordedTransaction = {
      session,
      calls: [],
      sender: null,
      recipients: [],
      body: null,
      complete: null,
    }
    transactions.push(recorded)
    return {
      sender: (path) => {
        recorded.calls.push('sender')
        recorded.sender = path
        if ('peer' in session && !session.peer.ok) return Promise.resolve(session.peer)
        return Promise.resolve(verdict(path.address))
      },
      recipient: (path) => {
        recorded.calls.push('recipient')
        recorded.recipients.push(path)
        return Promise.resolve(verdict(path.address))
      },
      message: async (body, isComplete) => {
        recorded.calls.push('message')
        const pieces: Buffer[] = []
        for await (const piece of body) pieces.push(Buffer.from(piece))
        recorded.body = Buffer.concat(pieces).toString('latin1')
        recorded.complete = isComplete()
        await held
        const answer = verdict('message')
        if (!answer.ok) return answer
        return isComplete()
          ? ok({ queueId: `Q${transactions.length}` })
          : err('message-malformed' as const)
      },
      abandon: () => {
        recorded.calls.push('abandon')
        return Promise.resolve()
      },
    }
  }
  const flows: MailFlows = { receive: begin, submit: begin }
  return { flows, transactions }
}

const doctor: Account = {
  id: asAccountId(1),
  kind: 'personal',
  address: doctorAddress,
  displayName: 'Dr Claire MOREL',
  entity: '',
  state: 'active',
  acceptsPatientsFirst: false,
  ownerId: null,
  quotaBytes: 0,
  seenMarks: 'shared',
  sentCopy: false,
  documentForwarding: 'ask',
  absence: null,
  createdAt: 0,
}

const identityVia = (via: Identity['via']): Identity => ({
  account: doctor,
  person: null,
  right: 'manage',
  via,
  credentialId: null,
  actor: { kind: 'account', accountId: doctor.id, label: doctor.displayName },
})

/** One doctor, by certificate or by application password. */
export function doctorSignIn(subject: string): SignIn {
  return {
    identitiesOf: (certificate) =>
      Promise.resolve(certificate.subjectText === subject ? [identityVia('certificate')] : []),
    external: (certificate, authorizationId) =>
      Promise.resolve(
        certificate === null
          ? err('sign-in-certificate-missing')
          : certificate.subjectText === subject && ['', doctorAddress].includes(authorizationId)
            ? ok(identityVia('certificate'))
            : err('sign-in-failed'),
      ),
    stands: () => Promise.resolve(true),
    password: ({ authorizationId, authenticationId, password }) =>
      Promise.resolve(
        authenticationId === doctorAddress &&
          ['', doctorAddress].includes(authorizationId) &&
          password === doctorPassword
          ? ok(identityVia('password'))
          : err('sign-in-failed'),
      ),
  }
}

export const rigCommon = { settings: rigSettings, log: silentLog, clock: systemClock }
