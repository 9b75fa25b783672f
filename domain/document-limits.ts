/**
 * Every bound of reading, filing and showing documents, in one place (invariant 10). Units stand
 * last in the names. The mail's own are in limits.ts.
 */
export const documentLimits = {
  // Archives (IHE XDM, Office).
  archiveEntriesMax: 1_000,
  archiveBytesMax: 100_000_000,
  /** Unpacked over packed, of one entry above a megabyte. */
  archiveRatioMax: 200,
  archiveNameBytesMax: 1_000,

  // CDA and XDM metadata (mail-format).
  xmlAttributesMax: 200,
  /** Slips that are repaired with an alarm; one more refuses the file. */
  xmlProblemsMax: 5_000,
  /** Elements held in memory; coded entries are checked and dropped. */
  xmlKeptElementsMax: 300_000,
  xmlAttributeCharactersMax: 100_000,
  /**
   * One run of text kept from a header, a slot or a narrative; a wrapped file has no such bound.
   */
  xmlFactCharactersMax: 4_000,
  cdaSectionsMax: 2_000,
  cdaSectionCharactersMax: 200_000,
  cdaNarrativeCharactersMax: 2_000_000,
  cdaIdentifiersMax: 100,
  xdmDocumentsMax: 500,

  // winmail.dat (mail-format).
  winmailAttributesMax: 5_000,
  winmailPropertiesMax: 5_000,
  winmailFilesMax: 200,
  winmailNameCharactersMax: 255,

  // Reading one document (document-vault/extract).
  documentBytesMax: 50_000_000,
  documentTextCharactersMax: 400_000,
  documentTitleCharactersMax: 300,
  documentHeadingsMax: 300,
  documentsInFileMax: 200,
  /** Text layers are read to here; a scan is read to `ocrPagesMax`. */
  pdfPagesMax: 200,
  pdfTextItemsMax: 200_000,
  /** Of one stream inflated at once; a larger one is read bit by bit, as far as it is needed. */
  pdfStreamBytesMax: 100_000_000,
  /** Of one page: filled form fields are read. */
  pdfAnnotationsMax: 2_000,
  tiffPagesMax: 1_000,
  /** Of one page (TIFF 6.0 §2); what stands beyond is not read. */
  tiffEntriesMax: 200,
  tiffValuesMax: 4_000,
  ocrPagesMax: 5,
  /** Pixels of one page drawn for OCR: A4 at 200 dots an inch holds 3.9 million. */
  ocrPixelsMax: 6_000_000,
  /** Pixels that an image may announce before it is decoded (four bytes each in memory). */
  imagePixelsMax: 60_000_000,
  imageSideMax: 20_000,
  xmlDepthMax: 200,
  xmlElementsMax: 1_000_000,
  jsonDepthMax: 100,
  rtfDepthMax: 200,
  /** Unpacked bytes of one part of an Office file. */
  officePartBytesMax: 30_000_000,

  // The pool of extractors.
  extractionMsMax: 15_000,
  ocrMsMax: 60_000,
  extractorIdleMsMax: 60_000,
  extractorHeapMegabytesMax: 400,
  /** Beyond the heap: pixels, archives and the recognition of characters. */
  extractorMemoryMegabytesMax: 1_200,
  extractorQueueFilesMax: 5_000,
  extractorQueueBytesMax: 500_000_000,
  /** A process is ended and started anew after so many files: nothing stays of what it read. */
  extractorFilesMax: 500,

  // Pages painted for phones without a viewer (patient-portal/reading/preview-contract.ts).
  previewWidthPixels: 1_200,
  /** A page much longer than wide is painted narrower. */
  previewPixelsMax: 6_000_000,
  previewImageBytesMax: 4_194_304,
  previewTextCharactersMax: 20_000,
  previewMsMax: 15_000,
  previewMemoryMegabytesMax: 800,
  previewProcessesMax: 2,
  /** Pages that wait; beyond, the patient is asked to try again in a moment. */
  previewQueueFilesMax: 24,
  previewQueueBytesMax: 150_000_000,

  // Mail: the guard at the final dot, and filing after it (gateway/flows, gateway/reactors).
  archiveExaminationMsMax: 20_000,
  archiveExaminationsMax: 4,
  /** Most are done in milliseconds; beyond, a peer is deferred. */
  archiveExaminationsWaitingMax: 500,
  /** Of one message; more are refused, as nobody looks into them. */
  archivePartsMax: 20,
  /** A file that so many tries could not read to its end is refused, no longer deferred. */
  archiveFailuresMax: 3,
  archiveFailuresKeptMax: 1_000,
  archiveFailuresKeptMs: 432_000_000,
  attachmentsFiledMax: 100,
  /** One job tells of so many documents; a message with more has several. */
  documentsPerForwardJobMax: 100,
  /** A larger message is returned to its sender by its header alone. */
  returnedDocumentBytesMax: 8_388_608,
  filingConcurrentMax: 4,
  filingLeaseMs: 1_800_000,
  filingAttemptMsMax: 1_500_000,
  filingRetryMsMin: 5_000,
  filingRetryMsMax: 900_000,
  /** Then the sender is told that it could not be filed: the mail itself was delivered long ago. */
  filingAttemptsMsMax: 604_800_000,
  /** A job that fails in our own hands is given up after so many tries, and its sender told. */
  filingFailuresMax: 12,

  // Filing (document-vault/filing).
  /** Of one document that a patient uploads (mssante.md §2.7). */
  uploadBytesMax: 5_000_000,
  vaultPageDocumentsMax: 500,
  closingReasonCharsMax: 500,
  importFolderDepthMax: 10,

  // Store (document-vault/store).
  /** Record keys held open; one asked for later is unwrapped again. */
  openKeysMax: 1_000,

  // The vault's own thread or process (document-vault/host).
  vaultCallsMax: 10_000,
  vaultRestartMsMin: 100,
  vaultRestartMsMax: 30_000,
  /** Alive for so long, the next restart is quick again. */
  vaultSteadyMs: 60_000,
  vaultPingMs: 10_000,
  vaultSilentMsMax: 120_000,
  vaultCloseMsMax: 15_000,
  fhirCloseMsMax: 5_000,

  // Traces (document-vault/traces).
  /** Longest title, motive or other text of one trace; what is longer is cut. */
  traceTextCharsMax: 1_000,
  traceDetailFactsMax: 32,
  tracePageRowsMax: 1_000,
  /** Of one export by the holder. */
  traceExportRowsMax: 100_000,

  // Access (document-vault/access).
  /** How long an emergency door stays open; opening it again asks for a motive again. */
  breakGlassMs: 3_600_000,
  regulationMs: 1_800_000,
  emergencyMotiveCharsMin: 5,
  emergencyMotiveCharsMax: 500,
  /** An authorisation on explicit consent, outside the care team: one consultation (one day). */
  consentAccessMsMax: 86_400_000,
  /** Authorised, blocked, withdrawn professionals and open emergencies, each, of one record. */
  accessProfessionalsMax: 500,
  professionalNameCharsMax: 200,
  readersKnownMax: 2_000,
  noticesUnreadMax: 1_000,
  accessMatrixBytesMax: 2_000_000,

  // The FHIR interface (document-vault/fhir). Base64 makes four octets of three.
  fhirBodyBytesMax: 70_000_000,
  /** Octets of all bodies that are being read at once; above: 503. */
  fhirBodiesBytesMax: 300_000_000,
  fhirFormBytesMax: 16_384,
  fhirPatchBytesMax: 65_536,
  fhirPatchOperationsMax: 50,
  fhirBundleEntriesMax: 100,
  /** Of one resource, without the content of its document. */
  fhirMetadataCharactersMax: 131_072,
  fhirPageDocumentsDefault: 50,
  fhirPageDocumentsMax: 200,
  /** Documents of one record that a search by other than the vault's own criteria looks at. */
  fhirScannedDocumentsMax: 5_000,
  fhirSearchValuesMax: 100,
  fhirConnectionsMax: 500,
  fhirRequestMsMax: 120_000,
  fhirClientsMax: 1_000,
  /** Wrong credentials of one address before it has to wait. */
  fhirFailuresMax: 20,
  fhirFailureWindowMs: 300_000,
  fhirFailureAddressesMax: 10_000,

  // Sending on to an external record (document-vault/connectors).
  connectorAnswerBytesMax: 1_000_000,
  connectorAnswerMsMax: 60_000,

  // CDA shown as HTML (document-vault/rendering).
  renderedHtmlCharactersMax: 12_000_000,
  renderedImageBytesMax: 2_000_000,
  renderedImagesMax: 50,
  renderedNotesMax: 500,
  /** Columns or rows that one cell may span. */
  renderedSpanMax: 100,

  // Classification: the head of a text says what it is, its end who signed it.
  classifiedCharactersMax: 60_000,
  classifiedTailCharacters: 10_000,
  classifiedTitleCharacters: 400,
  classifiedLineWordsMax: 400,

  // Identities stated in a text (document-vault/identity).
  identityTextCharactersMax: 300_000,
  /** Labels, and people in running text, that are looked at. */
  identityPassagesMax: 2_000,
  identityStatementsMax: 200,
} as const
