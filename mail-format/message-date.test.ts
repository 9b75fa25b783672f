import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatMessageDate, parseMessageDate } from './message-date.js'

const utc = (text: string): number => Date.parse(text)

describe('parseMessageDate', () => {
  it.each([
    ['Fri, 21 Nov 1997 09:55:06 -0600', '1997-11-21T15:55:06Z'],
    ['Tue, 1 Jul 2003 10:52:37 +0200', '2003-07-01T08:52:37Z'],
    ['Thu, 13 Feb 1969 23:32 -0330', '1969-02-14T03:02:00Z'],
    ['21 Nov 97 09:55:06 GMT', '1997-11-21T09:55:06Z'],
    ['21 Nov 04 09:55:06 GMT', '2004-11-21T09:55:06Z'],
    ['Fri, 21 Nov 1997 09(comment):   55  :  06 -0600', '1997-11-21T15:55:06Z'],
    ['Wed, 17 Jul 1996 02:23:25 -0700 (PDT)', '1996-07-17T09:23:25Z'],
    ['Wed, 17 Jul 1996 02:23:25 PDT', '1996-07-17T09:23:25Z'],
    ['Wed, 17 Jul 1996 02:23:25 Z', '1996-07-17T02:23:25Z'],
    ['Wed, 17 Jul 1996 02:23:25', '1996-07-17T02:23:25Z'],
    ['Thu Mar  4 10:21:09 1999 +0100', '1999-03-04T09:21:09Z'],
    ['29 Feb 2024 23:59:60 +0000', '2024-03-01T00:00:00Z'],
  ])('%s', (text, iso) => {
    expect(parseMessageDate(text)).toBe(utc(iso))
  })

  it.each([
    '',
    'yesterday',
    '29 Feb 2023 10:00:00 +0000',
    '32 Jan 2023 10:00:00 +0000',
    '0 Jan 2023 10:00:00 +0000',
    '1 Foo 2023 10:00:00 +0000',
    '1 Jan 2023 24:00:00 +0000',
    '1 Jan 2023 10:60:00 +0000',
    '1 Jan 2023 10:00:00 +0199',
    '2023-01-01T10:00:00Z',
  ])('%s is no date', (text) => {
    expect(parseMessageDate(text)).toBeNull()
  })

  it('reads what formatMessageDate writes, in any zone', () => {
    const seconds = fc.integer({ min: 0, max: 4_000_000_000 })
    fc.assert(
      fc.property(seconds, fc.integer({ min: -720, max: 840 }), (second, offset) => {
        expect(parseMessageDate(formatMessageDate(second * 1_000, offset))).toBe(second * 1_000)
      }),
    )
    expect(formatMessageDate(utc('2024-06-01T08:05:09Z'), 120)).toBe(
      'Sat, 1 Jun 2024 10:05:09 +0200',
    )
    expect(formatMessageDate(0, -210)).toBe('Wed, 31 Dec 1969 20:30:00 -0330')
  })
})
