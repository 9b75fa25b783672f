import { expect, it } from 'vitest'
import { ok } from '../../domain/result.js'
import type { NoticeSender } from '../../gateway/notices/notice-sender.js'
import { createEmailCodeSignIn } from '../../gateway/portal/sign-in/email-code-sign-in.js'
import { CredentialSpace } from '../portal/credential-space.js'

class KeptMails implements NoticeSender {
  readonly texts: string[] = []
  async send(_to: string, _subject: string, text: string) {
    this.texts.push(text)
    return ok(undefined)
  }
  close(): void {}
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

it('writes nothing before the answer is on its way: its time tells nobody who is here', async () => {
  const space = new CredentialSpace()
  const sender = new KeptMails()
  await space.email(await space.patient('288069999900194'), 'lea@exemple.fr')
  const emailCode = createEmailCodeSignIn(space.deps, sender)
  await emailCode.start('lea@exemple.fr')
  expect(sender.texts).toEqual([])
  await nextTurn()
  expect(sender.texts).toHaveLength(1)
})

it('a code for an address that was given up since opens nothing', async () => {
  const space = new CredentialSpace()
  const sender = new KeptMails()
  const lea = await space.patient('288069999900194')
  await space.email(lea, 'lea@exemple.fr')
  const emailCode = createEmailCodeSignIn(space.deps, sender)
  const { handle } = await emailCode.start('lea@exemple.fr')
  await nextTurn()
  const code = /\d{6}/.exec(sender.texts[0] ?? '')?.[0] ?? ''
  await space.email(lea, 'lea.nouvelle@exemple.fr')
  expect(await emailCode.finish(handle, code)).toMatchObject({ ok: false, error: 'sign-in-failed' })
})
