import type { Command } from 'commander'
import type { DocumentForwarding, SeenMarks } from '../domain/account.js'
import { done, exitCodes, failed, refused } from './answer.js'
import { acting, command } from './command-frame.js'
import { address, oneOf } from './option-values.js'
import { accountAt, administratorTrace, withStore } from './tool-store.js'

interface SetOptions {
  readonly seen?: SeenMarks
  readonly sentCopy?: 'yes' | 'no'
  readonly documents?: DocumentForwarding
}

/** How the people of one mailbox work in it together, and what becomes of what they send. */
export const setAccount = (): Command =>
  command('set', "règle une boîte : messages lus, copie d'envoi, documents joints")
    .argument('<adresse>', 'adresse de la boîte', address)
    .option(
      '--seen <marques>',
      '« lu » commun à tous (shared) ou propre à chacun (personal)',
      oneOf('shared', 'personal'),
    )
    .option(
      '--sent-copy <choix>',
      'yes : la passerelle range elle-même les messages envoyés ; no : le logiciel le fait',
      oneOf('yes', 'no'),
    )
    .option(
      '--documents <choix>',
      "pièces jointes vers les documents de l'usager : never, ask (l'usager choisit), always",
      oneOf('never', 'ask', 'always'),
    )
    .action(
      acting<SetOptions, [string]>((frame, { seen, sentCopy, documents }, at) =>
        withStore(frame, async (tool) => {
          if (seen === undefined && sentCopy === undefined && documents === undefined)
            return failed(exitCodes.usage, 'indiquez --seen, --sent-copy ou --documents')
          const found = await accountAt(tool, at)
          if (!found.ok) return found
          const accountId = found.account.id
          const change = {
            ...(seen === undefined ? {} : { seenMarks: seen }),
            ...(sentCopy === undefined ? {} : { sentCopy: sentCopy === 'yes' }),
            ...(documents === undefined ? {} : { documentForwarding: documents }),
          }
          const changed = await tool.store.commit({
            operations: [{ op: 'change-account', accountId, change }],
            traces: [
              administratorTrace(tool, { action: 'account.change', accountId, detail: change }),
            ],
          })
          if (!changed.ok) return refused(changed.reason, at)
          return done({ address: at, ...change }, `${at} : réglée`)
        }),
      ),
    )
