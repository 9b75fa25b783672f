import { type TeamErrorKind, teamTexts } from '../team-texts.js'
import { type TeamChrome, TeamPage } from './team-page.js'

/** `backTo`: the list that the visitor comes from, or the mailboxes. */
export const TeamErrorPage = (view: {
  chrome: TeamChrome
  kind: TeamErrorKind
  backTo: string | null
}) => {
  const [title, explanation] = teamTexts.errors[view.kind]
  return (
    <TeamPage chrome={view.chrome} title={title} hasError>
      <h1>{title}</h1>
      <p>{explanation}</p>
      <p>
        <a href={view.backTo ?? '/'} class="primary">
          {view.backTo === null ? teamTexts.frame.boxes : teamTexts.frame.back}
        </a>
      </p>
    </TeamPage>
  )
}
