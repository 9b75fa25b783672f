import { AsyncLocalStorage } from 'node:async_hooks'
import type { Language } from '../../domain/patient-settings.js'

const chosen = new AsyncLocalStorage<Language>()

/** The language of the page that is being made; French outside of a request. */
export const currentLanguage = (): Language => chosen.getStore() ?? 'fr'

export const inLanguage = <T>(language: Language, work: () => T): T => chosen.run(language, work)

/**
 * A catalogue of words in both languages. Each look-up of a section gives that of the page that is
 * being made, so sections must be read while a page is made, never once for all when a file loads.
 */
export function catalogue<T extends object>(fr: T, en: NoInfer<T>): T {
  const words = { fr, en }
  return new Proxy(fr, { get: (_, section) => Reflect.get(words[currentLanguage()], section) })
}

/**
 * Marks what professionals and the record say, which is French, on a page in another language
 * (WCAG 2.2 §3.1.2).
 */
export const frenchWords = (): { readonly lang?: 'fr' } =>
  currentLanguage() === 'fr' ? {} : { lang: 'fr' }
