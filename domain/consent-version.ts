/**
 * Of the words that patients agree to at their first visit, which stand in
 * patient-portal/sign-in/first-visit/consent-texts.ts. A new one asks everybody again.
 */
export const consentVersion = '2026-11'
