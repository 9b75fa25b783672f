import { isIP } from 'node:net'
import { z } from 'zod'
import { canonicalDomain } from '../domain/email-address.js'
import { documented } from './key-documents.js'
import { isNetworkText } from './network-text.js'
import { notificationSchema } from './notification-schema.js'
import { portalSchema } from './portal-schema.js'
import { vaultSchema } from './vault-schema.js'

const domain = z.string().transform((text, context): string => {
  const canonical = canonicalDomain(text)
  if (canonical?.includes('.')) return canonical
  context.addIssue({ code: 'custom', message: 'nom de domaine attendu, par exemple hopital.test' })
  return z.NEVER
})
const host = z
  .string()
  .refine(
    (text) => isIP(text) !== 0 || text === 'localhost',
    'adresse IP ou « localhost » attendue',
  )
/** 0 lets the system choose: tests, and several gateways on one machine. */
const port = z.int().min(0).max(65_535)
const octets = z.int().min(0)
const route = z
  .string()
  .refine(
    (text) =>
      /^(\[[0-9a-fA-F:.]+\]|[^\s:[\]]+):([1-9]\d{0,4})$/.test(text) && portOf(text) <= 65_535,
    'hôte:port attendu, par exemple 127.0.0.1:12600',
  )
const portOf = (text: string): number => Number(text.slice(text.lastIndexOf(':') + 1))
const path = z.string().min(1)
const network = z
  .string()
  .refine(isNetworkText, 'réseau attendu, par exemple 192.0.2.0/24 ou 2001:db8::/32')

const listen = z.strictObject({
  host: documented(host.default('127.0.0.1'), {
    says: "Adresse d'écoute. En mode développement, une adresse de bouclage seulement.",
    restart: true,
  }),
  basePort: documented(
    z
      .int()
      .min(0)
      .max(65_528)
      .refine((value) => value === 0 || value >= 1_024, 'au moins 1024, ou 0')
      .default(12_500),
    {
      says:
        'Premier port du bloc de huit : +0 SMTP des opérateurs, +1 dépôt TLS, +2 dépôt STARTTLS, ' +
        '+3 IMAP TLS, +4 IMAP STARTTLS, +5 portail HTTPS, +6 interface FHIR du coffre, ' +
        '+7 portail des équipes. 0 : le système choisit chaque port.',
      unit: 'port TCP',
      restart: true,
    },
  ),
  operatorPort: documented(port.optional(), {
    says: 'SMTP des opérateurs (STARTTLS, TLS mutuel), hors du bloc ; 25 en production.',
    unit: 'port TCP',
    restart: true,
  }),
  submissionTlsPort: documented(port.optional(), {
    says: 'Dépôt en TLS implicite, hors du bloc ; 465 en production.',
    unit: 'port TCP',
    restart: true,
  }),
  submissionPort: documented(port.optional(), {
    says: 'Dépôt avec STARTTLS, hors du bloc ; 587 en production.',
    unit: 'port TCP',
    restart: true,
  }),
  imapTlsPort: documented(port.optional(), {
    says: 'IMAP en TLS implicite, hors du bloc ; 993 en production.',
    unit: 'port TCP',
    restart: true,
  }),
  imapPort: documented(port.optional(), {
    says: 'IMAP avec STARTTLS, hors du bloc ; 143 en production.',
    unit: 'port TCP',
    restart: true,
  }),
  plainImapPort: documented(port.optional(), {
    says:
      'IMAP en clair, pour mesurer à côté d’un pair en clair. Mode développement seulement ; ' +
      'absent : pas de telle écoute.',
    unit: 'port TCP',
    restart: true,
  }),
  portalPort: documented(port.optional(), {
    says: 'Portail des usagers en HTTPS, hors du bloc ; 443 en production.',
    unit: 'port TCP',
    restart: true,
  }),
  vaultApiPort: documented(port.optional(), {
    says: 'Interface FHIR du coffre de documents en HTTPS (TLS mutuel ou jeton), hors du bloc.',
    unit: 'port TCP',
    restart: true,
  }),
  teamPortalPort: documented(port.optional(), {
    says:
      'Portail des professionnels et des équipes en HTTPS (certificat client), hors du bloc ; ' +
      '8443 par exemple en production.',
    unit: 'port TCP',
    restart: true,
  }),
  setupHttpPort: documented(port.optional(), {
    says:
      'Réglages des logiciels de messagerie en HTTP, sans rien d’autre : Thunderbird demande ' +
      'd’abord http://autoconfig.DOMAINE ; 80 en production. Absent : pas de telle écoute, ' +
      'les réglages restent servis en HTTPS par le portail.',
    unit: 'port TCP',
    restart: true,
  }),
})

const tls = z.strictObject({
  certificateFile: documented(path.optional(), {
    says: 'Certificat serveur (SERV SSL) et ses intermédiaires, PEM. Obligatoire pour servir.',
    restart: true,
  }),
  keyFile: documented(path.optional(), {
    says: 'Clé privée du certificat serveur, PEM, lisible par son propriétaire seul. Obligatoire.',
    restart: true,
  }),
})

const trust = z.strictObject({
  anchorFiles: documented(z.array(path).default([]), {
    says: "Autorités de l'espace de confiance : racine et intermédiaires, PEM. Obligatoire.",
    restart: true,
  }),
  crlFolder: documented(path.optional(), {
    says: 'Dossier des listes de révocation (CRL), relu quand un fichier change. Obligatoire.',
    restart: false,
  }),
  whiteListFile: documented(path.optional(), {
    says: "Liste blanche de l'espace de confiance (XML), relue quand elle change. Obligatoire.",
    restart: false,
  }),
  whiteListAgeHoursMax: documented(z.int().min(1).max(8_760).default(72), {
    says:
      'Âge au-delà duquel la liste blanche ne vaut plus : les échanges entre opérateurs sont ' +
      'alors différés (4xx). En développement, la passerelle renouvelle la liste elle-même.',
    unit: 'heures',
    restart: true,
  }),
})

/** The one schema: keys, types, defaults. Units and meaning stand beside each key. */
export const configSchema = z.strictObject({
  mode: documented(z.enum(['development', 'production']).default('development'), {
    says:
      'development : autorité de certification, comptes et identités fictifs, écoute locale ; ' +
      'production : tous les fichiers de certificats sont à fournir.',
    restart: true,
  }),
  environment: documented(z.enum(['test', 'production']).default('test'), {
    says:
      'Identités acceptées : INS de test ou INS réelles, jamais les deux. ' +
      'Toujours test en mode développement.',
    restart: true,
  }),
  hostName: documented(domain.default('passerelle.demo.mss.test'), {
    says: 'Nom de cette passerelle : accueil SMTP et IMAP, lignes Received, certificat serveur.',
    restart: true,
  }),
  operatorName: documented(z.string().trim().min(1).max(120).optional(), {
    says:
      'Exploitant du service, au pied des pages du portail (« Service exploité par … »). Sinon ' +
      '« la passerelle de démonstration » en développement, hostName en production.',
    restart: true,
  }),
  localDomains: documented(z.array(domain).min(1).default(['demo.mss.test']), {
    says: 'Domaines des boîtes de professionnels hébergées ici.',
    restart: true,
  }),
  citizenDomain: documented(domain.default('patient.mss.test'), {
    says: 'Domaine des adresses usager hébergées ici.',
    restart: true,
  }),
  listen: listen.prefault({}),
  tls: tls.prefault({}),
  trust: trust.prefault({}),
  outbound: z
    .strictObject({
      routes: documented(z.record(domain, route).default({}), {
        says:
          'Routes fixes vers les autres opérateurs, « domaine » = « hôte:port ». ' +
          'Sans route, les enregistrements MX du domaine décident.',
        restart: true,
      }),
    })
    .prefault({}),
  signIn: z
    .strictObject({
      trustedNetworks: documented(z.array(network).default([]), {
        says:
          'Réseaux (CIDR) jamais ralentis ni bloqués après des échecs d’identification, par ' +
          'exemple celui d’un établissement qui a sa propre protection. Les échecs restent tracés.',
        restart: true,
      }),
    })
    .prefault({}),
  portal: portalSchema.prefault({}),
  vault: vaultSchema.prefault({}),
  notification: notificationSchema.prefault({}),
  log: z
    .strictObject({
      level: documented(z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'), {
        says: 'Niveau du journal technique (une ligne JSON par évènement, sans donnée de santé).',
        restart: true,
      }),
    })
    .prefault({}),
  accounts: z
    .strictObject({
      quotaBytes: documented(octets.default(0), {
        says: "Quota d'une nouvelle boîte de professionnel ; 0 : sans limite.",
        unit: 'octets',
        restart: false,
      }),
    })
    .prefault({}),
  citizen: z
    .strictObject({
      quotaBytes: documented(octets.default(0), {
        says: "Quota d'une nouvelle boîte usager ; 0 : sans limite.",
        unit: 'octets',
        restart: false,
      }),
    })
    .prefault({}),
})

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T

/** Paths are absolute once loaded; domains are lower case and IDNA. */
export type Config = DeepReadonly<z.output<typeof configSchema>>
