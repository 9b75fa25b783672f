const form = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone: 'Europe/Paris' })

/** `23 novembre 2026`. */
export const frenchDay = (ms: number): string => form.format(ms)
