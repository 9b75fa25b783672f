import { reasons } from '../domain/reasons.js'
import { generatedNote, type ManualPage, markdownTable } from './manual-page.js'

/** docs/replies.md, from domain/reasons.ts. */
export const repliesPage = (): ManualPage => ({
  file: 'replies.md',
  text: `${generatedNote}

# Réponses de refus

Une ligne par motif. Le motif termine la réponse (\`550 5.7.1 Texte [motif]\` en SMTP,
\`NO [CODE] Texte (motif)\` en IMAP), les accents manquent sur le fil (RFC 5321 §4.2).
« Plus tard » : l'expéditeur peut réessayer tel quel ; « jamais » : il faut corriger d'abord. Les
codes sont des propositions fondées sur la RFC 3463, faute de liste officielle.

${markdownTable(
  ['Motif', 'SMTP', 'IMAP', 'HTTP', 'Réessayer', 'Texte'],
  Object.entries(reasons).map(([reason, row]) => [
    `\`${reason}\``,
    row.smtp,
    row.imap,
    String(row.http),
    row.retry === 'later' ? 'plus tard' : 'jamais',
    row.says,
  ]),
)}
`,
})
