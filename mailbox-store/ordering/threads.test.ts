import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  mailboxFacts,
  type OrderedMessage,
  snapshotOf,
  threadText,
} from '../../test-fixtures/store/ordered-mailbox.js'
import { modelThreads } from '../../test-fixtures/store/threads-model.js'
import { walkThreads } from '../contract.js'
import { MailboxFacts } from './mailbox-facts.js'
import { threadsOf } from './mailbox-order.js'

/** `id: references; subject; day`, one message a line, UIDs from 1. */
function mailbox(...rows: readonly string[]): OrderedMessage[] {
  return rows.map((row, i) => {
    const [ids = '', subject = '', day = ''] = row.split(';').map((part) => part.trim())
    const [own = '', references = ''] = ids.split(':').map((part) => part.trim())
    const bracketed = references.split(' ').filter((id) => id !== '')
    return {
      uid: i + 1,
      header: [
        ...(own === '' ? [] : [`Message-ID: <${own}@x>`]),
        ...(bracketed.length === 0 ? [] : [`References: <${bracketed.join('@x> <')}@x>`]),
        `Subject: ${subject}`,
        ...(day === '' ? [] : [`Date: ${day} Nov 2026 10:00:00 +0000`]),
      ],
      internalDate: i,
    }
  })
}
const references = (...rows: readonly string[]) =>
  threadText(threadsOf(mailboxFacts(mailbox(...rows)), 'references', null))

describe('THREAD=REFERENCES (RFC 5256 §3)', () => {
  it.each<readonly [string, readonly string[], string]>([
    ['nothing', [], ''],
    ['single messages by sent date', ['a:;x;3', 'b:;y;1', 'c:;z;2'], '(2)(3)(1)'],
    ['a chain', ['a:;x;1', 'b: a;x;2', 'c: a b;x;3'], '(1 2 3)'],
    ['a fork, children by sent date', ['a:;x;1', 'b: a;x;3', 'c: a;x;2'], '(1 (3)(2))'],
    ['a missing parent of two', ['b: a;x;2', 'c: a;x;1'], '((2)(1))'],
    ['a missing parent of one', ['b: a;x;1'], '(1)'],
    ['missing ones in the middle go', ['a:;x;1', 'c: a b;x;2', 'd: a b;x;3'], '(1 (2)(3))'],
    ['two missing at the top', ['c: a b;x;1', 'd: a b;x;2'], '((1)(2))'],
    ['only the first has a doubled id', ['a:;x;1', 'a:;y;2', 'b: a;z;3'], '(1 3)(2)'],
    ['a truncated reference is mended', ['c: a b;x;3', 'b: a;x;2', 'a:;x;1'], '(3 2 1)'],
    ['its own parent', ['a: a;x;1'], '(1)'],
    ['each other’s parents', ['a: b;x;1', 'b: a;y;2'], '(2 1)'],
    ['a loop of three', ['a: c;x;1', 'b: a;y;2', 'c: b;z;3'], '(3 1 2)'],
    ['no id and no reference', [';x;2', ';y;1'], '(2)(1)'],
    ['one subject', ['a:;x;1', 'b:;x;2'], '((1)(2))'],
    ['a reply without references', ['a:;x;1', 'b:;Re: x;2'], '(1 2)'],
    ['a reply that is older', ['b:;Re: x;1', 'a:;x;2'], '(2 1)'],
    ['two replies of no message', ['a:;Re: x;1', 'b:;Re: x;2'], '((1)(2))'],
    ['a reply joins a missing parent', ['b: a;x;1', 'c: a;x;2', 'd:;Re: x;3'], '((1)(2)(3))'],
    [
      'two missing parents of one subject',
      ['b: a;x;1', 'c: a;x;2', 'e: d;x;3', 'f: d;x;4'],
      '((1)(2)(3)(4))',
    ],
    ['no subject is no subject', ['a:;;1', 'b:;;2', 'c:;Re:;3'], '(1)(2)(3)'],
    ['subjects without case', ['a:;ÉTÉ;1', 'b:;re: été;2'], '(1 2)'],
    [
      'ties by the order of the mailbox',
      ['b:;y;1', 'a:;x;1', 'd: a;x;2', 'c: a;x;2'],
      '(1)(2 (3)(4))',
    ],
    ['no date: the internal date', ['b:;y;', 'a:;x;1'], '(1)(2)'],
  ])('%s', (_, rows, text) => {
    expect(references(...rows)).toBe(text)
  })

  it('takes the first id of In-Reply-To only without References', () => {
    const [a, b] = mailbox('a:;x;1', 'b:;y;2')
    const reply = { ...b!, header: [...b!.header, 'In-Reply-To: du 3 <"a"@x> <z@x>'] }
    const text = threadText(threadsOf(mailboxFacts([a!, reply]), 'references', null))
    expect(text).toBe('(1 2)')
  })

  it('threads a part of the mailbox: the rest is missing', () => {
    const facts = mailboxFacts(mailbox('a:;x;1', 'b: a;x;2', 'c: a;x;3', 'd:;x;4'))
    const text = (...uids: readonly number[]) =>
      threadText(threadsOf(facts, 'references', Uint32Array.from(uids)))
    expect(text(3, 2)).toBe('((2)(3))')
    expect(text(2)).toBe('(2)')
    expect(text(9)).toBe('')
    expect(text(1, 2, 3, 4, 4)).toBe('((1 (2)(3))(4))')
  })
})

it('THREAD=ORDEREDSUBJECT', () => {
  const facts = mailboxFacts(
    mailbox('a:;x;3', 'b:;Re: x;1', 'c:;y;2', 'd:;x;4', 'e:;;6', 'f:;;5', 'g:;Y;2'),
  )
  expect(threadText(threadsOf(facts, 'orderedsubject', null))).toBe('(2 (1)(4))(3 7)(6 5)')
})

describe('a mailbox of 100,000', () => {
  const count = 100_000
  /** With these links and no subjects: headers of so many would take longer to read. */
  const linked = (links: readonly string[]) => {
    const rows = links.map((_, i) => ({ uid: i + 1, header: [] }))
    const empty = { sentAt: null, sentDay: null, isReply: 0 } as const
    return new MailboxFacts(snapshotOf(rows), (ids, name) =>
      Array.from(ids, (uid) =>
        name === 'links' ? links[uid - 1]! : name in empty ? empty[name as 'isReply'] : '',
      ),
    )
  }
  const chain = (place: (i: number) => number) => {
    const links: string[] = []
    for (let i = 0; i < count; i++) links[place(i)] = i === 0 ? '0@x' : `${i}@x\n${i - 1}@x`
    return linked(links)
  }
  it.each([
    ['in order', (i: number) => i],
    ['backwards', (i: number) => count - 1 - i],
    ['mixed', (i: number) => (i * 7_919) % count],
  ])('that is one chain, %s', { timeout: 60_000 }, (_, place) => {
    const seen: number[] = []
    walkThreads(threadsOf(chain(place), 'references', null), (uid) => seen.push(uid))
    expect(seen).toHaveLength(count)
    expect(seen[0]).toBe(place(0) + 1)
    expect(seen.at(-1)).toBe(place(count - 1) + 1)
  })
  it('where everyone answers everyone', { timeout: 60_000 }, () => {
    const links = Array.from({ length: count }, (_, i) => {
      const ids = [i % 500, (i * 31) % 700, (i * 17) % 900, (i + 1) % 500]
      return ids.map((id) => `${id}@x`).join('\n')
    })
    let visited = 0
    walkThreads(threadsOf(linked(links), 'references', null), () => visited++)
    expect(visited).toBe(count)
  })
})

const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
const anyRow = fc
  .tuple(
    fc.oneof(id, fc.constant('')),
    fc.array(id, { maxLength: 4 }),
    fc.constantFrom('', 'x', 'Re: x', 'y', 'Fwd: y'),
    fc.constantFrom('1', '2', '3', ''),
  )
  .map(([own, others, subject, day]) => `${own}: ${others.join(' ')}; ${subject}; ${day}`)

it('is the algorithm of the RFC, step by step, on any mailbox', () => {
  fc.assert(
    fc.property(fc.array(anyRow, { maxLength: 14 }), (rows) => {
      const facts = mailboxFacts(mailbox(...rows))
      expect(threadText(threadsOf(facts, 'references', null))).toBe(modelThreads(facts))
    }),
    { numRuns: 500 },
  )
})

it('is the same while messages arrive and go', () => {
  const histories = fc.tuple(fc.array(anyRow, { maxLength: 12 }), fc.array(fc.nat(14)))
  fc.assert(
    fc.property(histories, ([rows, going]) => {
      const all = mailbox(...rows)
      const facts = mailboxFacts([], all)
      for (let i = 0; i < all.length; i++) {
        const present = all.slice(0, i + 1).filter(({ uid }) => !going.slice(0, i).includes(uid))
        facts.renew(snapshotOf(present))
        const fresh = threadsOf(mailboxFacts(present), 'references', null)
        expect(threadText(threadsOf(facts, 'references', null))).toBe(threadText(fresh))
      }
    }),
  )
})

it('does not depend on the order of arrival while references agree', () => {
  // Each names all its ancestors; dates differ, so there are no ties.
  const parents = fc.array(fc.nat(), { minLength: 1, maxLength: 12 })
  const mailboxes = parents.chain((numbers) => {
    const lines: string[][] = []
    for (const [i, number] of numbers.entries()) {
      const parent = i === 0 ? -1 : (number % (i + 1)) - 1
      lines.push(parent < 0 ? [] : [...lines[parent]!, `m${parent}`])
    }
    const rows = lines.map((line, i) => `m${i}: ${line.join(' ')};s${i};${i + 1}`)
    return fc.shuffledSubarray(rows, { minLength: 1 }).map((some) => [some, rows] as const)
  })
  const shape = (rows: readonly string[], all: readonly string[]) => {
    const messages = mailbox(...rows)
    const text = threadText(threadsOf(mailboxFacts(messages), 'references', null))
    return text.replace(/\d+/g, (uid) => `m${all.indexOf(rows[Number(uid) - 1]!)}`)
  }
  fc.assert(
    fc.property(mailboxes, ([some, all]) => {
      const inOrder = all.filter((row) => some.includes(row))
      expect(shape(some, all)).toBe(shape(inOrder, all))
    }),
  )
})
