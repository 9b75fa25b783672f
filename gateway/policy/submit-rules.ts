import type { RecipientFacts, SubmitContentFacts, SubmitSenderFacts } from './facts.js'
import { declaredSizeFits } from './rules/declared-size-fits.js'
import { fromBelongsToIdentity } from './rules/from-belongs-to-identity.js'
import { fromInSenderDomain } from './rules/from-in-sender-domain.js'
import { fromSingle } from './rules/from-single.js'
import { lineEndingsWhole } from './rules/line-endings-whole.js'
import { linesWithinLimit } from './rules/lines-within-limit.js'
import { localAccountOpen } from './rules/local-account-open.js'
import { loopFree } from './rules/loop-free.js'
import { mailboxHasRoom } from './rules/mailbox-has-room.js'
import { messageComplete } from './rules/message-complete.js'
import { messageSizeFits } from './rules/message-size-fits.js'
import { messageWellFormed } from './rules/message-well-formed.js'
import { noOtherPatientInHeaders } from './rules/no-other-patient-in-headers.js'
import { onePatientAMessage } from './rules/one-patient-a-message.js'
import { onePatientATransaction } from './rules/one-patient-a-transaction.js'
import { patientAddressValid } from './rules/patient-address-valid.js'
import { patientProfileOpen } from './rules/patient-profile-open.js'
import { patientsNotEnumerated } from './rules/patients-not-enumerated.js'
import { recipientAddressValid } from './rules/recipient-address-valid.js'
import { recipientInTrustSpace } from './rules/recipient-in-trust-space.js'
import { recipientsWithinLimit } from './rules/recipients-within-limit.js'
import { replyToInTrustSpace } from './rules/reply-to-in-trust-space.js'
import { replyToNotPatient } from './rules/reply-to-not-patient.js'
import { senderAddressValid } from './rules/sender-address-valid.js'
import { senderBelongsToIdentity } from './rules/sender-belongs-to-identity.js'
import { senderIsProfessional } from './rules/sender-is-professional.js'
import { senderSignedIn } from './rules/sender-signed-in.js'
import type { Rule } from './verdict.js'

/** Mail from a professional's client, in the order of judgement. */
export const submitRules: {
  readonly sender: readonly Rule<SubmitSenderFacts>[]
  readonly recipient: readonly Rule<RecipientFacts>[]
  readonly content: readonly Rule<SubmitContentFacts>[]
} = {
  sender: [
    senderSignedIn,
    senderIsProfessional,
    senderAddressValid,
    senderBelongsToIdentity,
    declaredSizeFits,
  ],
  recipient: [
    recipientAddressValid,
    recipientsWithinLimit,
    recipientInTrustSpace,
    patientAddressValid,
    onePatientATransaction,
    patientsNotEnumerated,
    patientProfileOpen,
    localAccountOpen,
    mailboxHasRoom,
  ],
  content: [
    messageSizeFits,
    messageComplete,
    lineEndingsWhole,
    linesWithinLimit,
    fromSingle,
    messageWellFormed,
    loopFree,
    fromBelongsToIdentity,
    fromInSenderDomain,
    replyToInTrustSpace,
    replyToNotPatient,
    onePatientAMessage,
    noOtherPatientInHeaders,
  ],
}
