import { type ActPhrase, type Facts, phrase, factText as text } from './phrase.js'

/** Pairs of a flag that is set, and taken back. */
const marks: Readonly<
  Record<
    string,
    { readonly flag: string; readonly set: readonly string[]; readonly unset: readonly string[] }
  >
> = {
  mask: {
    flag: 'masked',
    set: ['masqué # aux professionnels', 'masquer # aux professionnels'],
    unset: ['rendu # visible aux professionnels', 'rendre # visible aux professionnels'],
  },
  'hide-from-holder': {
    flag: 'hidden',
    set: ['différé votre accès à #', 'différer votre accès à #'],
    unset: ['rendu # visible pour vous', 'rendre # visible pour vous'],
  },
  'hide-from-representatives': {
    flag: 'hidden',
    set: ['masqué # à vos représentants légaux', 'masquer # à vos représentants légaux'],
    unset: [
      'rendu # visible à vos représentants légaux',
      'rendre # visible à vos représentants légaux',
    ],
  },
  archive: {
    flag: 'archived',
    set: ['archivé #', 'archiver #'],
    unset: ['désarchivé #', 'désarchiver #'],
  },
  delete: {
    flag: 'deleted',
    set: ['supprimé #', 'supprimer #'],
    unset: ['rétabli #', 'rétablir #'],
  },
}

/** A `DocumentChange` in words; `document` is its title between quotes. */
export function documentChangePhrase(document: string, facts: Facts): ActPhrase {
  const noun = "modification d'un document"
  const kind = text(facts, 'kind')
  const mark = Object.hasOwn(marks, kind) ? marks[kind] : undefined
  if (mark !== undefined) {
    const forms = facts[mark.flag] === false ? mark.unset : mark.set
    const [participle, infinitive] = forms.map((form) => form.replace('#', () => document))
    return phrase(participle!, infinitive!, noun)
  }
  const target = text(facts, 'label') || text(facts, 'space') || text(facts, 'typeCode')
  const into = target === '' ? '' : ` dans « ${target} »`
  if (kind === 'reclassify' || kind === 'categorise')
    return phrase(`reclassé ${document}${into}`, `reclasser ${document}${into}`, noun)
  return phrase(`modifié ${document}`, `modifier ${document}`, noun)
}
