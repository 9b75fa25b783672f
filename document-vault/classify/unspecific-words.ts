import { stem } from './folded-words.js'

/**
 * Words that stand in documents of every kind (counted on the labelled documents): alone they say
 * little of the type, in an expression they may.
 */
const spoken = `
pas dr mois jour date examen soins bilan j résultat motif consultation semaine document
sortie synthèse droit sa mg commentaire enfant entrée suivi cm ordonnance risque cours
antécédents poids domicile depuis hospitalisation aide trouble début fin référence dose
séance ide taille arrêt dispositif fait total diagnostic mère père urgence avis pharmacie
indication née né recherche lot intervention évaluation objectif technique validé code
présent chute contrôle faire problème attestation h rue mardi lundi jeudi vendredi
mercredi qui période relais question merci surveillance tolérance garçon fille famille
protocole matériel vers transport risques pris mes négatif positif signature médecin
patient patiente adresse téléphone tél nom prénom âge sexe heure mobile arrivée admis
conclusion oui non bon score index droite gauche stable douleur image vue plan schéma cas
mesure employeur autorité déclare total réponse équipe qualité lien adaptation référent
difficultés porteur ALD base bilatéral cabinet conseil contact directives donné durée fils foyer
informé injection jointe lecture leucocytes niveau orientation parents passage pharmacien
règlement secrétariat secteur séjour sommeil tabac visite unité vitamine accueil sonde prothèse
fracture alimentation allaitement accouchement infirmière kiné accès versé chèque délivrance`

export const unspecificWords: ReadonlySet<string> = new Set(
  spoken
    .trim()
    .split(/\s+/)
    .map((word) =>
      stem(
        word
          .normalize('NFKD')
          .replace(/\p{M}+/gu, '')
          .toLowerCase(),
      ),
    ),
)
