import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { runImapTranscript } from '../../test-fixtures/transcripts/imap-run.js'
import { parseTranscript } from '../../test-fixtures/transcripts/transcript.js'

const folder = new URL('../../test-fixtures/transcripts/imap/', import.meta.url)
const files = readdirSync(folder).filter((name) => name.endsWith('.txt'))

test('there are transcripts', () => {
  expect(files.length).toBeGreaterThan(20)
})

test.each(files)('%s', async (name) => {
  await runImapTranscript(parseTranscript(readFileSync(new URL(name, folder), 'utf8')))
})
