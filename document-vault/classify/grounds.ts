import type { DocumentType } from '../contract/classification.js'
import type { TypeScore } from './type-scores.js'

const spoken = (phrase: string): string => phrase.replace(/^CR\b/, 'compte rendu')
const quoted = (phrases: readonly string[]): string => phrases.map(spoken).join(', ')
const first = (phrases: readonly string[]): string => `« ${spoken(phrases[0] ?? '')} »`

/** Below this a piece of evidence is not worth a sentence. */
const worthSaying = 1

/** French sentences that a human can check: phrases we know, never the document's text. */
export function groundsOf(one: TypeScore): string[] {
  const grounds: string[] = []
  if (one.title.score >= worthSaying) grounds.push(`Titre : ${first(one.title.phrases)}`)
  if (one.headline.score >= worthSaying)
    grounds.push(`Une ligne isolée du document se lit ${first(one.headline.phrases)}`)
  if (one.text.score >= worthSaying && one.text.phrases.length > 0)
    grounds.push(`Le texte contient : ${quoted(one.text.phrases)}`)
  if (one.layout.score >= worthSaying) grounds.push(...one.layout.phrases.filter(Boolean))
  if (one.speciality > 0) grounds.push("La spécialité de l'expéditeur s'y accorde")
  if (one.subject.score >= worthSaying)
    grounds.push(`L'objet du message contient ${first(one.subject.phrases)}`)
  if (one.fileName.score >= worthSaying)
    grounds.push(`Le nom du fichier contient ${first(one.fileName.phrases)}`)
  return grounds
}

export const spaceName = (type: DocumentType | null): string =>
  type?.space ?? 'aucun des neuf espaces'
