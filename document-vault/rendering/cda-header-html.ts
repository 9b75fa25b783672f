import type { IdentityTraits } from '../../domain/identity-traits.js'
import type { CdaDocument } from '../../mail-format/cda/cda-document.js'
import { childrenOf, elementAt, textOf } from '../../mail-format/xml/xml-navigation.js'
import type { XmlElement } from '../../mail-format/xml/xml-tree.js'
import type { HtmlWriter } from './html-text.js'

const moment = new Intl.DateTimeFormat('fr-FR', {
  timeZone: 'Europe/Paris',
  dateStyle: 'long',
  timeStyle: 'short',
})
const day = new Intl.DateTimeFormat('fr-FR', { timeZone: 'UTC', dateStyle: 'long' })

/** `4 mai 2026 à 10 h 00` */
const momentText = (at: number): string =>
  moment.format(at).replace(/(\d{1,2}):(\d{2})$/, '$1\u00a0h\u00a0$2')

/** `1979-03-12` in words; what is not a whole date stays as it is said. */
function birthDay(date: string): string {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN
  return Number.isNaN(at) ? date : day.format(at)
}

const sexes = { male: 'masculin', female: 'féminin', unknown: '' } as const

function patientText(patient: IdentityTraits): string {
  const { birthName, usedName, firstNames, birthDate, sex } = patient
  const family =
    usedName !== '' && usedName !== birthName
      ? `${usedName} (naissance\u00a0: ${birthName})`
      : birthName
  const parts = [`${firstNames.join(' ')} ${family}`.trim()]
  if (birthDate !== '') parts.push(`né(e) le ${birthDay(birthDate)}`)
  if (sexes[sex] !== '') parts.push(`sexe ${sexes[sex]}`)
  return parts.filter((part) => part !== '').join(', ')
}

function authorText({ author, custodian }: CdaDocument): string {
  const parts = [author?.name ?? '', author?.speciality?.display ?? '', author?.organisation ?? '']
  const said = parts.filter((part) => part !== '').join(', ')
  return said === '' ? custodian : said
}

/** Names of `informationRecipient`, people before structures. */
function recipientTexts(root: XmlElement): string[] {
  const recipients = childrenOf(root, 'informationRecipient').slice(0, 20)
  return recipients.flatMap((recipient) => {
    const intended = elementAt(recipient, 'intendedRecipient')
    const name = elementAt(intended, 'informationRecipient/name')
    const words = name === null ? [] : ['prefix', 'given', 'family', 'suffix']
    const parts = words.flatMap((part) => childrenOf(name!, part).map(textOf))
    const person = parts.length > 0 ? parts.filter((part) => part !== '').join(' ') : textOf(name)
    const structure = textOf(elementAt(intended, 'receivedOrganization/name'))
    const said = [person, structure].filter((part) => part !== '').join(', ')
    return said === '' ? [] : [said]
  })
}

/** Who wrote what about whom and when, as a list of terms. */
export function headerHtml(cda: CdaDocument, root: XmlElement, html: HtmlWriter): void {
  const { effectiveTime, versionNumber } = cda
  const rows: readonly (readonly [term: string, said: string])[] = [
    ['Patient', patientText(cda.patient)],
    ['Auteur', authorText(cda)],
    ['Date', effectiveTime === null ? '' : momentText(effectiveTime)],
    ['Destinataire', recipientTexts(root).join('\u202f; ')],
    ['Version', versionNumber === null ? '' : String(versionNumber)],
  ]
  html.markup('<header><h1>')
  html.text(cda.title === '' ? (cda.code?.display ?? '') || 'Document' : cda.title)
  html.markup('</h1><dl>')
  for (const [term, said] of rows) {
    if (said === '') continue
    html.markup('<dt>')
    html.text(term)
    html.markup('</dt><dd>')
    html.text(said)
    html.markup('</dd>')
  }
  html.markup('</dl></header>')
}
