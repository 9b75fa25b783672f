import type { Command } from 'commander'
import type { Account, Credential } from '../domain/account.js'
import { done, refused } from './answer.js'
import { subjectOfFile } from './certificate-file.js'
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
  const held = await tool.store.read.certificateCredentials(subject)
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

export const registerCertificate = (): Command =>
  command('certificate', 'rattache un certificat à une boîte ou à son titulaire')
    .argument('<adresse>', 'adresse de la boîte', address)
    .argument('<fichier>', 'certificat, PEM ou DER')
    .option('--label <texte>', 'pour reconnaître le certificat', 'Certificat')
    .action(
      acting<{ label: string }, [string, string]>((frame, { label }, at, file) =>
        withStore(frame, async (tool) => {
          const found = await accountAt(tool, at)
          if (!found.ok) return found
          const read = subjectOfFile(file)
          if (!read.ok) return read
          const put = await putCertificate(tool, found.account, read.subject, label)
          if (!put.ok) return refused(put.reason, at)
          return done({ address: at, subject: read.subject }, `${at} : ${read.subject}`)
        }),
      ),
    )
