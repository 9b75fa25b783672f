/** What a process of the pool runs: one request at a time, one answer each. */
import type { ExtractionAnswer, ExtractionRequest, ProcessMessage } from './extraction-messages.js'
import { onTheWire } from './extraction-messages.js'
import { watchParent } from './parent-watch.js'
import { readFile } from './read-file.js'
import type { Recogniser } from './recognised.js'

const tell = (message: ProcessMessage<ExtractionAnswer>): void => {
  process.send!(message)
}
/** Kept warm: its start takes longer than many pages. Its addon loads in the OCR process only. */
let recogniser: Promise<Recogniser> | null = null
const started = async (): Promise<Recogniser> => {
  const { createRecogniser } = await import('./recogniser.js')
  return createRecogniser()
}

process.on('message', async (request: ExtractionRequest) => {
  if (request.allowsOcr) recogniser ??= started()
  const { extraction, wantsOcr } = await readFile(request.file, {
    recogniser: await (request.allowsOcr ? recogniser : null),
    deadline: performance.now() + request.softMsMax,
  })
  tell({
    kind: 'answer',
    answer: { extraction: onTheWire(extraction, request.file), wantsOcr },
  })
})
process.on('disconnect', () => process.exit())
watchParent()
tell({ kind: 'ready' })
