import { expect, test } from 'vitest'
import { astring, internalDateText, parseDate, parseDateTime, quoted } from './wire-text.js'

test.each([
  ['23-Nov-2026 04:25:27 +0100', '2026-11-23T03:25:27Z'],
  [' 3-feb-2024 23:59:60 -0330', '2024-02-04T03:30:00Z'],
  ['01-Jan-1970 00:00:00 +0000', '1970-01-01T00:00:00Z'],
])('%s is %s', (text, iso) => {
  expect(parseDateTime(text)?.at).toBe(Date.parse(iso))
})

test.each([
  '31-Feb-2026 00:00:00 +0000',
  '23-Nob-2026 00:00:00 +0000',
  '23-Nov-2026 24:00:00 +0000',
  '23-Nov-2026 00:60:00 +0000',
  '23-Nov-2026 00:00:00 +0060',
  '23-Nov-2026 00:00:00',
  '3-Nov-2026 00:00:00 +0000',
  '',
])('%s is no date-time', (text) => {
  expect(parseDateTime(text)).toBeNull()
})

test.each(['30-Feb-2026', '0-Jan-2026', '2026-01-01', '1-January-2026', ''])(
  '%s is no date',
  (text) => expect(parseDate(text)).toBeNull(),
)

test.each([0, 1, 86_399_999, 951_827_696_000, 1_795_418_830_123, -1_000])(
  'the instant %i comes back to the second',
  (ms) => {
    const text = internalDateText(ms).slice(1, -1)
    expect(parseDateTime(text)?.at).toBe(Math.floor(ms / 1_000) * 1_000)
  },
)

test.each([
  ['plain', '"plain"', 'plain'],
  ['a b', '"a b"', '"a b"'],
  ['a"b\\c', '"a\\"b\\\\c"', '"a\\"b\\\\c"'],
  ['nil', '"nil"', '"nil"'],
  ['', '""', '""'],
  ['é\r\n', '{3}\r\né\r\n', '{3}\r\né\r\n'],
])('%j on the wire', (text, asQuoted, asAstring) => {
  expect(quoted(text)).toBe(asQuoted)
  expect(astring(text)).toBe(asAstring)
})
