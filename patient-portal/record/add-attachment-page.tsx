import type { ProposedFiling } from '../../document-vault/contract/vault.js'
import { spaces } from '../../domain/space.js'
import { Field } from '../elements/field.js'
import { FormToken } from '../elements/form-token.js'
import { fileSize } from '../language/french-format.js'
import type { ReadableAttachment } from '../reading/readable-message.js'
import { type Chrome, Page, tokenOf } from '../views/page.js'
import { plainLabel, recordTexts, spaceName } from './record-texts.js'
import { SpaceSelect } from './space-select.js'

export interface AddAttachmentView {
  readonly chrome: Chrome
  /** Of the page itself, where the form goes too. */
  readonly path: string
  readonly backPath: string
  readonly file: ReadableAttachment
  /** Null when nothing could be proposed now. */
  readonly proposed: readonly ProposedFiling[] | null
}

/** Where a file will be kept is shown before anything is done, and can be changed at once. */
export const AddAttachmentPage = (view: AddAttachmentView) => {
  const words = recordTexts.attachment
  const { file } = view
  return (
    <Page chrome={view.chrome} title={words.add} showsEmergency>
      <h1>{words.add}</h1>
      <p class="lead">{words.lead}</p>
      <form method="post" action={view.path} class="stacked card">
        <FormToken token={tokenOf(view.chrome)} />
        <p>
          <strong>{file.fileName}</strong>{' '}
          <span class="small">
            {file.kind.label}, {fileSize(file.bytes)}
          </span>
        </p>
        <Proposal proposed={view.proposed} />
        <div class="choices">
          <button type="submit" class="primary">
            {words.confirm}
          </button>
        </div>
      </form>
      <p>
        <a href={view.backPath}>{words.cancel}</a>
      </p>
    </Page>
  )
}

const Proposal = ({ proposed }: { proposed: AddAttachmentView['proposed'] }) => {
  const words = recordTexts.attachment
  const [only, ...others] = proposed ?? []
  if (only === undefined) return <p>{words.unknown}</p>
  if (others.length > 0) return <Several proposed={[only, ...others]} />
  if (only.outcome === 'held' || only.space === null) return <p>{words.waits}</p>
  return (
    <>
      {only.typeLabel !== '' && <p>{words.known(plainLabel(only.typeLabel))}</p>}
      <input type="hidden" name="propose" value={String(spaces.indexOf(only.space))} />
      <Field
        id="rangement"
        label={words.where}
        hint={`${words.proposed}\u00a0: ${spaceName(only.space)}. ${words.changeable}`}
      >
        {(control) => <SpaceSelect {...control} chosen={only.space} />}
      </Field>
    </>
  )
}

const Several = ({ proposed }: { proposed: readonly ProposedFiling[] }) => {
  const words = recordTexts.attachment
  return (
    <>
      <p>{words.several(proposed.length)}</p>
      <ul class="plain">
        {proposed.map(({ title, space, outcome }) => {
          const place = outcome === 'held' ? words.waitsShort : spaceName(space)
          return <li>{words.inSpace(title || words.nameless, place)}</li>
        })}
      </ul>
      <p class="small">{words.changeable}</p>
    </>
  )
}
