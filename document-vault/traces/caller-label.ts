import type { Caller } from '../contract/callers.js'

/** TRE_G15, as people say it; a code that is not here is left out of the sentence. */
const professions: ReadonlyMap<string, string> = new Map([
  ['10', 'médecin'],
  ['21', 'pharmacien'],
  ['26', 'audioprothésiste'],
  ['28', 'opticien-lunetier'],
  ['31', 'assistant dentaire'],
  ['32', 'physicien médical'],
  ['35', 'aide-soignant'],
  ['36', 'ambulancier'],
  ['37', 'auxiliaire de puériculture'],
  ['38', 'préparateur en pharmacie hospitalière'],
  ['39', 'préparateur en pharmacie'],
  ['40', 'chirurgien-dentiste'],
  ['50', 'sage-femme'],
  ['60', 'infirmier'],
  ['70', 'masseur-kinésithérapeute'],
  ['80', 'pédicure-podologue'],
  ['86', 'technicien de laboratoire médical'],
  ['91', 'orthophoniste'],
  ['92', 'orthoptiste'],
  ['93', 'psychologue'],
  ['94', 'ergothérapeute'],
  ['95', 'diététicien'],
  ['96', 'psychomotricien'],
  ['98', "manipulateur d'électroradiologie médicale"],
])

/** The subject of a sentence said to the holder, without the verb: `vous`, `Dr X (médecin, Y)`. */
export function callerLabel(caller: Caller): string {
  switch (caller.kind) {
    case 'holder':
      return 'vous'
    case 'representative':
      return `${caller.name} (votre représentant légal ou aidant)`
    case 'professional': {
      const facts = [professions.get(caller.profession), caller.structureName.trim()]
      const known = facts.filter((fact) => fact !== undefined && fact !== '').join(', ')
      const name = titled(caller.name, caller.profession)
      return known === '' ? name : `${name} (${known})`
    }
    case 'software':
      return `le logiciel ${caller.name}`
    case 'insurer':
      return "l'Assurance Maladie"
    case 'administrator':
      return `${caller.name} (administration du service)`
    case 'system':
      return 'le service'
  }
}

/** Doctors are named with their title, unless the name brings one. */
const titled = (name: string, profession: string): string =>
  profession !== '10' || /^(dr|docteure?|pr|professeure?)\b\.?/iu.test(name) ? name : `Dr ${name}`
