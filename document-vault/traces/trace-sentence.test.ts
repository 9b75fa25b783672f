import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Caller } from '../contract/callers.js'
import type { VaultAct, VaultTrace } from '../contract/traces.js'
import { traceSentence } from './trace-sentence.js'

const at = Date.UTC(2026, 2, 12, 13, 5)
const doctor: Caller = {
  kind: 'professional',
  nationalId: '810000000001',
  name: 'Claire MOREL',
  profession: '10',
  speciality: 'SM26',
  structureName: 'CH des Ormes',
  structureId: '1750000001',
}
const nurse: Caller = { ...doctor, name: 'Léa PONT', profession: '60', structureName: '' }
const holder: Caller = { kind: 'holder' }
const carer: Caller = { kind: 'representative', name: 'Paul MARTIN' }
const software: Caller = { kind: 'software', name: 'DPI des Ormes', structureId: '1' }
const system: Caller = { kind: 'system' }

const says = (
  act: VaultAct,
  caller: Caller,
  more: Partial<Pick<VaultTrace, 'door' | 'outcome' | 'documentTitle' | 'detail'>> = {},
): string =>
  traceSentence({
    at,
    act,
    caller,
    door: '',
    outcome: 'done',
    documentTitle: '',
    detail: {},
    ...more,
  })

const title = 'Compte rendu opératoire'
const table: readonly (readonly [string, string])[] = [
  [
    says('access.emergency', doctor, {
      door: 'break-glass',
      detail: { mode: 'break-glass', motive: 'Patiente inconsciente.' },
    }),
    'Dr Claire MOREL (médecin, CH des Ormes) a ouvert votre dossier en urgence (bris de glace). Motif : Patiente inconsciente.',
  ],
  [
    says('access.emergency', doctor, {
      door: 'regulation',
      detail: { mode: 'regulation', motive: 'appel au 15' },
    }),
    "Dr Claire MOREL (médecin, CH des Ormes) a ouvert votre dossier pour la régulation d'un appel d'urgence (Samu, centre 15). Motif : appel au 15.",
  ],
  [
    says('access.emergency', nurse, {
      outcome: 'forbidden',
      detail: { mode: 'break-glass', motive: 'chute' },
    }),
    'Léa PONT (infirmier) a voulu ouvrir votre dossier en urgence (bris de glace) : refusé (ses droits ne le permettent pas). Motif : chute.',
  ],
  [
    says('access.emergency', doctor, { outcome: 'opposed', detail: { mode: 'break-glass' } }),
    "Dr Claire MOREL (médecin, CH des Ormes) a voulu ouvrir votre dossier en urgence (bris de glace) : refusé (vous vous y êtes opposé, ou n'y avez pas consenti).",
  ],
  [
    says('access.emergency', doctor, { outcome: 'blocked', detail: { mode: 'break-glass' } }),
    'Dr Claire MOREL (médecin, CH des Ormes) a voulu ouvrir votre dossier en urgence (bris de glace) : refusé (vous avez bloqué ce professionnel).',
  ],
  [
    says('document.read', doctor, { door: 'break-glass', documentTitle: title }),
    'Dr Claire MOREL (médecin, CH des Ormes) a lu « Compte rendu opératoire », en urgence (bris de glace).',
  ],
  [
    says('document.read', doctor, { door: 'regulation', documentTitle: title }),
    "Dr Claire MOREL (médecin, CH des Ormes) a lu « Compte rendu opératoire », pour la régulation d'un appel d'urgence (Samu, centre 15).",
  ],
  [
    says('document.read', doctor, { door: 'referring-doctor', documentTitle: title }),
    'Dr Claire MOREL (médecin, CH des Ormes) a lu « Compte rendu opératoire », comme médecin traitant.',
  ],
  [
    says('document.read', nurse, { door: 'care-team', documentTitle: title }),
    "Léa PONT (infirmier) a lu « Compte rendu opératoire », comme membre de l'équipe de soins.",
  ],
  [
    says('document.read', doctor, { door: 'author', documentTitle: title }),
    'Dr Claire MOREL (médecin, CH des Ormes) a lu « Compte rendu opératoire », comme auteur du document.',
  ],
  [
    says('document.read', doctor, { outcome: 'not-found' }),
    "Dr Claire MOREL (médecin, CH des Ormes) a voulu lire un document : refusé (ce document n'est pas visible ou n'existe pas).",
  ],
  [
    says('document.read', holder, { door: 'holder', documentTitle: title }),
    'vous avez lu « Compte rendu opératoire ».',
  ],
  [
    says('document.read', carer, { door: 'representative', documentTitle: title }),
    'Paul MARTIN (votre représentant légal ou aidant) a lu « Compte rendu opératoire ».',
  ],
  [
    says('document.list', doctor, { door: 'authorised' }),
    'Dr Claire MOREL (médecin, CH des Ormes) a consulté la liste de vos documents, avec votre autorisation.',
  ],
  [
    says('document.list', software, { outcome: 'forbidden' }),
    'le logiciel DPI des Ormes a voulu consulter la liste de vos documents : refusé (ses droits ne le permettent pas).',
  ],
  [
    says('document.history', holder, { documentTitle: title }),
    "vous avez consulté l'historique de « Compte rendu opératoire ».",
  ],
  [
    says('document.file', software, { documentTitle: title, detail: { space: 'Comptes rendus' } }),
    'le logiciel DPI des Ormes a déposé « Compte rendu opératoire » dans votre dossier, espace Comptes rendus.',
  ],
  [
    says('document.file', { kind: 'insurer' }, { documentTitle: title, outcome: 'record-closed' }),
    "l'Assurance Maladie a voulu déposer « Compte rendu opératoire » dans votre dossier : refusé (ce dossier est fermé).",
  ],
  [
    says('document.hold', system, {
      outcome: 'held',
      documentTitle: title,
      detail: { reason: 'not-certain' },
    }),
    'le service a mis en attente « Compte rendu opératoire » (classement incertain).',
  ],
  [
    says('document.refuse', system, {
      outcome: 'refused',
      detail: { source: 'xdm', sender: 'Laboratoire du Port', reason: 'ins-differs' },
    }),
    'le service a voulu déposer un document reçu par messagerie de Laboratoire du Port dans votre dossier : refusé (le document ne porte pas votre identité).',
  ],
  [
    says('document.refuse', doctor, {
      outcome: 'refused',
      detail: { source: 'fhir', reason: '906' },
    }),
    'Dr Claire MOREL (médecin, CH des Ormes) a voulu déposer un document dans votre dossier : refusé.',
  ],
  [
    says('document.file', system, {
      documentTitle: title,
      detail: { source: 'mail', sender: 'Dr BLANC', space: 'Comptes rendus' },
    }),
    'le service a déposé « Compte rendu opératoire » reçu par messagerie de Dr BLANC dans votre dossier, espace Comptes rendus.',
  ],
  [
    says('document.file', system, {
      documentTitle: title,
      detail: { source: 'mail', sender: '', already: true },
    }),
    'le service a reçu de nouveau « Compte rendu opératoire », qui était déjà dans votre dossier.',
  ],
  [
    says('document.forward', system, {
      documentTitle: title,
      detail: { to: 'Mes documents', result: 'later' },
    }),
    'le service a reporté la transmission de « Compte rendu opératoire » vers « Mes documents ».',
  ],
  [
    says('document.list', holder, { detail: { held: true } }),
    'vous avez consulté la liste de vos documents à classer.',
  ],
  [
    says('document.change', holder, { documentTitle: title, detail: { kind: 'constructor' } }),
    'vous avez modifié « Compte rendu opératoire ».',
  ],
  [
    says('traces.read', { ...doctor, profession: 'constructor' }, { outcome: 'forbidden' }),
    'Claire MOREL (CH des Ormes) a voulu consulter les traces de votre dossier : refusé (ses droits ne le permettent pas).',
  ],
  [
    says('document.settle', holder, { documentTitle: title, detail: { typeCode: '34874-8' } }),
    'vous avez classé « Compte rendu opératoire », qui était en attente (CR opératoire).',
  ],
  [
    says('document.settle', holder, { documentTitle: title, detail: { rejected: true } }),
    'vous avez écarté « Compte rendu opératoire », qui était en attente.',
  ],
  [
    says('document.change', holder, {
      documentTitle: title,
      detail: { kind: 'mask', masked: true },
    }),
    'vous avez masqué « Compte rendu opératoire » aux professionnels.',
  ],
  [
    says('document.change', holder, {
      documentTitle: title,
      detail: { kind: 'mask', masked: false },
    }),
    'vous avez rendu « Compte rendu opératoire » visible aux professionnels.',
  ],
  [
    says('document.change', doctor, {
      documentTitle: title,
      detail: { kind: 'hide-from-holder', hidden: false },
    }),
    'Dr Claire MOREL (médecin, CH des Ormes) a rendu « Compte rendu opératoire » visible pour vous.',
  ],
  [
    says('document.change', doctor, { detail: { withheld: true } }),
    'Dr Claire MOREL (médecin, CH des Ormes) a modifié un document qui ne vous est pas encore visible.',
  ],
  [
    says('document.change', doctor, {
      documentTitle: title,
      outcome: 'not-author',
      detail: { kind: 'delete', deleted: true },
    }),
    "Dr Claire MOREL (médecin, CH des Ormes) a voulu supprimer « Compte rendu opératoire » : refusé (seul l'auteur du document peut le faire).",
  ],
  [
    says('document.change', doctor, {
      documentTitle: title,
      outcome: 'already-visible',
      detail: { kind: 'hide-from-holder', hidden: true },
    }),
    'Dr Claire MOREL (médecin, CH des Ormes) a voulu différer votre accès à « Compte rendu opératoire » : refusé (un document déjà visible ne peut plus être caché).',
  ],
  [
    says('document.change', holder, {
      documentTitle: '$& $1',
      detail: { kind: 'categorise', space: 'Imagerie' },
    }),
    'vous avez reclassé « $& $1 » dans « Imagerie ».',
  ],
  [
    says('document.forward', system, {
      documentTitle: title,
      detail: { to: 'Mes documents', result: 'done' },
    }),
    'le service a transmis « Compte rendu opératoire » vers « Mes documents ».',
  ],
  [
    says('access.change', holder, { detail: { change: 'break-glass-opposition', on: true } }),
    "vous avez enregistré votre opposition à l'accès en urgence (bris de glace).",
  ],
  [
    says('access.change', holder, { detail: { change: 'regulation-opposition', on: false } }),
    "vous avez levé votre opposition à l'accès par la régulation des urgences (Samu, centre 15).",
  ],
  [
    says('access.change', holder, { detail: { change: 'filing-opposition', on: true } }),
    'vous avez enregistré votre opposition au dépôt de documents par les professionnels.',
  ],
  [
    says('access.change', holder, { detail: { change: 'reading-consent', on: false } }),
    'vous avez retiré votre consentement à la consultation de votre dossier.',
  ],
  [
    says('access.change', holder, {
      detail: { change: 'block', professional: 'Luc BRUN', nationalId: '8' },
    }),
    'vous avez bloqué Luc BRUN.',
  ],
  [
    says('access.change', holder, {
      detail: { change: 'authorise', professional: 'Luc BRUN', until: at },
    }),
    "vous avez autorisé Luc BRUN à lire vos documents, jusqu'au 12 mars 2026 à 14 h 05.",
  ],
  [
    says('access.change', holder, { detail: { change: 'referring-doctor', professional: null } }),
    'vous avez retiré votre médecin traitant.',
  ],
  [
    says('access.change', nurse, {
      door: 'care-team',
      detail: { change: 'authorise', professional: 'Léa PONT', until: null, basis: 'care-team' },
    }),
    'Léa PONT (infirmier) a déclaré faire partie de votre équipe de soins.',
  ],
  [
    says('access.change', doctor, {
      detail: { change: 'authorise', professional: 'Claire MOREL', until: null, basis: 'consent' },
    }),
    'Dr Claire MOREL (médecin, CH des Ormes) a indiqué avoir votre accord pour consulter votre dossier.',
  ],
  [says('record.create', system), 'le service a créé votre dossier.'],
  [
    says(
      'record.close',
      { kind: 'administrator', name: 'Ana ROY' },
      { detail: { motive: 'décès' } },
    ),
    'Ana ROY (administration du service) a fermé votre dossier. Motif : décès.',
  ],
  [says('traces.read', holder), 'vous avez consulté les traces de votre dossier.'],
  [
    says('traces.read', holder, { outcome: 'unavailable' }),
    'vous avez voulu consulter les traces de votre dossier : refusé (le service est momentanément indisponible).',
  ],
  [says('notice.acknowledge', holder), "vous avez pris connaissance d'un avis."],
]

describe('what the holder reads', () => {
  it.each(table)('%s', (said, expected) => {
    expect(said).toBe(`Le 12 mars 2026 à 14 h 05, ${expected}`)
  })

  it('tells time as the holder’s clock does, in winter and in summer', () => {
    const when = (instant: number) =>
      traceSentence({
        at: instant,
        act: 'traces.read',
        caller: holder,
        door: '',
        outcome: 'done',
        documentTitle: '',
        detail: {},
      })
    expect(when(Date.UTC(2026, 0, 1, 8, 7))).toMatch(/^Le 1er janvier 2026 à 09 h 07,/)
    expect(when(Date.UTC(2026, 6, 31, 22, 0))).toMatch(/^Le 1er août 2026 à 00 h 00,/)
  })

  it('gives a title once: Dr Morel, Pr Morel, Docteur Morel', () => {
    for (const name of ['Dr MOREL', 'Pr MOREL', 'Docteure MOREL', 'dr. MOREL'])
      expect(says('traces.read', { ...doctor, name })).toContain(`, ${name} (médecin`)
  })

  it('never repeats an INS that a title or a motive carries', () => {
    const digits = fc.stringMatching(
      /^[12][0-9]{2}(0[1-9]|1[0-2])(75|2A|2B|99)[0-9]{6}([0-9]{2})?$/,
    )
    fc.assert(
      fc.property(digits, fc.constantFrom('', ' ', '.'), (ins, gap) => {
        const parts = [1, 3, 5, 7, 10, 13, 15]
        const written = parts
          .map((end, index) => ins.slice(index === 0 ? 0 : parts[index - 1], end))
          .filter((part) => part !== '')
          .join(gap)
        const sentences = [
          says('document.read', doctor, { documentTitle: `CR ${written}.pdf` }),
          says('access.emergency', doctor, {
            detail: { mode: 'break-glass', motive: `INS ${written}` },
          }),
        ]
        return sentences.every(
          (said) => !said.includes(written) && said.includes('[numéro masqué]'),
        )
      }),
    )
  })

  it('leaves dates, telephone and RPPS numbers alone', () => {
    for (const text of [
      'CR du 12/03/2026',
      '01 45 54 53 23',
      'RPPS 10003461033',
      '2026-03-12 14:05',
    ])
      expect(says('document.read', holder, { documentTitle: text })).toContain(text)
  })
})
