import { z } from 'zod'
import { parseEmailAddress } from '../domain/email-address.js'
import { documented } from './key-documents.js'

const path = z.string().min(1)
const address = z
  .string()
  .refine((text) => parseEmailAddress(text).ok, 'adresse attendue, par exemple avis@exemple.fr')
/** Notices to the personal e-mail of patients, outside the trust space: `[notification]`. */
export const notificationSchema = z.strictObject({
  host: documented(z.string().min(1).max(253).optional(), {
    says:
      'Relais de messagerie ordinaire (hors espace de confiance) pour prévenir les usagers à ' +
      'leur adresse personnelle, sans contenu. Absent : aucun courriel n’est envoyé ; en mode ' +
      'développement, ils sont écrits dans run/outbox du dossier de données.',
    restart: true,
  }),
  port: documented(z.int().min(1).max(65_535).default(587), {
    says: 'Port de ce relais : 587 avec STARTTLS, 465 en TLS implicite.',
    unit: 'port TCP',
    restart: true,
  }),
  tls: documented(z.enum(['implicit', 'starttls', 'none']).default('starttls'), {
    says:
      'Chiffrement vers ce relais, sans repli en clair. none : adresse de bouclage en mode ' +
      'développement seulement.',
    restart: true,
  }),
  trustFile: documented(path.optional(), {
    says: 'Autorités (PEM) du certificat de ce relais ; sinon celles du système.',
    restart: true,
  }),
  user: documented(z.string().min(1).max(250).optional(), {
    says: 'Identifiant sur ce relais, avec passwordFile ; sans eux, aucune identification.',
    restart: true,
  }),
  passwordFile: documented(path.optional(), {
    says: 'Fichier du mot de passe sur ce relais, lisible par son propriétaire seul.',
    restart: true,
  }),
  fromAddress: documented(address.optional(), {
    says:
      'Adresse d’expéditeur des courriels de notification, d’un domaine qui n’est pas de ' +
      'l’espace de confiance. Obligatoire avec host.',
    restart: true,
  }),
  fromName: documented(z.string().trim().min(1).max(80).default('Messagerie de santé'), {
    says: 'Nom d’expéditeur de ces courriels.',
    restart: true,
  }),
  bounceAddress: documented(address.optional(), {
    says: 'Adresse des retours d’erreur (MAIL FROM) ; sinon fromAddress.',
    restart: true,
  }),
  delaySeconds: documented(z.int().min(0).max(86_400).default(30), {
    says: 'Attente avant de prévenir : qui lit le message entre-temps ne reçoit rien.',
    unit: 'secondes',
    restart: true,
  }),
  burstHours: documented(z.int().min(1).max(720).default(24), {
    says:
      'Les messages suivants ne sont plus annoncés jusqu’à la prochaine visite de l’usager, ou ' +
      'jusqu’à la fin de cette durée.',
    unit: 'heures',
    restart: true,
  }),
})
