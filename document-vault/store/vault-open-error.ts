export type VaultOpenCode = 'not-a-vault' | 'newer-version' | 'keys-missing' | 'keys-damaged'

/** The vault cannot be opened: something for an operator, said without content. */
export class VaultOpenError extends Error {
  constructor(
    readonly code: VaultOpenCode,
    readonly file: string,
  ) {
    super(`vault: ${code}: ${file}`)
    this.name = 'VaultOpenError'
  }
}
