/** `npm run docs`, second half: the pages that are made of the sources, beside `mss config docs`. */
import { writeFileSync } from 'node:fs'
import { noticeText } from './notice.js'
import { rfcStatusText } from './rfc-status.js'

const root = `${process.cwd()}/`
writeFileSync(`${root}NOTICE`, noticeText(root))
writeFileSync(`${root}docs/imap-rfc-status.md`, rfcStatusText(root))
