/** Every bound of the gateway, in one place (invariant 10). Units stand last in the names. */
export const limits = {
  // SMTP. RFC 5321 §4.5.3.1.
  smtpCommandLineBytesMax: 512,
  /** With AUTH (RFC 4954 §4) and ESMTP parameters. */
  smtpExtendedCommandLineBytesMax: 12_288,
  /** RFC 5322 §2.1.1: 998 and CRLF. */
  messageLineBytesMax: 1_000,
  /** What SIZE announces: 25 MB of attachments grow by base64 (mssante.md §1.6). */
  messageBytesMax: 36_700_160,
  recipientsPerMessageMax: 100,
  /** RFC 5321 §6.3. */
  receivedHeadersMax: 50,
  smtpIdleMsMax: 300_000,
  /**
   * A sender that keeps its session at 300 messages a second is told to reconnect after an hour.
   */
  smtpSessionMessagesMax: 1_000_000,
  /**
   * Slower than this over the whole of DATA, after smtpIdleMsMax of grace, is a sender that holds
   * us.
   */
  smtpDataBytesPerSecondMin: 512,
  /** A kept session's certificate is judged again before MAIL when the verdict is older. */
  smtpPeerVerdictMsMax: 10_000,
  smtpConnectionsMax: 2_000,
  smtpConnectionsPerAddressMax: 500,
  smtpErrorsPerSessionMax: 20,

  // MIME.
  headerBlockBytesMax: 262_144,
  headerFieldsMax: 1_000,
  headerFieldBytesMax: 65_536,
  mimeDepthMax: 32,
  mimePartsMax: 1_000,
  mimeParametersMax: 64,
  boundaryBytesMax: 200,
  addressesPerHeaderMax: 1_000,
  /** Words, comments and specials of one address. */
  addressTokensMax: 256,
  /** All MIME headers of one message together that are kept for parsing. */
  headerBytesTotalMax: 1_048_576,
  /** Octets of a text part that are read for the preview. */
  previewSourceBytesMax: 16_384,
  previewCharactersMax: 200,
  /** Octets of folded text that the index keeps of a message; longer texts are read again. */
  searchIndexedTextBytesMax: 1_048_576,
  /** Octets of one HTML part that SEARCH looks into; plain text is looked into to its end. */
  searchedHtmlBytesMax: 8_388_608,

  // IMAP.
  imapLineBytesMax: 65_536,
  imapLiteralBytesMax: 65_536,
  imapAppendBytesMax: 36_700_160,
  /** Messages of one APPEND (RFC 3502), and the octets of all of them. */
  imapAppendMessagesMax: 1_000,
  imapAppendTotalBytesMax: 104_857_600,
  /** Of them, the octets that wait in memory; what comes above is staged in the store. */
  imapAppendHeldBytesMax: 4_194_304,
  /** Parts of one CATENATE (RFC 4469). */
  imapCatenatePartsMax: 1_000,
  imapNestingMax: 50,
  imapSetRangesMax: 5_000,
  imapUnauthenticatedMsMax: 60_000,
  /** RFC 9051 §5.4: at least 30 minutes. */
  imapIdleMsMax: 1_860_000,
  imapKeepAliveMs: 120_000,
  imapConnectionsMax: 20_000,
  imapConnectionsPerAccountMax: 100,
  imapBadCommandsMax: 25,
  imapPipelineBytesMax: 1_048_576,
  imapOutputBufferBytesMax: 1_048_576,
  /** A compressed stream that grows by more is slowed, imapPipelineBytesMax ahead of that. */
  imapInflationMax: 128,
  imapSearchKeysMax: 1_000,
  imapSearchTextBytesMax: 8_192,
  /** Each of them is looked for in the whole mailbox. */
  imapSearchTextsMax: 100,
  imapSortCriteriaMax: 20,
  /** Live results (RFC 5267 UPDATE) of one connection: each is looked at again at each change. */
  imapUpdateContextsMax: 10,
  /** Mailboxes that one NOTIFY follows (RFC 5465 §5.8): each is looked at again at each change. */
  imapNotifyMailboxesMax: 2_000,
  /** Messages that `$` holds (RFC 5182 §2.5). */
  imapSavedResultMax: 1_000_000,
  /** A client is told so often that its command goes on (RFC 9585). */
  imapProgressMs: 10_000,
  /** A client that leaves a full output buffer unread this long is cut. */
  imapStalledMsMax: 300_000,
  /** Pause after the first failed sign-in of a connection; it doubles up to eight times this. */
  imapSignInDelayMs: 500,

  // Store.
  bodyChunkBytesMax: 262_144,
  /** Bodies up to this size travel in the batch; larger ones are staged in chunks before it. */
  inlineBodyBytesMax: 524_288,
  batchesPerCommitMax: 256,
  mailboxNameBytesMax: 512,
  mailboxDepthMax: 20,
  mailboxesPerAccountMax: 2_000,
  keywordBytesMax: 100,
  subscriptionsPerAccountMax: 4_000,
  /** Runs of consecutive UIDs that the expunge log of a mailbox keeps (RFC 7162 §3.2). */
  expungedPerMailboxMax: 100_000,
  /** Runs of changed UIDs that are kept, for pictures in memory to renew themselves from. */
  changedRunsPerMailboxMax: 1_000,
  /** METADATA MAXSIZE and TOOMANY, RFC 5464 §4.1. */
  annotationBytesMax: 65_536,
  annotationEntryBytesMax: 1_024,
  annotationsPerMailboxMax: 200,
  pageRowsMax: 1_000,
  /** What the search worker keeps of mailboxes in memory, the least recently used going first. */
  orderFactsBytesMax: 268_435_456,
  /** Text searches whose hits are kept, so that asking again looks only into new messages. */
  searchAnswersKeptMax: 64,
  /** Envelopes and body structures kept ready for FETCH, of the whole process. */
  messageCacheBytesMax: 134_217_728,
  /** Structures of messages that pages of patients read, of the whole process. */
  structureCacheBytesMax: 33_554_432,
  traceDetailBytesMax: 4_096,
  jobPayloadBytesMax: 65_536,

  // Sign-in.
  signInFailuresMax: 10,
  signInFailureWindowMs: 600_000,
  signInFailuresPerSessionMax: 5,
  /** The first block of a guesser; each one after is twice as long. */
  signInBlockMsMin: 600_000,
  signInBlockMsMax: 86_400_000,
  /** Accounts that may fail from one network, for nobody and for each who signed in there. */
  signInSprayAccountsMax: 20,
  signInSprayWindowMs: 3_600_000,
  /** Networks from which one account may fail before strangers are slowed. */
  signInNetworksPerAccountMax: 5,
  signInSlowMsMax: 5_000,
  /** Where an account signed in, it is known for a week. */
  signInKnownMs: 604_800_000,
  signInKnownTrackedMax: 100_000,
  signInAccountsPerNetworkMax: 5_000,
  /** Traces looked at, when the gateway starts, for what it knew before. */
  signInTracesReadMax: 100_000,
  signInFailureDelayMsMax: 2_000,
  passwordBytesMax: 256,
  /** How long a verified password is known without a new argon2. */
  signInVerifiedMs: 300_000,
  signInVerifiedMax: 20_000,
  signInFailuresTrackedMax: 20_000,
  /** One success trace an account, human, protocol and address in this time. */
  signInTraceWindowMs: 900_000,
  /** How long the accounts that a person reaches are known without a new look. */
  reachAgeMsMax: 1_000,
  /** A date of a membership that is further off is looked at again after this. */
  reachLookMsMax: 60_000,
  /** One trace of opening mailboxes a person and account of others in this time. */
  openTraceWindowMs: 86_400_000,
  openTracesTrackedMax: 20_000,
  /** A copy that a client uploads into a shared Sent is looked for among these. */
  sentCopyWindowMs: 21_600_000,
  sentCopyLookback: 200,
  passwordVerificationsConcurrentMax: 2,
  passwordVerificationsWaitingMax: 500,
  passwordsPerAccountMax: 100,

  // Citizen messaging.
  unknownPatientsPerSenderMax: 10,
  unknownPatientsPerOperatorMax: 200,
  unknownPatientsWindowMs: 3_600_000,
  /** Answers of one patient in the window, towards all professionals. */
  patientRepliesMax: 30,
  patientRepliesWindowMs: 3_600_000,
  patientRepliesTrackedMax: 20_000,
  /** The mailbox of `postmaster@`, made when its first message comes. */
  postmasterQuotaBytes: 1_073_741_824,
  /** Senders watched at once; the oldest are forgotten first. */
  unknownPatientsSendersMax: 10_000,

  // Certificates and the white list.
  /** What one peer may send in its handshake. */
  certificateChainMax: 16,
  certificateBytesMax: 65_536,
  certificatePathIntermediatesMax: 8,
  /** Signature checks for one path search: hostile chains branch without end (RFC 4158 §2.4). */
  certificateSignaturesMax: 64,
  nameConstraintComparisonsMax: 100_000,
  certificateVerdictsMax: 10_000,
  /** A refusal is kept this long at most: the certificate may become valid. */
  certificateRefusalMsMax: 60_000,
  revocationListBytesMax: 67_108_864,
  whiteListBytesMax: 67_108_864,
  whiteListDomainsMax: 200_000,
  /** mssante.md §1.3: after 72 h without a good list, inbound sessions are deferred. */
  whiteListAgeMsMax: 259_200_000,

  // Outbound.
  outboundAttemptsMsMax: 172_800_000,
  outboundConcurrentMax: 10,
  /** A sender is told once of a message that still waits after so long (RFC 3461 §4.1 DELAY). */
  outboundDelayNoticeMs: 14_400_000,
  outboundRetryMsMin: 60_000,
  outboundRetryMsMax: 3_600_000,
  /**
   * One attempt in all; the lease outlasts it, so that no other node sends the same message
   * meanwhile.
   */
  outboundAttemptMsMax: 900_000,
  outboundLeaseMs: 1_200_000,
  outboundHostsPerAttemptMax: 5,
  /** What a DSN returns at most with RET=FULL; the header otherwise. */
  returnedMessageBytesMax: 524_288,

  // Set-up of mail clients.
  autodiscoverRequestBytesMax: 16_384,
  /** Domains that one document names when the request names none. */
  setupDomainsNamedMax: 100,
  setupConnectionsMax: 200,
  setupRequestMsMax: 15_000,
} as const

export type Limits = typeof limits
