/** One word for a POSIX shell: quoted only where it must be, so that pasted lines stay readable. */
export const shellWord = (text: string): string =>
  /^[A-Za-z0-9_@%+=:,./-]+$/.test(text) ? text : `'${text.replace(/'/g, `'\\''`)}'`

export const commandLine = (...words: readonly string[]): string => words.map(shellWord).join(' ')
