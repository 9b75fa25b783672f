/** As doctors print them: no code, a title and what is prescribed. */
export const dischargePrescriptions = [
  {
    filename: 'medicaments.pdf',
    typeCode: '57833-6',
    lines: [
      'Ordonnance de médicaments',
      'Paracétamol 1 g, un comprimé trois fois par jour pendant cinq jours',
      'Clindamycine 300 mg, une gélule matin, midi et soir pendant sept jours',
    ],
  },
  {
    filename: 'soins-infirmiers.pdf',
    typeCode: 'PRESC-INF',
    lines: [
      'Prescription de soins infirmiers',
      'Par une infirmière diplômée à domicile : réfection du pansement de la main droite',
      'tous les deux jours pendant quinze jours, ablation des fils à J15',
    ],
  },
  {
    filename: 'kinesitherapie.pdf',
    typeCode: 'PRESC-KINE',
    lines: [
      'Prescription de kinésithérapie',
      'Masseur-kinésithérapeute : dix séances de rééducation de la main droite',
    ],
  },
] as const
