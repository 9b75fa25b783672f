import { composeSheet } from '../compose/compose-stylesheet.js'
import { baseSheet } from '../look/base-sheet.js'
import { conversationSheet } from '../look/conversation-sheet.js'
import { formSheet } from '../look/form-sheet.js'
import { frameSheet } from '../look/frame-sheet.js'
import { listSheet } from '../look/list-sheet.js'
import { paletteSheet } from '../look/palette-sheet.js'
import { printSheet } from '../look/print-sheet.js'
import { profileSheet } from '../profile/profile-stylesheet.js'
import { readingSheet } from '../reading/reading-stylesheet.js'
import { recordSheet } from '../record/record-stylesheet.js'
import { settingsSheet } from '../settings/settings-stylesheet.js'
import { signInSheet } from '../sign-in/sign-in-stylesheet.js'

/**
 * The portal's own look, phone first, light and dark, no font or image from elsewhere. It is text
 * in modules so that the compiler carries it into `dist` with the rest.
 */
const tidy = (css: string): string => css.replace(/\n+/g, '\n').trim()

const sheets = [
  paletteSheet,
  baseSheet,
  frameSheet,
  formSheet,
  listSheet,
  conversationSheet,
  readingSheet,
  recordSheet,
  profileSheet,
  settingsSheet,
  signInSheet,
  composeSheet,
  printSheet,
]

export const stylesheet = `${sheets.map(tidy).join('\n')}\n`
