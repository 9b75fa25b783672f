/** A program with a pool whose one process hangs: it says which, and waits to be killed. */
import { readFileSync } from 'node:fs'
import { createExtractor } from '../../document-vault/extract/extractor.js'
import { compiledFile } from '../../document-vault/extract/process-arguments.js'

const entry = compiledFile('test-fixtures/documents/misbehaving-extractor')
const extractor = createExtractor({ processes: 1, entry })
const file = { bytes: Buffer.from('x'), fileName: 'first', mediaType: '', ocr: false }
await extractor.extract(file)
void extractor.extract({ ...file, fileName: 'hang' })
const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'latin1')
console.log(children.trim())
