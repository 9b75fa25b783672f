/** A display name that is none, or shows an address: that of a patient would show the INS. */
export const quotesAddress = (displayName: string): boolean =>
  displayName === '' || /@|\d{5}/.test(displayName)
