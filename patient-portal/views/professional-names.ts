import type { ExchangeSummary } from '../contract.js'
import type { Mask } from '../reading/masked-addresses.js'
import { texts } from '../texts/texts.js'

/**
 * `Dr_Claire_MOREL_CHU` as ECO.2.2.7 writes display names, for reading; an address is never a name.
 */
export function readableName(name: string, mask: Mask): string {
  const clean = mask(name)
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .replace(/_/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return clean === '' || clean.includes('@') || clean.startsWith('[adresse')
    ? texts.common.unknownProfessional
    : clean
}

export function professionalNames(
  exchange: Pick<ExchangeSummary, 'professionalName' | 'professionalEntity'>,
  mask: Mask,
): { readonly name: string; readonly entity: string } {
  const name = readableName(exchange.professionalName, mask)
  const entity = mask(exchange.professionalEntity).trim()
  // A pharmacy or a team often bears the name of its establishment: once is enough.
  return { name, entity: entity.toLowerCase() === name.toLowerCase() ? '' : entity }
}
