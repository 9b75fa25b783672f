import { z } from 'zod'
import { documented } from './key-documents.js'

const path = z.string().min(1)

/** Health data never go in the clear; the connector speaks TLS alone. */
const isHttps = (text: string): boolean => URL.canParse(text) && new URL(text).protocol === 'https:'

const api = z.strictObject({
  clientAuthorityFiles: documented(z.array(path).default([]), {
    says:
      'Autorités (PEM) des certificats des logiciels qui appellent l’interface FHIR ; ' +
      'par défaut, celles de l’espace de confiance (trust.anchorFiles).',
    restart: true,
  }),
})

const connector = z.strictObject({
  kind: documented(z.enum(['none', 'mhd']).default('none'), {
    says:
      'Dossier médical partagé vers lequel partent les documents classés : none, le coffre de ' +
      'cette passerelle en tient lieu ; mhd, un serveur FHIR (IHE MHD, guide PDSm).',
    restart: true,
  }),
  url: documented(z.string().refine(isHttps, 'adresse https:// attendue').optional(), {
    says: 'Adresse de base du serveur FHIR, avec kind = "mhd".',
    restart: true,
  }),
  trustFile: documented(path.optional(), {
    says: 'Autorités (PEM) du certificat de ce serveur ; sinon celles du système.',
    restart: true,
  }),
  certificateFile: documented(path.optional(), {
    says: 'Certificat client (PEM) présenté à ce serveur, avec keyFile.',
    restart: true,
  }),
  keyFile: documented(path.optional(), {
    says: 'Clé privée (PEM) du certificat client, lisible par son propriétaire seul.',
    restart: true,
  }),
  tokenFile: documented(path.optional(), {
    says: 'Fichier du jeton d’accès à ce serveur, lisible par son propriétaire seul.',
    restart: true,
  }),
})

/** The document vault: `[vault]`, `[vault.api]`, `[vault.connector]`. */
export const vaultSchema = z.strictObject({
  enabled: documented(z.boolean().default(true), {
    says:
      'Coffre de documents des usagers : pièces jointes classées, interface FHIR. false : les ' +
      'messages passent et attendent dans la file ; l’identité des archives reste vérifiée.',
    restart: true,
  }),
  role: documented(z.enum(['thread', 'process']).default('thread'), {
    says: 'thread : dans le processus de la passerelle ; process : dans un processus à part.',
    restart: true,
  }),
  retentionYears: documented(z.int().min(1).max(100).default(10), {
    says: 'Durée de conservation d’un dossier après sa fermeture, puis effacement.',
    unit: 'années',
    restart: true,
  }),
  extractionProcesses: documented(z.int().min(1).max(32).default(2), {
    says: 'Processus qui lisent les documents reçus (archives, PDF, images).',
    unit: 'processus',
    restart: true,
  }),
  ocr: documented(z.boolean().default(true), {
    says: 'Lit le texte des images et des pages numérisées (sans aucun réseau).',
    restart: true,
  }),
  accessMatrixFile: documented(path.optional(), {
    says:
      'Droits d’accès par profession et par type de document ; sinon la matrice fournie avec ' +
      'la passerelle.',
    restart: true,
  }),
  api: api.prefault({}),
  connector: connector.prefault({}),
})
