import type { JsonObject } from './fhir-json.js'

/** http://hl7.org/fhir/R4/valueset-issue-type.html, as far as we use it. */
export type IssueType =
  | 'structure'
  | 'required'
  | 'value'
  | 'invariant'
  | 'invalid'
  | 'login'
  | 'forbidden'
  | 'suppressed'
  | 'processing'
  | 'not-supported'
  | 'duplicate'
  | 'not-found'
  | 'too-long'
  | 'too-costly'
  | 'business-rule'
  | 'conflict'
  | 'transient'
  | 'throttled'
  | 'exception'
  | 'informational'

export type FhirStatus =
  | 400
  | 401
  | 403
  | 404
  | 405
  | 406
  | 409
  | 412
  | 413
  | 415
  | 422
  | 429
  | 500
  | 503

export interface FhirIssue {
  readonly severity: 'error' | 'warning' | 'information'
  readonly code: IssueType
  /** French, for people. Never an INS or content. */
  readonly says: string
  /** Stable word for programs: ITI TF-3 Table 4.2.4.1-2, a vault refusal, or a DMP code. */
  readonly detail?: string
  /** Where, as FHIRPath. */
  readonly expression?: string
}

/** A refusal of the interface; an expected failure, so a value. */
export interface FhirProblem {
  readonly status: FhirStatus
  readonly issues: readonly FhirIssue[]
  readonly retryAfterSeconds?: number
}

export function problem(
  status: FhirStatus,
  code: IssueType,
  says: string,
  more: { readonly detail?: string; readonly expression?: string; retryAfterSeconds?: number } = {},
): FhirProblem {
  const { retryAfterSeconds, ...where } = more
  const issue: FhirIssue = { severity: 'error', code, says, ...where }
  return retryAfterSeconds === undefined
    ? { status, issues: [issue] }
    : { status, issues: [issue], retryAfterSeconds }
}

export const operationOutcome = (issues: readonly FhirIssue[]): JsonObject => ({
  resourceType: 'OperationOutcome',
  issue: issues.map((issue) => ({
    severity: issue.severity,
    code: issue.code,
    ...(issue.detail === undefined ? {} : { details: { coding: [{ code: issue.detail }] } }),
    diagnostics: issue.says,
    ...(issue.expression === undefined ? {} : { expression: [issue.expression] }),
  })),
})
