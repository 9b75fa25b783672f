import { z } from 'zod'
import { documented } from './key-documents.js'

const path = z.string().min(1)

/** An origin alone: passkeys are bound to its host name, and providers to its addresses. */
const publicUrl = z.string().transform((text, context): string => {
  const url = URL.canParse(text) ? new URL(text) : null
  const isName = url !== null && /[a-z]/i.test(url.hostname) && !url.hostname.startsWith('[')
  if (url?.protocol === 'https:' && isName && url.pathname === '/' && url.search + url.hash === '')
    return url.origin
  context.addIssue({
    code: 'custom',
    message: 'adresse https://nom attendue, sans chemin, par exemple https://messagerie.sante.test',
  })
  return z.NEVER
})

const oidc = z.strictObject({
  issuer: documented(
    z
      .string()
      .refine(
        (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
        'adresse https:// attendue',
      )
      .optional(),
    {
      says:
        'Fournisseur d’identité OpenID Connect des usagers (issuer), par exemple FranceConnect. ' +
        'Absent : pas de connexion par un fournisseur. Adresse de retour à lui déclarer : ' +
        'publicUrl suivie de /connexion/retour, et pour la déconnexion /connexion/fin.',
      restart: true,
    },
  ),
  clientId: documented(z.string().min(1).optional(), {
    says: 'Identifiant de ce portail chez le fournisseur.',
    restart: true,
  }),
  clientSecretFile: documented(path.optional(), {
    says:
      'Fichier du secret de ce portail chez le fournisseur, lisible par son propriétaire seul. ' +
      'Absent : client public, protégé par PKCE seul.',
    restart: true,
  }),
  providerName: documented(z.string().trim().min(1).max(40).default('FranceConnect'), {
    says: 'Nom du fournisseur, sur le bouton de la page de connexion.',
    restart: true,
  }),
  scopes: documented(
    z
      .array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/, 'scope OAuth attendu'))
      .min(1)
      .default(['openid', 'given_name', 'family_name', 'birthdate', 'gender']),
    {
      says: 'Ce qui est demandé au fournisseur ; openid en fait toujours partie.',
      restart: true,
    },
  ),
  acrValues: documented(z.array(z.string().min(1)).default([]), {
    says:
      'Niveaux de garantie demandés (acr_values), par exemple eidas1 ; le niveau rendu doit en ' +
      'faire partie. Vide : celui du fournisseur.',
    restart: true,
  }),
  matriculeClaim: documented(z.string().min(1).optional(), {
    says:
      'Information du fournisseur qui porte le matricule INS (15 caractères), s’il le connaît. ' +
      'Absent : l’usager est reconnu par son identité pivot (nom, prénoms, naissance, sexe), ' +
      'qui doit désigner une seule personne.',
    restart: true,
  }),
})

const signIn = z.strictObject({
  passkeys: documented(z.boolean().default(true), {
    says:
      'Clés d’accès (passkeys, WebAuthn), liées au nom d’hôte de publicUrl : le changer rend ' +
      'inutilisables celles qui sont enregistrées.',
    restart: true,
  }),
  emailCodes: documented(z.boolean().default(true), {
    says:
      'Code à six chiffres envoyé au courriel personnel vérifié, quand un relais d’envoi est ' +
      'configuré ([notification]).',
    restart: true,
  }),
  oidc: oidc.prefault({}),
})

/** The patients' portal: `[portal]`, `[portal.signIn]`, `[portal.signIn.oidc]`. */
export const portalSchema = z.strictObject({
  publicUrl: documented(publicUrl.optional(), {
    says:
      'Adresse du portail dans les navigateurs, celle des liens des courriels, des clés ' +
      'd’accès et du retour du fournisseur d’identité. Un nom, jamais une adresse IP. Sinon : ' +
      'https://localhost:PORT en développement, https://hostName (et le port) en production.',
    restart: true,
  }),
  signIn: signIn.prefault({}),
})
