import { asciiText, imapText, type Reason, reasons, smtpReply } from './reasons.js'

/** A sign-in that is refused for a time, whatever is shown. */
export interface BlockedSignIn {
  readonly reason: 'sign-in-blocked'
  /** Milliseconds. */
  readonly untilAt: number
}
export type SignInRefusal = Reason | BlockedSignIn

export const reasonOf = (refusal: SignInRefusal): Reason =>
  typeof refusal === 'string' ? refusal : refusal.reason

/** What follows NO in IMAP, and a whole reply of SMTP: a person reads until when. */
export const imapRefusal = (refusal: SignInRefusal): string =>
  typeof refusal === 'string' ? imapText(refusal) : until(imapText(refusal.reason), refusal)
export const smtpRefusal = (refusal: SignInRefusal): string =>
  typeof refusal === 'string' ? smtpReply(refusal) : until(smtpReply(refusal.reason), refusal)

const blockedText = asciiText(reasons['sign-in-blocked'].says)

function until(text: string, { untilAt }: BlockedSignIn): string {
  // The minute after, so that whoever comes at that time is let in.
  const [day = '', time = ''] = new Date(untilAt + 59_999).toISOString().split('T')
  const [, month, date] = day.split('-')
  const at = `${time.slice(0, 2)}h${time.slice(3, 5)}`
  return text.replace(blockedText, `${blockedText} jusqu a ${at} UTC (le ${date}/${month})`)
}
