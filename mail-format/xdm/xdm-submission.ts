import { documentLimits } from '../../domain/document-limits.js'
import { err, ok, type Result } from '../../domain/result.js'
import { parseHl7Time } from '../hl7-time.js'
import { readXmlTree, type XmlElement } from '../xml/xml-tree.js'
import type { ArchiveFile } from './archive-files.js'
import { patientIdentifier } from './hl7-fields.js'
import { externalIdentifier, RegistryObjects, slotValue } from './registry-objects.js'
import type { SubsetFolder } from './subset-folder.js'
import type { XdmFault, XdmSubmission } from './xdm-archive.js'
import { xdmAuthor } from './xdm-author.js'
import { xdmDocument } from './xdm-document.js'

/** Schemes of a SubmissionSet (ITI TF-3 4.2.5.1; dmp.md §3). */
const schemes = {
  node: 'a54d6aa5-d40d-43f9-88c5-b4633d873bdd',
  author: 'a7058bb9-b4e4-4307-ba5b-e3f0ab85e12d',
  contentType: 'aa543740-bdda-424e-8c96-df4873be8500',
  patientId: '6b5aea1a-874d-4603-a4bc-96a0a7b38446',
  sourceId: '554ac39e-e3fe-47fe-b233-965d2a147832',
  uniqueId: '96fdda7c-d067-4183-912e-bf5ee74998a8',
} as const

/** The package that is a submission set; folders are packages too. */
function submissionSet(objects: RegistryObjects): XmlElement | null {
  const { packages } = objects
  return (
    packages.find((one) => objects.isNode(one, schemes.node)) ??
    packages.find((one) => externalIdentifier(one, schemes.uniqueId) !== '') ??
    null
  )
}

export interface ReadSubmission {
  readonly submission: XdmSubmission
  readonly isComplete: boolean
  /** It orders a change of documents that it does not bring. */
  readonly hasOutsideOrders: boolean
}

/** One METADATA.XML with the files of its folder. */
export function readSubmission(
  metadata: ArchiveFile,
  folder: SubsetFolder,
): Result<ReadSubmission, XdmFault> {
  const tree = readXmlTree(metadata.bytes)
  if (!tree.ok) return err('metadata-malformed')
  const objects = new RegistryObjects(tree.value.root)
  if (objects.packages.length + objects.documents.length === 0) return err('metadata-malformed')
  if (objects.documents.length > documentLimits.xdmDocumentsMax) return err('too-many-entries')
  const set = submissionSet(objects)
  const id = (scheme: string) => (set === null ? '' : externalIdentifier(set, scheme))
  const patientId = id(schemes.patientId)
  const uniqueId = id(schemes.uniqueId)
  const subset = folder.path.split('/').at(-2) ?? ''
  return ok({
    hasOutsideOrders: objects.outsideOrders.length > 0,
    isComplete: uniqueId !== '' && patientId !== '' && objects.documents.length > 0,
    submission: {
      subset,
      uniqueId,
      sourceId: id(schemes.sourceId),
      patientId: patientId === '' ? null : patientIdentifier(patientId),
      submissionTime: set === null ? null : parseHl7Time(slotValue(set, 'submissionTime'), 'utc'),
      author: set === null ? null : xdmAuthor(objects, set, schemes.author),
      contentType: set === null ? null : objects.code(set, schemes.contentType),
      documents: objects.documents.map((one) => xdmDocument(objects, one, folder, patientId)),
    },
  })
}
