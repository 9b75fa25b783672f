/** Without a script: the browser itself brings keyboard and screen reader to what went wrong. */
export const attention = { tabindex: -1, autofocus: true } as const
