/**
 * A process of the pool that misbehaves as its file is named: tests of the pool itself. Any other
 * file is echoed.
 */
import { connect } from 'node:net'
import type {
  ExtractionAnswer,
  ExtractionRequest,
  ProcessMessage,
} from '../../document-vault/extract/extraction-messages.js'
import { watchParent } from '../../document-vault/extract/parent-watch.js'

const tell = (message: ProcessMessage<ExtractionAnswer>): void => {
  process.send!(message)
}

function echo(request: ExtractionRequest, text: string): void {
  const { fileName } = request.file
  const document = {
    format: 'text',
    mediaType: 'text/plain',
    fileName,
    bytes: null,
    title: fileName,
    headings: [],
    text,
    textSource: 'native',
    pages: null,
    declared: null,
    alarms: [],
  } as const
  tell({
    kind: 'answer',
    answer: {
      extraction: { ok: true, kind: 'file', documents: [document] },
      wantsOcr: fileName.startsWith('scan') && !request.allowsOcr,
    },
  })
}

const kept: unknown[] = []
const tricks: Readonly<Record<string, (request: ExtractionRequest) => void>> = {
  hang: () => {
    for (;;);
  },
  heap: () => {
    for (;;) kept.push(Array.from({ length: 10_000 }, (_, i) => ({ i })))
  },
  pixels: () => {
    const more = (): void => {
      kept.push(Buffer.alloc(20_000_000, 1))
      setImmediate(more)
    }
    more()
  },
  abort: () => process.abort(),
  exit: () => process.exit(0),
  throw: () => {
    throw new Error('a bug')
  },
  'scan-hang': (request) => {
    if (!request.allowsOcr) return echo(request, '')
    for (;;);
  },
  /** Answers only when it is ended. */
  'scan-slow': (request) => {
    if (!request.allowsOcr) echo(request, '')
  },
  walls: (request) => {
    const found: string[] = [`environment ${Object.keys(process.env).length}`]
    const tried = (name: string, act: () => unknown): void => {
      try {
        act()
        found.push(`${name} open`)
      } catch {
        found.push(`${name} closed`)
      }
    }
    tried('socket', () => connect(Number(Buffer.from(request.file.bytes).toString()), '127.0.0.1'))
    tried('fetch', () => fetch('http://127.0.0.1:1/'))
    tried('eval', () => new Function('return 1')())
    tried('disk', () => process.getBuiltinModule('node:fs').readFileSync('/etc/hostname'))
    tried('program', () => process.getBuiltinModule('node:child_process').spawnSync('true'))
    echo(request, found.join(', '))
  },
}

process.on('message', (request: ExtractionRequest) => {
  const trick = tricks[request.file.fileName]
  if (trick) trick(request)
  else echo(request, `${request.file.bytes.length} octets`)
})
process.on('disconnect', () => process.exit())
watchParent()
tell({ kind: 'ready' })
