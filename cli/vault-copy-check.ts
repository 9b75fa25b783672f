import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { openVaultService } from '../document-vault/filing/open-vault-service.js'
import { databaseFileName } from '../document-vault/store/database.js'
import { VaultOpenError } from '../document-vault/store/vault-open-error.js'

/** Broken invariants of a copied vault, in French; empty when all is well or there is none. */
export async function vaultCopyFaults(folder: string): Promise<readonly string[]> {
  if (!existsSync(join(folder, databaseFileName))) return []
  try {
    const vault = await openVaultService({ folder, environment: 'test' })
    try {
      const findings = await vault.check()
      return findings.map(({ invariant, says }) => `coffre, ${invariant} : ${says}`)
    } finally {
      await vault.close()
    }
  } catch (failure) {
    if (failure instanceof VaultOpenError) return [`coffre : ${failure.message}`]
    throw failure
  }
}
