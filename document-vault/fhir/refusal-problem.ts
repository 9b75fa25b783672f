import type { VaultRefusal } from '../contract/vault.js'
import { type FhirProblem, type FhirStatus, type IssueType, problem } from './fhir-problem.js'

const retryAfterSeconds = 30

/** One row a refusal of the vault: HTTP status, issue type and what a person reads. */
const rows: Readonly<Record<VaultRefusal, readonly [FhirStatus, IssueType, string]>> = {
  'not-found': [404, 'not-found', "Cette ressource n'existe pas, ou vous n'y avez pas accès"],
  'record-missing': [404, 'not-found', "Aucun dossier n'est ouvert pour cette identité"],
  'record-closed': [422, 'business-rule', "Le dossier est fermé : il n'est plus alimenté"],
  forbidden: [
    403,
    'forbidden',
    "Vos droits ne permettent pas cet accès : demandez l'accord du patient",
  ],
  opposed: [403, 'suppressed', "Le patient s'y est opposé"],
  blocked: [403, 'forbidden', 'Le patient a bloqué votre accès à son dossier'],
  'not-author': [403, 'forbidden', "Seul l'auteur du document peut faire cette modification"],
  'already-visible': [
    422,
    'business-rule',
    'Le patient a déjà pu voir ce document : il ne peut plus lui être caché',
  ],
  'motive-missing': [422, 'required', "Le motif de l'accès en urgence est obligatoire"],
  invalid: [422, 'invalid', 'La demande ne peut pas être traitée : vérifiez ses valeurs'],
  conflict: [409, 'conflict', "L'état du dossier a changé : relisez-le, puis recommencez"],
  unavailable: [503, 'transient', 'Le coffre de documents est indisponible : réessayez plus tard'],
}

/** `XDSUnknownPatientId`: ITI TF-3 Table 4.2.4.1-2. */
const detailOf = (refusal: VaultRefusal): string =>
  refusal === 'record-missing' ? 'XDSUnknownPatientId' : refusal

export function refusalProblem(refusal: VaultRefusal): FhirProblem {
  const [status, code, says] = rows[refusal]
  const detail = detailOf(refusal)
  return status === 503
    ? problem(status, code, says, { detail, retryAfterSeconds })
    : problem(status, code, says, { detail })
}
