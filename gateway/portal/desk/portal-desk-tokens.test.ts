import { describe, expect, it } from 'vitest'
import type { AccountId } from '../../../domain/ids.js'
import { createPortalTokens } from './portal-desk-tokens.js'

describe('tokens', () => {
  const tokens = createPortalTokens(Buffer.alloc(32, 7))
  const place = { mailboxId: 12, uid: 34, internalDate: 1_795_000_000_000 }
  const of = (patient: number, exchange: string, token: string) =>
    tokens.messagePlace(patient as AccountId, exchange, token)
  const token = tokens.messageId(1 as AccountId, 'e', place as never)

  it('opens for its patient and exchange only', () => {
    expect(token).toMatch(/^[\w-]{22}$/)
    expect(of(1, 'e', token)).toEqual(place)
    expect(of(2, 'e', token)).not.toEqual(place)
    expect(of(1, 'f', token)).not.toEqual(place)
  })

  it.each(['', 'x', 'A'.repeat(21), 'A'.repeat(23), `${'A'.repeat(21)}B`, '../../etc/passwd12345'])(
    'refuses %j',
    (text) => {
      expect(of(1, 'e', text)).toBeNull()
    },
  )
})
