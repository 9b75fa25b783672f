/** What people read in the answers of set-up (French). */
export const setupTexts = {
  foreign:
    'Aucune boîte de professionnel de ce domaine n’est servie ici : vérifiez l’adresse. ' +
    'Les usagers lisent leurs messages dans le portail, sans logiciel de messagerie.\n',
  addressMissing:
    'Indiquez une adresse complète, par exemple prenom.nom@domaine : ' +
    'le formulaire est à la page /configuration.\n',
  notFound: 'Rien à cette adresse. Les réglages sont à la page /configuration.\n',
  failed: 'Erreur interne : réessayez plus tard.\n',
  method: 'Cette page se lit seulement (GET).\n',
} as const
