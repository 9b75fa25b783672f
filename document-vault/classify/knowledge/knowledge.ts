import { administrativePapers } from './administrative-papers.js'
import { birthSyntheses } from './birth-syntheses.js'
import { careReports } from './care-reports.js'
import { certificates } from './certificates.js'
import { consultationReports } from './consultation-reports.js'
import { dispensing } from './dispensing.js'
import { hospitalReports } from './hospital-reports.js'
import { laboratoryAndImaging } from './laboratory-and-imaging.js'
import { patientPapers } from './patient-papers.js'
import { plansAndPrevention } from './plans-and-prevention.js'
import { prescriptions } from './prescriptions.js'
import { socialLiaison } from './social-liaison.js'
import { syntheses } from './syntheses.js'
import type { TypeKnowledge } from './type-knowledge.js'

/** Every type that a text can be recognised as; legacy codes are read, never guessed. */
export const knowledge: readonly TypeKnowledge[] = [
  ...hospitalReports,
  ...consultationReports,
  ...careReports,
  ...laboratoryAndImaging,
  ...syntheses,
  ...birthSyntheses,
  ...socialLiaison,
  ...prescriptions,
  ...dispensing,
  ...plansAndPrevention,
  ...certificates,
  ...administrativePapers,
  ...patientPapers,
]
