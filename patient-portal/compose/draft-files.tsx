import { portalLimits } from '../../domain/portal-limits.js'
import { FieldError } from '../elements/field-error.js'
import { FieldHint } from '../elements/field-hint.js'
import { fieldTies } from '../elements/field-ties.js'
import { fileSize } from '../language/french-format.js'
import { texts } from '../texts/texts.js'
import { composeTexts } from './compose-texts.js'
import { type ReplyFormView, remainingBytes } from './reply-view.js'

/** Said beside the list; the script asks for the same words. */
export function roomLeft(files: ReplyFormView['files']): string {
  if (files.length >= portalLimits.portalAttachmentsMax) return composeTexts.files.full
  return files.length === 0 ? '' : composeTexts.files.remaining(remainingBytes(files))
}

/** Files of the draft, and the ways to add some: from the device, the camera, the documents. */
export const DraftFiles = ({ form }: { form: ReplyFormView }) => {
  const says = form.faults.files
  return (
    <fieldset class="files" data-files>
      <legend>{composeTexts.files.legend}</legend>
      <ul class="draft-files" data-list aria-label={composeTexts.files.attached}>
        {form.files.map(({ fileId, fileName, bytes }) => (
          <li>
            <input type="hidden" name="joint" value={fileId} />
            <span>
              {fileName} <span class="small">{fileSize(bytes)}</span>
            </span>
            <button
              type="submit"
              class="quiet"
              name="retirer"
              value={fileId}
              aria-label={composeTexts.files.removeNamed(fileName)}
            >
              {composeTexts.files.remove}
            </button>
          </li>
        ))}
      </ul>
      <p class="small" data-room>
        {roomLeft(form.files)}
      </p>
      <div class="field">
        <label for="pieces">{texts.reply.files}</label>
        <FieldHint of="pieces" says={texts.reply.filesHint} />
        <div id="erreur-pieces" data-faults>
          {says.map((one, index) => (
            <FieldError of={`pieces-${index}`} says={one} />
          ))}
        </div>
        <input
          id="pieces"
          {...fieldTies('pieces', { hint: true, error: says.length > 0 })}
          name="pieces"
          type="file"
          multiple
          data-reduced
        />
      </div>
      <div class="field" data-camera hidden>
        <label for="photo">{composeTexts.files.camera}</label>
        <input
          id="photo"
          name="pieces"
          type="file"
          accept="image/*"
          capture="environment"
          data-reduced
        />
      </div>
      <div class="progress" data-progress hidden>
        <progress max={1} value={0} aria-label={composeTexts.files.attached} />
      </div>
      <div class="acts">
        <button type="submit" class="quiet" name="acte" value="joindre" data-attach>
          {composeTexts.files.attach}
        </button>
        {form.hasDocuments && (
          <button type="submit" class="quiet" name="acte" value="documents">
            {composeTexts.files.documents}
          </button>
        )}
      </div>
    </fieldset>
  )
}
