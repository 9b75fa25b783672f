import type { Command } from 'commander'
import type { Account, Credential } from '../domain/account.js'
import { done, refused } from './answer.js'
import { type SubjectFile, subjectOfFile } from './certificate-file.js'
import { acting, command } from './command-frame.js'
import { address } from './option-values.js'
import { accountAt, administratorTrace, type Tool, withStore } from './tool-store.js'

/**
 * Registers a certificate: for the owner of a personal account (it then opens all that the person
 * may open), for the account itself where it is a team's or a software's.
 */
export async function putCertificate(
  tool: Tool,
  account: Pick<Account, 'id' | 'ownerId'>,
  subject: string,
  label: string,
) {
  const holder: Pick<Credential, 'accountId' | 'personId'> =
    account.ownerId === null
      ? { accountId: account.id, personId: null }
      : { accountId: null, personId: account.ownerId }
  const held = await tool.store.read.credentialsBySecret('certificate', subject)
  if (held.some((c) => c.accountId === holder.accountId && c.personId === holder.personId))
    return { ok: false, reason: 'already-exists' } as const
  return tool.store.commit({
    operations: [
      {
        op: 'put-credential',
        credential: {
          kind: 'certificate',
          secret: subject,
          ...holder,
          label,
          createdAt: tool.frame.now(),
        },
      },
    ],
    traces: [
      administratorTrace(tool, {
        action: 'credential.change',
        accountId: account.id,
        detail: { change: 'add', kind: 'certificate', subject },
      }),
    ],
  })
}

interface CertificateOptions {
  readonly label: string
  readonly passphraseFile?: string
}

const old = (cipher: string): string =>
  `\nCe PKCS#12 est d'une forme ancienne (${cipher}) : Node et OpenSSL 3 ne l'ouvrent plus ` +
  'sans option ; demandez un fichier en AES à qui l’a produit.'
const formText: Readonly<Record<SubjectFile['form'], string>> = {
  certificate: '',
  aes: '',
  none: '',
  'rc2-40': old('RC2 de 40 bits'),
  'triple-des': old('3DES'),
}

export const registerCertificate = (): Command =>
  command('certificate', 'rattache un certificat à une boîte ou à son titulaire')
    .argument('<adresse>', 'adresse de la boîte', address)
    .argument('<fichier>', 'certificat PEM ou DER, ou fichier PKCS#12 (.p12, .pfx)')
    .option('--passphrase-file <fichier>', 'mot de passe du fichier PKCS#12')
    .option('--label <texte>', 'pour reconnaître le certificat', 'Certificat')
    .action(
      acting<CertificateOptions, [string, string]>((frame, options, at, file) =>
        withStore(frame, async (tool) => {
          const found = await accountAt(tool, at)
          if (!found.ok) return found
          const read = subjectOfFile(file, options.passphraseFile)
          if (!read.ok) return read
          const put = await putCertificate(tool, found.account, read.subject, options.label)
          if (!put.ok) return refused(put.reason, at)
          const { subject, form } = read
          return done({ address: at, subject, form }, `${at} : ${subject}${formText[form]}`)
        }),
      ),
    )
