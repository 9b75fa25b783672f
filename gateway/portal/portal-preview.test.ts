import { expect, it } from 'vitest'
import type { PaintFault } from '../../document-vault/contract/painted-page.js'
import { err, ok } from '../../domain/result.js'
import { createPortalPreview } from './portal-preview.js'

const close = async () => {}
const faults: readonly (readonly [PaintFault['fault'], boolean, string])[] = [
  ['malformed', false, 'unreadable'],
  ['encrypted', false, 'unreadable'],
  ['unsupported', false, 'unreadable'],
  // The file ended the process: it would again.
  ['crashed', false, 'unreadable'],
  ['too-big', false, 'too-big'],
  ['too-slow', false, 'too-big'],
  ['out-of-memory', false, 'too-big'],
  ['busy', true, 'busy'],
  ['crashed', true, 'unavailable'],
  ['too-slow', true, 'unavailable'],
]

it.each(faults)('%s (ours: %s) is told as %s', async (fault, isOurs, told) => {
  const paint = async () => err({ fault, detail: 'x', isOurs })
  const preview = createPortalPreview({ paint, close })
  expect(await preview.page(new Uint8Array(), 'application/pdf', 1)).toEqual(err(told))
})

it('hands the page over as it was painted', async () => {
  const page = { image: new Uint8Array([1]), mediaType: 'image/png', pages: 3, text: 'é' } as const
  const asked: unknown[] = []
  const paint = async (...args: unknown[]) => {
    asked.push(args)
    return ok(page)
  }
  const bytes = new Uint8Array([7])
  const preview = createPortalPreview({ paint, close })
  expect(await preview.page(bytes, 'text/html', 2)).toEqual(ok(page))
  expect(asked).toEqual([[bytes, 2]])
})
