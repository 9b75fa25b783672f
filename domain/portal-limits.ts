/**
 * Every bound of the patients' portal, of the pages for teams and of notices by e-mail, in one
 * place (invariant 10). Units stand last in the names. The mail's own are in limits.ts.
 */
export const portalLimits = {
  // Portal.
  portalUploadBytesMax: 26_214_400,
  portalAttachmentsMax: 10,
  /** Drafts of one patient together, as they are stored. */
  patientDraftsBytesMax: 157_286_400,
  /** Mailboxes that take a first message of patients, as they are listed, and for how long. */
  firstContactsMax: 200,
  firstContactsKeptMs: 300_000,
  /** Subject of a new message, characters. */
  portalSubjectCharactersMax: 150,
  portalFormTextCharactersMax: 50_000,
  portalSessionMs: 1_800_000,
  portalSessionAbsoluteMs: 43_200_000,
  portalSessionsMax: 50_000,
  portalSessionsPerPatientMax: 10,
  portalSignInFailuresPerAddressMax: 50,
  portalSignInKeysMax: 100_000,
  /**
   * Traces of sign-ins in limits.signInFailureWindowMs: of one patient, way and outcome, or of one
   * network that named nobody; and of all who named nobody.
   */
  portalSignInTracesMax: 10,
  portalSignInTracesOfStrangersMax: 1_000,
  /** Refusals of this time are written together, after their answers. */
  portalSignInTraceDelayMs: 250,
  /** Lines of "Dernières connexions". */
  portalSignInsShownMax: 10,
  /** A sign-in under way: at the provider, a code in the mail, a passkey asked for. */
  portalSignInStepMs: 600_000,
  portalSignInStepsMax: 50_000,
  /** Steps of one browser at once: tabs. */
  portalSignInStepsPerBrowserMax: 20,
  /** What touches the ways to sign in asks for a sign-in not older than this (ASVS 5.0 §7.5.1). */
  portalRecentSignInMs: 600_000,
  passkeysPerPatientMax: 10,
  passkeyLabelCharactersMax: 60,
  passkeyMsMax: 300_000,
  /** W3C WebAuthn JSON forms; attestations are not asked for. */
  passkeyAnswerBytesMax: 32_768,
  emailCodeMsMax: 600_000,
  emailCodeTriesMax: 5,
  emailCodesTrackedMax: 50_000,
  /** Codes sent to one address in emailCodesWindowMs. */
  emailCodesPerAddressMax: 5,
  emailCodesWindowMs: 3_600_000,
  /** A family that shares one address. */
  emailCodePatientsMax: 20,
  /** Of the provider of identities, each request. */
  oidcRequestMsMax: 10_000,
  /** After a failed discovery, the provider is not asked again for so long. */
  oidcRetryMs: 5_000,
  /** Profiles born the same day that are compared with an identity. */
  oidcProfilesComparedMax: 20_000,
  /** A code given by the operator opens the first visit for so long. */
  activationMsMax: 2_592_000_000,
  portalFormFieldBytesMax: 262_144,
  portalFormFieldsMax: 50,
  /**
   * What is read and thrown away beyond portalUploadBytesMax, so that the page can say so and keep
   * the text.
   */
  portalRequestBytesMax: 157_286_400,
  /** Octets that all answers being sent may hold in memory together. */
  portalUploadsHeldBytesMax: 402_653_184,
  portalUploadsWaitingMax: 200,
  /** Of one patient: an answer whose draft and form are full, or two uploads. */
  portalUploadsPerPatientBytesMax: 104_857_600,
  portalUploadsPerPatientWaitingMax: 8,
  /** Documents that one patient adds to their record in portalDocumentsWindowMs. */
  portalDocumentsPerPatientMax: 100,
  portalDocumentsWindowMs: 86_400_000,
  portalConversationPageMax: 20,
  /** Requests that begin in one turn of the event loop: some milliseconds each. */
  portalPagesPerTurnMax: 2,
  portalExchangesPageMax: 25,
  /** Ids of exchanges whose address, and hashes that are remembered, of all patients. */
  portalExchangeNamesKeptMax: 20_000,
  /** What the patient types into the search, its words, and the messages that are shown. */
  portalSearchCharactersMax: 200,
  portalSearchWordsMax: 8,
  portalSearchResultsMax: 50,
  portalExtractCharactersMax: 220,
  /**
   * Pages that wait for news, in all and of one session; each holds a connection, of which a
   * browser opens six to one host.
   */
  portalLiveStreamsMax: 1_000,
  portalLiveStreamsPerSessionMax: 4,
  portalLiveHeartbeatMs: 20_000,
  /** How long a page may wait for news after its session ended. */
  portalLiveSessionLookMs: 2_000,
  /** News of a burst are told once. */
  portalLiveBurstMs: 300,
  portalPreviewTextCharactersMax: 100_000,
  /** Painted pages that wait for the browser to fetch them. */
  portalPreviewsKeptMax: 60,
  portalPreviewsKeptBytesMax: 67_108_864,
  portalPreviewKeptMs: 120_000,
  /** One archive of attachments: what stands beyond is named in it, not packed. */
  portalArchiveFilesMax: 500,
  portalArchiveBytesMax: 1_073_741_824,
  portalArchivesConcurrentMax: 20,
  portalArchivesPerPatientMax: 2,
  /** A browser that takes nothing this long loses its archive: others wait for the place. */
  portalArchiveStalledMsMax: 120_000,
  /** Messages of one conversation on paper. */
  portalPrintedMessagesMax: 200,
  portalTextPartBytesMax: 262_144,
  portalHtmlPartBytesMax: 524_288,
  portalInlineImageBytesMax: 1_048_576,
  portalInlineImagesBytesMax: 4_194_304,
  portalAttachmentsShownMax: 100,
  portalConnectionsMax: 2_000,
  portalRequestMsMax: 300_000,

  // Export and erasure of everything a patient has (gateway/portal/export, patient-portal/profile).
  /** Of the whole process; the disk and the network are shared with the mail. */
  exportsConcurrentMax: 2,
  /** A browser that takes nothing this long loses its export: others wait for the place. */
  exportStalledMsMax: 120_000,
  /** Entries of one archive; what is beyond is not written, and the index says so. */
  exportFilesMax: 200_000,
  /** Octets without a line end that are looked at together for addresses to mask. */
  exportMaskedLineBytesMax: 65_536,
  /** An OpenPGP public key with its signatures. */
  publicKeyBytesMax: 131_072,
  /** How long the receipt of an erasure can be taken, and how many wait for it. */
  erasureReceiptMs: 900_000,
  erasureReceiptsMax: 1_000,
  /** What a browser waits for the documents; the erasure itself goes on until it is done. */
  erasureWaitMsMax: 10_000,
  /** What a page waits for the number of documents. */
  extentWaitMsMax: 3_000,
  erasureLeaseMs: 120_000,
  erasureAttemptMsMax: 60_000,

  // Team portal.
  teamBoxesShownMax: 100,
  teamExchangesShownMax: 50,
  /** Exchanges that one form may end or mark; no more than are shown. */
  teamExchangesChosenMax: 50,
  teamSearchCharactersMax: 100,
  /** A word of explanation at the end of an exchange, and an absence message. */
  endedNoteCharactersMax: 1_000,
  absenceCharactersMax: 1_000,
  teamConnectionsMax: 500,
  teamRequestMsMax: 30_000,
  teamHandshakeMsMax: 20_000,

  // Notices to personal addresses.
  noticeConnectMsMax: 10_000,
  /** The smarthost says nothing for so long: its session is cut. */
  noticeSilenceMsMax: 20_000,
  /** One notice in all, from the connection to the reply to its final dot. */
  noticeSendMsMax: 45_000,
  /** One attempt, the wait for another one to the same patient included. */
  noticeAttemptMsMax: 180_000,
  noticeLeaseMs: 300_000,
  noticeConcurrentMax: 4,
  /** A stop waits so long for emails on their way. */
  noticeCloseMsMax: 3_000,
  noticeRetryMsMin: 60_000,
  noticeRetryMsMax: 3_600_000,
  /** With these pauses about three days; then the notice is given up. */
  noticeAttemptsMax: 75,
  /** Emails that the development outbox keeps; the oldest go first. */
  noticeOutboxFilesMax: 500,
  /** A code that verifies a personal address. */
  addressCodeMsMax: 900_000,
  /** Codes that one patient may ask for in emailCodesWindowMs. */
  addressCodesPerPatientMax: 5,
  /** Visits of the portal are kept to so long, all together in one commit. */
  visitMs: 60_000,
  visitCommitMs: 5_000,
  visitsTrackedMax: 100_000,
  /** How often the vault is asked for emergency accesses to tell of. */
  emergencyWatchMs: 10_000,
  /** An emergency access that is older is told by the portal alone. */
  emergencyNoticeMsMax: 259_200_000,
} as const
