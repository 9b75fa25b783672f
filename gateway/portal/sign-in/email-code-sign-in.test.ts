import { beforeEach, describe, expect, it } from 'vitest'
import { portalLimits } from '../../../domain/portal-limits.js'
import { ok } from '../../../domain/result.js'
import { inLanguage } from '../../../patient-portal/language/language.js'
import type { EmailCodeSignIn } from '../../../patient-portal/sign-in/sign-in-contract.js'
import { CredentialSpace } from '../../../test-fixtures/portal/credential-space.js'
import type { NoticeSender } from '../../notices/notice-sender.js'
import { createEmailCodeSignIn } from './email-code-sign-in.js'

interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
}

class KeptMails implements NoticeSender {
  readonly mails: Mail[] = []
  /** Never answers while it is set. */
  isSilent = false

  async send(to: string, subject: string, text: string) {
    this.mails.push({ to, subject, text })
    if (this.isSilent) await new Promise<never>(() => {})
    return ok(undefined)
  }
  close(): void {}

  get code(): string {
    return /\d{6}/.exec(this.mails.at(-1)?.text ?? '')?.[0] ?? ''
  }
}

let space: CredentialSpace
let sender: KeptMails
let emailCode: EmailCodeSignIn
beforeEach(async () => {
  space = new CredentialSpace()
  sender = new KeptMails()
  const made = createEmailCodeSignIn(space.deps, sender)
  emailCode = {
    ...made,
    // Emails are written in the turn after the answer.
    async start(email) {
      const started = await made.start(email)
      await new Promise<void>((resolve) => setImmediate(resolve))
      return started
    },
  }
})

const failed = { ok: false, error: 'sign-in-failed' }
const other = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

describe('a code in the mail', () => {
  it('opens the account of the address once', async () => {
    const patientId = await space.patient('288069999900194')
    await space.email(patientId, 'lea@exemple.fr')
    const { handle } = await emailCode.start('lea@exemple.fr')
    expect(sender.mails.map(({ to }) => to)).toEqual(['lea@exemple.fr'])
    const { code } = sender
    expect(await emailCode.finish(handle, code)).toEqual(
      ok({ patients: [{ patientId, profile: 'open', displayName: 'LEA BERNARD' }] }),
    )
    expect(await emailCode.finish(handle, code)).toMatchObject(failed)
  })

  it('says neither who nor what for, in the language of the page', async () => {
    await space.email(await space.patient('288069999900194'), 'lea@exemple.fr')
    await emailCode.start('lea@exemple.fr')
    await inLanguage('en', () => emailCode.start('lea@exemple.fr'))
    const [french, english] = sender.mails
    expect(french!.subject).toBe('Votre code de connexion')
    expect(english!.subject).toBe('Your sign-in code')
    for (const { subject, text } of sender.mails) {
      expect(subject + text).not.toMatch(/BERNARD|LEA|28806|santé|health|docteur/i)
      expect(subject).not.toMatch(/\d/)
    }
    expect(space.logged.join()).not.toContain(sender.code)
  })

  it('sends nothing to an address that nobody confirmed, and answers the same', async () => {
    await space.email(await space.patient('288069999900194'), 'lea@exemple.fr', false)
    for (const email of ['lea@exemple.fr', 'personne@exemple.fr']) {
      const { handle } = await emailCode.start(email)
      expect(handle).toMatch(/^[\w-]{43}$/)
      expect(await emailCode.finish(handle, '123456')).toMatchObject(failed)
    }
    expect(sender.mails).toEqual([])
  })

  it('says, for the journal, whose address a wrong code was for', async () => {
    const patientId = await space.patient('288069999900194')
    await space.email(patientId, 'lea@exemple.fr')
    const wrong = async (email: string) => {
      const { handle } = await emailCode.start(email)
      return emailCode.finish(handle, other(sender.code))
    }
    expect(await wrong('lea@exemple.fr')).toEqual({ ...failed, patientIds: [patientId] })
    expect(await wrong('personne@exemple.fr')).toEqual({ ...failed, patientIds: [] })
  })

  it('does not wait for the smarthost', async () => {
    await space.email(await space.patient('288069999900194'), 'lea@exemple.fr')
    sender.isSilent = true
    const { handle } = await emailCode.start('lea@exemple.fr')
    expect((await emailCode.finish(handle, sender.code)).ok).toBe(true)
  })

  it('gives a family the choice, without who is gone', async () => {
    const mother = await space.patient('288069999900194')
    const child = await space.patient('154112A99900272', { firstNames: ['ANGE'], state: 'closed' })
    const gone = await space.patient('172089999900484')
    for (const one of [mother, child, gone]) await space.email(one, 'famille@exemple.fr')
    const { handle } = await emailCode.start('famille@exemple.fr')
    await space.close(gone)
    const done = await emailCode.finish(handle, sender.code)
    expect(
      done.ok && done.value.patients.map(({ patientId, profile }) => [patientId, profile]),
    ).toEqual([
      [mother, 'open'],
      [child, 'closed'],
    ])
  })

  it('stands five tries, then not even the right one', async () => {
    await space.email(await space.patient('288069999900194'), 'lea@exemple.fr')
    const { handle } = await emailCode.start('lea@exemple.fr')
    for (let i = 0; i < portalLimits.emailCodeTriesMax; i++)
      expect(await emailCode.finish(handle, other(sender.code))).toMatchObject(failed)
    expect(await emailCode.finish(handle, sender.code)).toMatchObject(failed)
  })

  it('lives ten minutes', async () => {
    await space.email(await space.patient('288069999900194'), 'lea@exemple.fr')
    const { handle } = await emailCode.start('lea@exemple.fr')
    space.clock.at += portalLimits.emailCodeMsMax
    expect(await emailCode.finish(handle, sender.code)).toMatchObject(failed)
  })

  it('answers its own request only', async () => {
    await space.email(await space.patient('288069999900194'), 'lea@exemple.fr')
    const first = await emailCode.start('lea@exemple.fr')
    const firstCode = sender.code
    const second = await emailCode.start('lea@exemple.fr')
    const secondCode = sender.code
    if (firstCode !== secondCode) {
      expect(await emailCode.finish(first.handle, secondCode)).toMatchObject(failed)
      expect(await emailCode.finish(second.handle, firstCode)).toMatchObject(failed)
    }
    expect(await emailCode.finish('inconnu', secondCode)).toMatchObject(failed)
    expect((await emailCode.finish(first.handle, firstCode)).ok).toBe(true)
  })

  it('fills nobody’s mailbox', async () => {
    await space.email(await space.patient('288069999900194'), 'lea@exemple.fr')
    for (let i = 0; i < 20; i++) await emailCode.start('lea@exemple.fr')
    expect(sender.mails).toHaveLength(portalLimits.emailCodesPerAddressMax)
    space.clock.at += portalLimits.emailCodesWindowMs
    await emailCode.start('lea@exemple.fr')
    expect(sender.mails).toHaveLength(portalLimits.emailCodesPerAddressMax + 1)
  })

  it('draws its digits from the whole range', async () => {
    await space.email(await space.patient('288069999900194'), 'lea@exemple.fr')
    const codes = new Set<string>()
    for (let i = 0; i < 200; i++) {
      await emailCode.start('lea@exemple.fr')
      codes.add(sender.code)
      space.clock.at += portalLimits.emailCodesWindowMs
    }
    expect(codes.size).toBeGreaterThan(190)
    expect([...codes].every((code) => /^\d{6}$/.test(code))).toBe(true)
  })
})
