import type { TypeKnowledge } from './type-knowledge.js'

/** Discharge from social and medico-social structures. */
export const socialLiaison: readonly TypeKnowledge[] = [
  {
    code: '83981-1',
    title: `
      9: lettre de liaison à la sortie d'une structure sociale ou médico-sociale
      9: lettre de liaison de sortie d'EHPAD; lettre de liaison sortie structure médico-sociale
      9: sortie de structure médico-sociale; lettre de liaison à la sortie d'EHPAD
      9: lettre de sortie d'EHPAD; lettre de liaison de sortie de structure sociale
      9: lettre de liaison sortie ESMS; fiche de liaison de sortie d'EHPAD; CR de sortie d'EHPAD
      9: lettre de liaison à la sortie d'une structure; lettre de liaison de sortie du foyer
      9: lettre de liaison sortie EHPAD; CR de fin d'accompagnement; fiche de sortie d'ESMS
      9: lettre de liaison à la sortie d'une structure médico-sociale
      9: lettre de liaison sortie SSIAD; lettre de sortie de foyer; lettre de sortie du SESSAD`,
    text: `
      3: sortie de l'EHPAD; quitte notre établissement; quitte l'établissement
      3: fin d'accompagnement; sortie de l'établissement; hébergement temporaire
      3: structure médico-sociale; fin de prise en charge; a séjourné dans notre établissement
      3: séjour temporaire; quitte la résidence; a été accueilli; accueilli du; a été accueillie
      3: sortie définitive; quitte le foyer
      0.8: résident; autonomie; EHPAD; référent; foyer
      2.4: a séjourné chez nous; retour domicile; a participé; ateliers; répit
      2.4: sorti du dispositif; acquis; relais; reprise SSIAD; quitte; poids stable
      2.4: accueil temporaire; relais CMPP
      2.4: sortie d'EHPAD; vers domicile; quitte notre établissement; suivis à poursuivre`,
  },
]
