import type { Command } from 'commander'
import type { PersonId } from '../domain/ids.js'
import { personWithNationalId } from './account-create.js'
import { exitCodes, type Failed, failed } from './answer.js'
import { address, nationalId } from './option-values.js'
import { accountAt, type Tool } from './tool-store.js'

/** How a person is named on the command line. */
export interface WhoOptions {
  readonly address?: string
  readonly nationalId?: string
  readonly name?: string
}

const unclear = failed(
  exitCodes.usage,
  'indiquez la personne : --address de sa boîte, --national-id, ou --name',
)

/**
 * The person by own mailbox, by national identifier, or by exact name among the people known; null
 * for somebody who is not known yet.
 */
export async function personOf(tool: Tool, who: WhoOptions): Promise<PersonId | null | Failed> {
  if (who.address !== undefined) {
    const found = await accountAt(tool, who.address)
    if (!found.ok) return found
    return found.account.ownerId ?? failed(exitCodes.refused, `${who.address} n'a pas de titulaire`)
  }
  if (who.nationalId !== undefined) return personWithNationalId(tool, who.nationalId)
  if (who.name === undefined) return unclear
  const named = (await tool.store.read.persons()).filter((p) => p.displayName === who.name)
  return named.length > 1
    ? failed(exitCodes.refused, `plusieurs personnes ont ce nom : précisez --national-id`)
    : (named[0]?.id ?? null)
}

export const who = (built: Command): Command =>
  built
    .argument('<adresse>', 'adresse de la boîte', address)
    .option('--address <adresse>', 'de la boîte personnelle de la personne', address)
    .option('--national-id <identifiant>', 'de la personne : 8 puis le RPPS', nationalId)
    .option('--name <nom>', 'nom de la personne')
