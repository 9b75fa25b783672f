import type { DoorFault } from '../contract.js'
import { teamTexts } from '../team-texts.js'
import { type TeamChrome, TeamPage } from './team-page.js'

/** Others than these are not helped by choosing a certificate again. */
const choosesAgain: readonly DoorFault[] = ['missing', 'expired', 'refused', 'not-a-person']

/** Says to a visitor who is not let in why, and what to do. */
export const DoorPage = ({ chrome, fault }: { chrome: TeamChrome; fault: DoorFault }) => {
  const { faults, steps, stepList, patient } = teamTexts.door
  const [title, explanation] = faults[fault]
  return (
    <TeamPage chrome={chrome} title={title} hasError>
      <h1>{title}</h1>
      <p class="lead">{explanation}</p>
      {choosesAgain.includes(fault) && (
        <section class="card" aria-labelledby="que-faire">
          <h2 id="que-faire">{steps}</h2>
          <ol class="steps">
            {stepList.map((step) => (
              <li>{step}</li>
            ))}
          </ol>
        </section>
      )}
      <p class="small">{patient}</p>
    </TeamPage>
  )
}
