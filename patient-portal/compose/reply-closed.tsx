import { attention } from '../elements/attention.js'
import { fileSize } from '../language/french-format.js'
import { texts } from '../texts/texts.js'
import { composeTexts } from './compose-texts.js'
import type { ReplyClosedView } from './reply-view.js'

/** A reply that came too late finds its words here; nothing suggests to send them again. */
export const ReplyClosed = ({ says, more, keptText, draft, exchangePath }: ReplyClosedView) => (
  <section
    class={keptText === null ? 'closed' : 'refusal'}
    id="repondre"
    aria-labelledby="titre-reponse"
    {...(keptText === null ? {} : attention)}
  >
    <h2 id="titre-reponse">
      {keptText === null ? texts.closed.heading : texts.reply.errorHeading}
    </h2>
    <p>{says}</p>
    {more !== null && <p>{more}</p>}
    {keptText !== null && keptText !== '' && (
      <Kept id="texte-garde" label={texts.closed.keptText} text={keptText} />
    )}
    {draft !== null && keptText === null && draft.text !== '' && (
      <Kept id="brouillon-garde" label={composeTexts.draft.kept} text={draft.text} />
    )}
    {draft !== null && (
      <>
        {draft.files.length > 0 && (
          <>
            <h3>{composeTexts.draft.keptFiles}</h3>
            <ul class="draft-files">
              {draft.files.map(({ fileId, fileName, bytes }) => (
                <li>
                  <a href={`${exchangePath}/brouillon/pieces/${fileId}`} download={fileName}>
                    {fileName}
                  </a>{' '}
                  <span class="small">{fileSize(bytes)}</span>
                </li>
              ))}
            </ul>
          </>
        )}
        <p>
          <a href={`${exchangePath}/brouillon/supprimer`}>{composeTexts.draft.drop}</a>
        </p>
      </>
    )}
  </section>
)

const Kept = ({ id, label, text }: { id: string; label: string; text: string }) => (
  <div class="field">
    <label for={id}>{label}</label>
    <textarea id={id} rows={5} readonly>
      {text}
    </textarea>
  </div>
)
