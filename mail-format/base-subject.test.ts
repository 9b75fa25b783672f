import { describe, expect, it } from 'vitest'
import { baseSubject } from './base-subject.js'

const reply = true
const plain = false

describe('base subject (RFC 5256 §2.1)', () => {
  it.each([
    ['bilan', 'bilan', plain],
    ['', '', plain],
    ['   ', '', plain],
    ['Re: bilan', 'bilan', reply],
    ['RE:bilan', 'bilan', reply],
    ['re : bilan', 'bilan', reply],
    ['Re[2]: bilan', 'bilan', reply],
    ['Re [2] : bilan', 'bilan', reply],
    ['Fw: bilan', 'bilan', reply],
    ['Fwd: Re: FW: bilan', 'bilan', reply],
    ['Re:', '', reply],
    ['bilan (fwd)', 'bilan', reply],
    ['bilan (fwd)(FWD)  (fwd) ', 'bilan', reply],
    ['(fwd)', '', reply],
    ['[liste] bilan', 'bilan', plain],
    ['[liste][autre] Re: [x] bilan', 'bilan', reply],
    ['[liste] [autre] bilan', 'bilan', plain],
    ['[liste]', '[liste]', plain],
    ['[liste] [autre]', '[autre]', plain],
    ['Re: [liste]', '[liste]', reply],
    ['[liste] Re:', '', reply],
    ['[fwd: bilan]', 'bilan', reply],
    ['[Fwd: [fwd: Re: bilan (fwd)]]', 'bilan', reply],
    ['[fwd:]', '', reply],
    ['[fwd: bilan] suite', 'suite', plain],
    ['Re: [fwd: bilan]', 'bilan', reply],
    ['[a] [fwd: bilan]', 'bilan', reply],
    ['[fwd: [a][b', '[fwd: [a][b', plain],
    ['un  deux\t trois', 'un deux trois', plain],
    // Not in the RFC.
    ['TR : bilan', 'TR : bilan', plain],
    ['Réf: bilan', 'Réf: bilan', plain],
    ['Rebilan: x', 'Rebilan: x', plain],
    ['Re bilan', 'Re bilan', plain],
    ['Fwdd: bilan', 'Fwdd: bilan', plain],
    ['Re[a][b]: bilan', 'Re[a][b]: bilan', plain],
    ['bilan (fwd) suite', 'bilan (fwd) suite', plain],
    ['[ouvert bilan', '[ouvert bilan', plain],
  ])('%j', (subject, text, isReplyOrForward) => {
    expect(baseSubject(subject)).toEqual({ text, isReplyOrForward })
  })
})
