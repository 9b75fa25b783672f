import { describe, expect, it } from 'vitest'
import type { FilingContext } from '../contract/classification.js'
import { withoutBoilerplate } from './boilerplate-lines.js'
import { classify } from './classify.js'
import { textDocument } from './text-document.js'

const context: FilingContext = {
  depositor: 'professional',
  senderSpeciality: '',
  subject: '',
  fileName: '',
  remembered: [],
}
const letterhead = `CENTRE HOSPITALIER DU VAL
Praticiens : Dr Zoé Perrin, Dr Marc Olivet, Dr Inès Charpin
Prise de rendez-vous sur Doctolib ou au 01 99 00 10 13
Secrétariat ouvert du lundi au vendredi de 9 h à 17 h`
const footer = `N'oubliez pas d'apporter votre carte vitale et vos ordonnances à chaque rendez-vous
Vos données font l'objet d'un traitement informatique, conformément au RGPD
Document confidentiel. Imprimé le 03/02/2025 - Page 1/2`
const framed = (body: string) => `${letterhead}\n${body}\n${footer}`
const typeOf = (title: string, body: string) =>
  classify(textDocument(title, framed(body)), context).typeCode

const letter = `Cher confrère,
J'ai revu Monsieur TALIN pour son diabète. Antécédents : HTA. Traitement : metformine.
À l'examen, le poids est de 84 kg et la tension à 138/82.
Biologie du 3 janvier :
HbA1c 7,8 % (4,0 - 6,0)
Créatinine 92 µmol/L (60 - 110)
LDL 0,9 g/L (< 1,0)
Je propose d'ajouter de la dapagliflozine et je le reverrai dans quatre mois.
Bien confraternellement`
const doppler = `Cher confrère, merci de nous avoir confié Madame FIQUET.
Écho-doppler veineux des membres inférieurs
Technique : sonde haute fréquence, mode B et doppler couleur.
La veine poplitée est perméable et compressible des deux côtés, sans anomalie.
Une veine soléaire gauche est dilatée, incompressible, avec du matériel échogène.
Conclusion : thrombose veineuse profonde distale gauche.`
const request = `Chers confrères radiologues,
Pourriez-vous réaliser un scanner thoracique avec injection chez Monsieur CANTO, 70 ans ?
Renseignements cliniques : toux, amaigrissement de six kilos, tabac. Je recherche une tumeur.
Pas d'allergie au produit de contraste, pas de pacemaker, créatinine normale, examen urgent.
Avec mes remerciements`
const analyses = `Faire pratiquer à jeun dans un laboratoire d'analyses médicales :
NFS plaquettes
Ionogramme, urée, créatinine
HbA1c
Cholestérol, triglycérides
TSH
À renouveler dans trois mois`
const death = `Le docteur soussigné certifie que la mort de la personne désignée
est réelle et constante
Nom : GARDET. Domicile : 3 rue Basse. Décès le 11/02/2025 à 04 h 20
Obstacle médico-légal : non. Obligation de mise en bière immédiate : non
Don du corps : non. Prélèvement pour rechercher la cause du décès : non`
const invitation = `Madame,
Vous êtes convoquée pour une consultation d'anesthésie le mardi 4 mars 2025 à 14 h 15.
Merci de vous présenter au bureau des admissions, bâtiment B, quinze minutes avant.
En cas d'empêchement, prévenez-nous 48 heures à l'avance.`

const valuesInProse = `Monsieur et cher confrère,
Votre patient a été vu le 4 décembre pour le suivi de sa maladie rénale.
Le poids est stable, la pression artérielle est de 138/78.
Sur le bilan : créatinine 158 µmol/L, urée 13 mmol/L, kaliémie 5,2 mmol/L, ferritine 188 µg/L,
hémoglobine 12,4 g/dL, albuminurie 310 mg/g. L'échographie montrait deux reins sans obstacle.
Il prend de l'irbésartan 300 mg et de l'amlodipine 10 mg, trois fois par semaine une ampoule.
Je propose une diététique pauvre en potassium. Prochaine visite dans quatre mois.
Bien confraternellement`
const injectionInVisit = `Motif : suivi du diabète. Antécédents : thyroïdite.
Elle va bien, pas d'hypoglycémie. Traitement : metformine 1000 mg matin et soir.
À l'examen : TA 126/78, poids 81 kg, pieds sans plaie. Biologie : HbA1c 6,8 %.
Nous avons fait ce jour le vaccin antigrippal, lot Y4C221V, dans le deltoïde gauche.
Au total, diabète équilibré. Je propose d'augmenter la dose, ordonnance de six mois.
Je la reverrai au printemps.`
const comingToScan = `Nous avons le plaisir de vous confirmer le rendez-vous suivant :
Examen : IRM du foie avec injection de produit de contraste
Date : jeudi 20 mars. Heure : 07 h 45. Présentez-vous quinze minutes avant.
Si vous ne pouvez pas venir, prévenez-nous 48 heures avant.
À jeun depuis six heures. À apporter : ordonnance, carte Vitale, scanner, échographie.
Signalez un stimulateur cardiaque, une allergie, une grossesse, une insuffisance rénale.`
const consentSigned = `Votre médecin vous a proposé une coloscopie. Biopsies et polypes sont possibles.
Complications rares : perforation, hémorragie. Avez-vous des questions ? [x] oui [ ] non
Je reconnais avoir reçu une information claire et loyale sur les bénéfices et les risques.
J'accepte l'examen [x] oui [ ] non. La conservation des prélèvements [ ] oui [x] non
Je peux revenir sur ma décision. Signature du patient`
const collegialDecision = `Présents : oncologue, radiologue, chirurgien, anatomopathologiste
Scanner : lésion du foie de 18 mm. Anatomopathologie : adénocarcinome, limites saines.
Question : chirurgie ou traitement premier ? Discussion : lésion unique, résécable.
Proposition de la réunion de concertation pluridisciplinaire : chimiothérapie, quatre cures.`
const nurseOrder = `Passage infirmier matin et soir, 7 jours sur 7, pour une durée de 6 mois :
surveillance de la glycémie, insuline, préparation des médicaments, bas de contention
Bilan de soins infirmiers à établir`

describe('a long document between letterhead and footer', () => {
  it.each([
    ['a letter that quotes values', 'Suivi', letter, '11488-4'],
    ['an imaging report written as a letter', 'Courrier', doppler, '18748-4'],
    ['a request named by the examination alone', 'Scanner thoracique', request, '55115-0'],
    ['names of analyses without values', 'Bilan', analyses, 'PRESC-BIO'],
    ['a certificate of death', 'Document', death, 'CERT_DECL'],
    ['a true invitation', 'Courrier', invitation, '56446-8'],
    ['values of a letter, in sentences', 'Suivi', valuesInProse, '11488-4'],
    ['an injection in a visit', 'Courrier', injectionInVisit, '11488-4'],
    ['how to come to an examination', 'Document', comingToScan, '56446-8'],
    ['consent to an examination', 'Information', consentSigned, '59284-0'],
    ['findings that a meeting weighs', 'Fiche', collegialDecision, '34794-8'],
    ['visits of a nurse that are ordered', 'Document', nurseOrder, 'PRESC-INF'],
  ])('is taken for what it is: %s', (_name, title, body, code) => {
    expect(typeOf(title, body)).toBe(code)
    expect(typeOf('', body)).toBe(code)
  })

  it('is never filed as an appointment for its letterhead', () => {
    const body = 'Patient vu ce jour.\nSuite à donner selon évolution.\nDr Perrin'
    const said = classify(textDocument('Document', framed(body)), context)
    expect(said.outcome).toBe('held')
  })
})

describe('lines of letterheads and footers', () => {
  it('go, and the lines of the document stay', () => {
    const body = letter.toLowerCase().split('\n')
    const folded = framed(letter).toLowerCase().replace(/é/g, 'e').split('\n')
    const kept = withoutBoilerplate(folded)
    expect(kept.join('\n')).not.toMatch(/doctolib|rgpd|carte vitale|page 1/)
    expect(kept.length).toBeGreaterThanOrEqual(body.length)
  })

  it('stay where they are nearly all there is', () => {
    const lines = footer.toLowerCase().split('\n')
    expect(withoutBoilerplate(lines)).toEqual(lines)
  })
})
