import { describe, expect, it } from 'vitest'
import { readMailArgument, readRecipientArgument } from './path-syntax.js'

const none = { declaredBytes: null, ret: null, envelopeId: null }

describe('MAIL', () => {
  it.each([
    ['FROM:<>', { address: '', ...none }],
    ['FROM:<a@b.fr>', { address: 'a@b.fr', ...none }],
    ['from: <A.B@Xn--b.FR>  ', { address: 'A.B@Xn--b.FR', ...none }],
    ['FROM:<@x.fr,@y.fr:a@b.fr>', { address: 'a@b.fr', ...none }],
    ['FROM:<"a b>c"@b.fr>', { address: '"a b>c"@b.fr', ...none }],
    ['FROM:<a@[127.0.0.1]>', { address: 'a@[127.0.0.1]', ...none }],
    ['FROM:<a@[IPv6:::1]>', { address: 'a@[IPv6:::1]', ...none }],
    ['FROM:<a@b.fr> SIZE=12 BODY=8bitmime', { address: 'a@b.fr', ...none, declaredBytes: 12 }],
    ['FROM:<a@b.fr> size=99999999999999999999', { declaredBytes: Number.MAX_SAFE_INTEGER }],
    ['FROM:<a@b.fr> RET=full ENVID=QQ+2B+3D1', { ret: 'FULL', envelopeId: 'QQ+=1' }],
  ])('takes %j', (text, expected) => {
    const read = readMailArgument(text, false)
    expect(read.ok && read.value).toMatchObject(expected)
  })

  it.each([
    ['', /^501 5\.1\.7/],
    ['FROM', /^501 5\.1\.7/],
    ['FROM:', /^501 5\.1\.7/],
    ['FROM:a@b.fr', /^501 5\.1\.7/],
    ['FROM:<a@b.fr', /^501 5\.1\.7/],
    ['FROM:<<a@b.fr>>', /^501 5\.1\.7/],
    ['FROM:<a@b.fr>SIZE=1', /^501 5\.1\.7/],
    ['FROM:<a>', /^501 5\.1\.7/],
    ['FROM:<a@>', /^501 5\.1\.7/],
    ['FROM:<@b.fr>', /^501 5\.1\.7/],
    ['FROM:<a@b@c.fr>', /^501 5\.1\.7/],
    ['FROM:<.a@b.fr>', /^501 5\.1\.7/],
    ['FROM:<a..c@b.fr>', /^501 5\.1\.7/],
    ['FROM:<a b@b.fr>', /^501 5\.1\.7/],
    ['FROM:<a@-b.fr>', /^501 5\.1\.7/],
    ['FROM:<a@b..fr>', /^501 5\.1\.7/],
    ['FROM:<a@[300.1.1.1]>', /^501 5\.1\.7/],
    [`FROM:<${'a'.repeat(65)}@b.fr>`, /^501 5\.1\.7/],
    [`FROM:<a@${'b'.repeat(255)}.fr>`, /^501 5\.1\.7/],
    ['TO:<a@b.fr>', /^501 5\.1\.7/],
    ['FROM:<\xe9@b.fr>', /^553 5\.6\.7/],
    ['FROM:<a@b.fr> FOO', /^555 5\.5\.4 .*\[unknown-parameter\]$/],
    ['FROM:<a@b.fr> MT-PRIORITY=3', /^555 5\.5\.4/],
    ['FROM:<a@b.fr> SMTPUTF8', /^555 5\.5\.4/],
    ['FROM:<a@b.fr> REQUIRETLS', /^555 5\.5\.4/],
    ['FROM:<a@b.fr> NOTIFY=NEVER', /^555 5\.5\.4/],
    ['FROM:<a@b.fr> AUTH=<>', /^555 5\.5\.4/],
    ['FROM:<a@b.fr> __proto__=1', /^501 5\.5\.4/],
    ['FROM:<a@b.fr> constructor=1', /^555 5\.5\.4/],
    ['FROM:<a@b.fr> SIZE', /^501 5\.5\.4/],
    ['FROM:<a@b.fr> SIZE=', /^501 5\.5\.4/],
    ['FROM:<a@b.fr> SIZE=-1', /^501 5\.5\.4/],
    ['FROM:<a@b.fr> SIZE=1e3', /^501 5\.5\.4/],
    ['FROM:<a@b.fr> SIZE=123456789012345678901', /^501 5\.5\.4/],
    ['FROM:<a@b.fr> SIZE=1 SIZE=1', /^501 5\.5\.4/],
    ['FROM:<a@b.fr> BODY=BINARYMIME', /^501 5\.5\.4/],
    ['FROM:<a@b.fr> RET=BODY', /^501 5\.5\.4/],
    ['FROM:<a@b.fr> ENVID=a+0D+0Ab', /^501 5\.5\.4/],
    ['FROM:<a@b.fr> ENVID=a+2', /^501 5\.5\.4/],
    ['FROM:<a@b.fr> ENVID=a=b', /^501 5\.5\.4/],
    [`FROM:<a@b.fr> ENVID=${'a'.repeat(101)}`, /^501 5\.5\.4/],
    ['FROM:<a@b.fr> =1', /^501 5\.5\.4/],
    ['FROM:<a@b.fr> ,', /^501 5\.5\.4/],
  ])('refuses %j', (text, reply) => {
    const read = readMailArgument(text, false)
    expect(!read.ok && read.error).toMatch(reply)
  })

  it('knows AUTH= where AUTH is offered, and believes nothing of it (RFC 4954 §5)', () => {
    for (const value of ['<>', 'a+40b.fr', 'a@b.fr']) {
      expect(readMailArgument(`FROM:<a@b.fr> AUTH=${value}`, true)).toMatchObject({
        value: { address: 'a@b.fr' },
      })
    }
    expect(readMailArgument('FROM:<a@b.fr> AUTH=a+', true)).toMatchObject({ ok: false })
  })
})

describe('RCPT', () => {
  it.each([
    ['TO:<a@b.fr>', { address: 'a@b.fr', notify: null, originalRecipient: null }],
    ['TO:<Postmaster>', { address: 'postmaster' }],
    ['TO:<a@b.fr> NOTIFY=never', { notify: ['NEVER'] }],
    ['TO:<a@b.fr> NOTIFY=DELAY,SUCCESS', { notify: ['SUCCESS', 'DELAY'] }],
    ['TO:<a@b.fr> ORCPT=rfc822;a+2Bb@c.fr', { originalRecipient: 'rfc822;a+b@c.fr' }],
  ])('takes %j', (text, expected) => {
    const read = readRecipientArgument(text)
    expect(read.ok && read.value).toMatchObject(expected)
  })

  it.each([
    ['', /^501 5\.1\.3/],
    ['TO:<>', /^501 5\.1\.3/],
    ['FROM:<a@b.fr>', /^501 5\.1\.3/],
    ['TO:a@b.fr', /^501 5\.1\.3/],
    ['TO:<a@b.fr> <c@d.fr>', /^501 5\.5\.4/],
    ['TO:<a@b.fr>, <c@d.fr>', /^501 5\.1\.3/],
    ['TO:<a@b.fr> SIZE=1', /^555 5\.5\.4/],
    ['TO:<a@b.fr> ZZZ=1', /^555 5\.5\.4/],
    ['TO:<a@b.fr> NOTIFY', /^501 5\.5\.4/],
    ['TO:<a@b.fr> NOTIFY=', /^501 5\.5\.4/],
    ['TO:<a@b.fr> NOTIFY=NEVER,SUCCESS', /^501 5\.5\.4/],
    ['TO:<a@b.fr> NOTIFY=SUCCESS,,DELAY', /^501 5\.5\.4/],
    ['TO:<a@b.fr> NOTIFY=ALWAYS', /^501 5\.5\.4/],
    ['TO:<a@b.fr> ORCPT=a@b.fr', /^501 5\.5\.4/],
    ['TO:<a@b.fr> ORCPT=rfc822;', /^501 5\.5\.4/],
    ['TO:<a@b.fr> ORCPT=rfc822;a+0Ab', /^501 5\.5\.4/],
    [`TO:<a@b.fr> ORCPT=rfc822;${'a'.repeat(500)}`, /^501 5\.5\.4/],
  ])('refuses %j', (text, reply) => {
    const read = readRecipientArgument(text)
    expect(!read.ok && read.error).toMatch(reply)
  })
})
