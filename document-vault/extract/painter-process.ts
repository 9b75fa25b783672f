/** What a process that paints pages runs: one request at a time, one answer each. */
import type { ProcessMessage } from './extraction-messages.js'
import type { PaintAnswer, PaintRequest } from './paint-messages.js'
import { paintPage } from './paint-page.js'
import { watchParent } from './parent-watch.js'
import { nameGenericFonts } from './system-fonts.js'

const tell = (message: ProcessMessage<PaintAnswer>): void => {
  process.send!(message)
}

process.on('message', async (request: PaintRequest) => {
  tell({ kind: 'answer', answer: await paintPage(request) })
})
process.on('disconnect', () => process.exit())
watchParent()
nameGenericFonts()
tell({ kind: 'ready' })
