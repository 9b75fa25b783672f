import { describe, expect, it } from 'vitest'
import { answerSubject, shownSubject } from './subject-line.js'

describe('subjects', () => {
  it.each([
    ['Consignes', 'Consignes', 'Re: Consignes'],
    ['Re: Consignes', 'Consignes', 'Re: Consignes'],
    ['RE : TR: Re[2]: Consignes', 'Consignes', 'Re: Consignes'],
    ['Réf : Consignes', 'Consignes', 'Re: Consignes'],
    ['XDM/1.0/DDM+Compte rendu', 'Compte rendu', 'Re: Compte rendu'],
    ['Re: XDM/1.0/DDM+ Compte rendu', 'Compte rendu', 'Re: Compte rendu'],
    ['[DMP] Ordonnance', 'Ordonnance', 'Re: Ordonnance'],
    [
      'Reprise du travail : quand ?',
      'Reprise du travail : quand ?',
      'Re: Reprise du travail : quand ?',
    ],
    ['a\r\nBcc: b', 'a  Bcc: b', 'Re: a  Bcc: b'],
    ['', '', 'Re: votre message'],
    ['Re:', '', 'Re: votre message'],
  ])('%j is shown and answered', (subject, shown, answered) => {
    expect(shownSubject(subject)).toBe(shown)
    expect(answerSubject(subject)).toBe(answered)
  })
})
