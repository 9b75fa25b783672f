import { fileSize } from '../language/french-format.js'
import { previewOf } from '../reading/attachment-preview.js'
import type { ReadableAttachment, ReadableMessage } from '../reading/readable-message.js'
import { attachmentTexts } from '../reading/reading-texts.js'
import { recordTexts } from '../record/record-texts.js'
import { texts } from '../texts/texts.js'

interface AttachmentsProps {
  /** `/echanges/ID/messages/ID` */
  readonly path: string
  readonly content: ReadableMessage
  /** They can be added to the documents. */
  readonly canAdd: boolean
  /** Pages can be painted. */
  readonly canPreview: boolean
}

export const Attachments = ({ path, content, canAdd, canPreview }: AttachmentsProps) => {
  const count = content.attachments.length + content.hiddenAttachments
  return (
    <div class="attachments">
      <h4>{texts.exchange.attachments}</h4>
      <ul>
        {content.attachments.map((file) => (
          <AttachmentRow path={path} file={file} canAdd={canAdd} canPreview={canPreview} />
        ))}
      </ul>
      {content.hiddenAttachments > 0 && (
        <p class="small">{texts.exchange.moreFiles(content.hiddenAttachments)}</p>
      )}
      {count > 1 && (
        <p class="all-files">
          <a href={`${path}/pieces.zip`} download="">
            {attachmentTexts.downloadAll(count)}
          </a>
        </p>
      )}
    </div>
  )
}

const AttachmentRow = (props: {
  path: string
  file: ReadableAttachment
  canAdd: boolean
  canPreview: boolean
}) => {
  const { file, canAdd, canPreview } = props
  const path = `${props.path}/pieces/${file.partId}`
  const hasPreview = previewOf(file.kind, { paints: canPreview, renders: canAdd }) !== 'none'
  return (
    <li>
      <a href={path} download={file.fileName}>
        <span class="sr">{texts.exchange.download} </span>
        {file.fileName}
      </a>
      <p class="small">
        {file.kind.label}, {fileSize(file.bytes)}
      </p>
      {file.kind.risk === 'active' ? (
        <p class="warning">{texts.exchange.risky}</p>
      ) : (
        file.isMisnamed && <p class="warning">{texts.exchange.misnamed}</p>
      )}
      <p class="file-acts">
        {hasPreview && (
          <a href={`${path}/apercu`}>
            {attachmentTexts.preview}
            <span class="sr">&nbsp;: {file.fileName}</span>
          </a>
        )}{' '}
        {canAdd && file.kind.risk !== 'active' && (
          <a href={`${path}/ajouter`}>
            {recordTexts.attachment.add}
            <span class="sr">&nbsp;: {file.fileName}</span>
          </a>
        )}
      </p>
    </li>
  )
}
