import type { SendMailOptions } from 'nodemailer'

type Letter = Omit<SendMailOptions, 'to' | 'from'>

/** 8 by 8 pixels, one colour. */
export const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR4nGOYlV2LFTEMLQkAvDNggTyplEUAAAAA' +
    'SUVORK5CYII=',
  'base64',
)

/** Long enough to cross the blocks in which a file is kept and sent. */
export const report = Buffer.concat([
  Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n'),
  Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * 7 + (i >> 8)) % 256)),
  Buffer.from('\ntrailer<</Root 1 0 R>>\n%%EOF\n'),
])

/** A letter with all that a message can bring: both forms, a picture, files of each kind. */
export const dischargeLetter: Letter = {
  subject: 'Sortie après chirurgie de la main',
  text: `Bonjour Madame,

Vous trouverez ci-joint vos documents de sortie : lettre de liaison, ordonnance et radiographie.

Gardez la main surélevée, changez le pansement tous les deux jours. Le plan d'accès est ici : \
https://www.hopital.example/acces.

En cas de fièvre, de douleur qui augmente ou de doigts froids, appelez le 15.

Dr Claire Morel

Le 20 novembre 2026 à 9 h 12, Léa Bernard a écrit :
> Bonjour docteur, à quelle heure puis-je sortir lundi ?
> Merci beaucoup.`,
  html: `<h2>Votre sortie</h2><p>Bonjour <b>Madame</b>,</p><p>Gardez la main surélevée.</p>
<table><tr><th scope="col">Jour</th><th scope="col">Soin</th></tr>
<tr><td>Mercredi</td><td>Pansement</td></tr><tr><td>Jeudi</td><td>Consultation</td></tr></table>
<p><img src="cid:schema" alt="Schéma du pansement" width="64" height="64"></p>
<p>Dr Claire Morel</p>`,
  attachments: [
    { filename: 'lettre de liaison.pdf', content: report, contentType: 'application/pdf' },
    {
      filename: 'ordonnance-medicaments-et-soins-infirmiers-a-domicile-bernard-lea-2026-11-23.pdf',
      content: '%PDF-1.4\n%%EOF\n',
      contentType: 'application/pdf',
    },
    { filename: 'radiographie.pdf', content: picture, contentType: 'application/pdf' },
    {
      filename: 'formulaire.html',
      content: '<!doctype html><html><body>formulaire</body></html>',
      contentType: 'application/octet-stream',
    },
    { filename: 'schema.png', content: picture, contentType: 'image/png', cid: 'schema' },
  ],
}

/** No answer wanted (`X-MSS-MES: FIN`, mssante.md §1.5). */
export const information: Letter = {
  subject: 'Recommandations de début de grossesse',
  text: 'Vitamine B9 chaque jour, pas d’alcool ni de tabac. Bonne lecture !',
  headers: { 'X-MSS-MES': 'FIN' },
}

export const question: Letter = {
  subject: 'Préparation du séjour',
  text: 'Bonjour,\n\nMerci de nous envoyer votre carte de groupe sanguin.\n\nLe secrétariat',
}

/** Names and words of a length that breaks layouts. */
export const longWinded: Letter = {
  subject:
    'Renouvellement de traitement au long cours et conciliation médicamenteuse de sortie ' +
    'd’hospitalisation – acide-acétylsalicylique/hydrochlorothiazide',
  text:
    'https://www.pharmacie.example/dossiers/2026/11/23/conciliation-medicamenteuse-de-sortie-' +
    'd-hospitalisation-sans-aucun-blanc\n\nAnticonstitutionnellement'.padEnd(190, 'ment'),
}
