import { describe, expect, it } from 'vitest'
import { parseHeaderFields } from './header-fields.js'
import { messageIdsOf } from './message-ids.js'
import { orderFactsOf } from './order-facts.js'

const facts = (...lines: readonly string[]) => {
  const text = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`).toString('latin1')
  return orderFactsOf(text, parseHeaderFields(text).fields)
}

describe('messageIdsOf', () => {
  it.each([
    ['<a@b>', ['a@b']],
    ['<a@b><c@d>\r\n <e@f>', ['a@b', 'c@d', 'e@f']],
    ['<"01KF8JCEOCBS0045PS"@xxx.yyy.com>', ['01KF8JCEOCBS0045PS@xxx.yyy.com']],
    ['<"a b\\"<>"@c>', ['a b"<>@c']],
    ['Message of Mon <a@b> "quoted"', ['a@b']],
    ['<A@b> <a@b>', ['A@b', 'a@b']],
    ['<ab> <@b> <a@> <> <', []],
    ['a@b', []],
    ['<a@b', []],
    ['<"a@b> <c@d>', ['a@b', 'c@d']],
    ['<a\r\n @b>', ['a@b']],
  ])('%j', (value, ids) => {
    expect(messageIdsOf(value)).toEqual(ids)
  })
})

describe('sent date (RFC 5256 §2.2)', () => {
  const day = Date.UTC(2026, 10, 23)
  it.each([
    ['Mon, 23 Nov 2026 10:11:12 +0100', day + 33_072_000],
    ['23 Nov 2026 10:11:12 -0080', day + 36_672_000],
    ['Mon, 23 Nov 2026 25:00:00 +0100', day],
    ['23 Nov 2026', day],
    ['hier', null],
    ['32 Nov 2026 10:00:00 +0000', null],
    ['', null],
  ])('%j', (value, sentAt) => {
    expect(facts(`Date: ${value}`).sentAt).toBe(sentAt)
  })
})

describe('keys', () => {
  it.each([
    ['Claire MOREL <claire@a.example>', 'CLAIRE', 'CLAIRE MOREL'],
    ['zoe@a.example, Al <al@a.example>', 'ZOE', 'ZOE@A.EXAMPLE'],
    ['=?utf-8?q?=C3=89lodie?= <e@a.example>', 'E', 'E\u0301LODIE'],
    ['"" <vide@a.example>', 'VIDE', 'VIDE@A.EXAMPLE'],
    ['"q x"@a.example', 'Q X', 'Q X@A.EXAMPLE'],
    ['Cabinet: a@a.example;', 'CABINET', 'CABINET'],
    ['', '', ''],
  ])('of %s', (value, key, display) => {
    const { fromKey, displayFromKey } = facts(`From: ${value}`)
    expect([fromKey, displayFromKey]).toEqual([key, display])
  })
  it('of a decoded subject', () => {
    const { subjectKey, isReply } = facts('Subject: =?utf-8?q?Re:_=C3=A9t=C3=A9?= (fwd)')
    expect([subjectKey, isReply]).toEqual(['E\u0301TE\u0301', true])
  })
})

describe('references', () => {
  it.each([
    [
      ['References: <a@x> <b@x>', 'In-Reply-To: <c@x>'],
      ['a@x', 'b@x'],
    ],
    [['In-Reply-To: Votre courrier <c@x> <d@x>'], ['c@x']],
    [['References: aucun', 'In-Reply-To: <c@x>'], ['c@x']],
    [['In-Reply-To: hier'], []],
  ])('%j', (lines, references) => {
    expect(facts(...lines).references).toEqual(references)
  })
})
