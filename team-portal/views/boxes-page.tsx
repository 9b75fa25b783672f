import type { TeamBox, TeamOverview } from '../contract.js'
import { ageText, teamTexts } from '../team-texts.js'
import { type TeamChrome, TeamPage } from './team-page.js'

export interface ShownBox {
  readonly box: TeamBox
  /** Null when the store cannot tell now. */
  readonly overview: TeamOverview | null
  readonly isAbsent: boolean
}

export const BoxesPage = (view: {
  chrome: TeamChrome
  boxes: readonly ShownBox[]
  now: number
}) => (
  <TeamPage chrome={view.chrome} title={teamTexts.boxes.title}>
    <h1>{teamTexts.boxes.title}</h1>
    <p class="lead">{teamTexts.boxes.lead}</p>
    <ul class="boxes">
      {view.boxes.map((shown) => (
        <Box {...shown} now={view.now} />
      ))}
    </ul>
  </TeamPage>
)

const Box = ({ box, overview, isAbsent, now }: ShownBox & { now: number }) => {
  const texts = teamTexts.boxes
  const toHandle = overview?.counts['to-handle'] ?? 0
  return (
    <li class="card">
      <h2>
        <a href={`/boites/${box.boxId}`}>{box.displayName}</a>
      </h2>
      <p class="small">
        {texts.kind[box.kind]}
        {box.entity !== '' && `, ${box.entity}`}
      </p>
      <p class="marks">
        {overview === null ? (
          texts.unavailable
        ) : (
          <span class={toHandle > 0 ? 'mark new' : 'mark'}>
            {toHandle > 0 ? texts.toHandle(toHandle) : texts.nothing}
          </span>
        )}
        {isAbsent && <span class="mark">{texts.absent}</span>}
      </p>
      {overview !== null && overview.oldestAt !== null && (
        <p class="small">{texts.oldest(ageText(overview.oldestAt, now))}</p>
      )}
    </li>
  )
}
