/** `JEAN-LUC` as people write it, `Jean-Luc`; INS traits come in capitals. */
export const asGivenName = (name: string): string =>
  name === name.toUpperCase()
    ? name.toLowerCase().replace(/(^|[\s'’-])(\p{L})/gu, (found) => found.toUpperCase())
    : name
