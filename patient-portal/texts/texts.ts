import { closedTexts, replyTexts } from '../compose/reply-texts.js'
import { exchangeTexts, listTexts } from './exchange-texts.js'
import { errorTexts, languageTexts, pageTexts } from './page-texts.js'

/** Words of the pages about exchanges and of what all pages share, in both languages. */
export const texts = {
  common: pageTexts,
  language: languageTexts,
  list: listTexts,
  exchange: exchangeTexts,
  reply: replyTexts,
  closed: closedTexts,
  errors: errorTexts,
} as const

export type ErrorStatus = keyof typeof texts.errors
