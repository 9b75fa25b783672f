import type { ReceiveContentFacts, ReceiveSenderFacts, RecipientFacts } from './facts.js'
import { declaredSizeFits } from './rules/declared-size-fits.js'
import { fromBoundToCertificate } from './rules/from-bound-to-certificate.js'
import { fromInSenderDomain } from './rules/from-in-sender-domain.js'
import { fromIsProfessional } from './rules/from-is-professional.js'
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
import { patientNotToPatient } from './rules/patient-not-to-patient.js'
import { patientProfileOpen } from './rules/patient-profile-open.js'
import { patientsNotEnumerated } from './rules/patients-not-enumerated.js'
import { peerInWhiteList } from './rules/peer-in-white-list.js'
import { peerIsOperator } from './rules/peer-is-operator.js'
import { recipientAddressValid } from './rules/recipient-address-valid.js'
import { recipientHostedHere } from './rules/recipient-hosted-here.js'
import { recipientsWithinLimit } from './rules/recipients-within-limit.js'
import { replyToInTrustSpace } from './rules/reply-to-in-trust-space.js'
import { replyToNotPatient } from './rules/reply-to-not-patient.js'
import { senderAddressValid } from './rules/sender-address-valid.js'
import { senderDomainBoundToCertificate } from './rules/sender-domain-bound-to-certificate.js'
import { senderDomainInTrustSpace } from './rules/sender-domain-in-trust-space.js'
import { senderIsProfessional } from './rules/sender-is-professional.js'
import type { Rule } from './verdict.js'

/**
 * Mail from another operator, in the order of judgement: at MAIL, at each RCPT, at the end of DATA.
 */
export const receiveRules: {
  readonly sender: readonly Rule<ReceiveSenderFacts>[]
  readonly recipient: readonly Rule<RecipientFacts>[]
  readonly content: readonly Rule<ReceiveContentFacts>[]
} = {
  sender: [
    peerIsOperator,
    senderAddressValid,
    senderDomainInTrustSpace,
    senderDomainBoundToCertificate,
    peerInWhiteList,
    senderIsProfessional,
    declaredSizeFits,
  ],
  recipient: [
    recipientAddressValid,
    recipientsWithinLimit,
    recipientHostedHere,
    patientNotToPatient,
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
    fromInSenderDomain,
    fromBoundToCertificate,
    fromIsProfessional,
    replyToInTrustSpace,
    replyToNotPatient,
    onePatientAMessage,
    noOtherPatientInHeaders,
  ],
}
