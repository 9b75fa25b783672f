import type { Command } from 'commander'
import { done, exitCodes, failed } from './answer.js'
import { acting, command } from './command-frame.js'
import { dateText } from './text-table.js'
import { recordOf, vaultRefused, withPatient, withVault } from './vault-tool.js'

/** Irreversible: the number of the mailbox is asked for a second time. */
export const eraseRecord = (): Command =>
  withPatient(command('erase', 'efface un dossier et ses clés, sans retour possible'))
    .option('--confirm <numéro>', 'numéro de la boîte, pour confirmer')
    .action(
      acting<{ confirm?: string }, [string]>((frame, { confirm }, patient) =>
        withVault(frame, async (tool) => {
          const found = await recordOf(tool, patient)
          if (!found.ok) return found
          const { id } = found.account
          if (confirm !== String(id))
            return failed(exitCodes.usage, `effacement définitif : ajoutez --confirm ${id}`)
          const erased = await tool.vault.eraseRecord(found.key, tool.caller)
          if (!erased.ok) return vaultRefused(erased.error)
          const { documents, bytes, erasedAt, chainHash } = erased.value
          return done(
            { accountId: id, ...erased.value },
            `Dossier de la boîte ${id} effacé le ${dateText(erasedAt)} : ` +
              `${documents} document(s), ${bytes} octets\nPreuve : ${chainHash}`,
          )
        }),
      ),
    )
