import type { VaultTrace } from '../../document-vault/contract/traces.js'
import { dayName, hourOf, machineDate, typeset } from '../language/french-format.js'
import { frenchWords } from '../language/language.js'
import { traceTexts } from './texts/access-texts.js'
import { isEmergency, type TraceDay, type TraceGroup, traceDays } from './trace-groups.js'

/** Newest first, by day; `level` is that of the days' headings. */
export const TraceDays = (props: { traces: readonly VaultTrace[]; level: 'h2' | 'h3' }) => (
  <div class="traces">
    {traceDays(props.traces).map((day) => (
      <Day day={day} level={props.level} />
    ))}
  </div>
)

const Day = ({ day, level: Heading }: { day: TraceDay; level: 'h2' | 'h3' }) => (
  <section>
    <Heading class="trace-day">{dayName(day.at)}</Heading>
    <ol class="day-traces">
      {day.groups.map((group) => (
        <TraceRow group={group} />
      ))}
    </ol>
  </section>
)

const TraceRow = ({ group }: { group: TraceGroup }) => (
  <li class={isEmergency(group.newest) ? 'trace emergency-access' : 'trace'}>
    {isEmergency(group.newest) && (
      <p class="marks">
        <span class="mark new">{traceTexts.emergency}</span>
      </p>
    )}
    <Sentence trace={group.newest} />
    {group.others.length > 0 && (
      <details>
        <summary>{traceTexts.same(group.others.length)}</summary>
        <ol>
          {group.others.map((trace) => (
            <li>
              <Sentence trace={trace} />
            </li>
          ))}
        </ol>
      </details>
    )}
  </li>
)

/** The vault's sentence begins with its instant: the day stands above, the hour before it. */
const Sentence = ({ trace }: { trace: VaultTrace }) => (
  <p>
    <time class="hour" datetime={machineDate(trace.at)}>
      {hourOf(trace.at)}
    </time>{' '}
    <span {...frenchWords()}>
      {typeset(trace.says.replace(/^Le [^,]{8,40} à \d\d h \d\d, /, ''))}
    </span>
  </p>
)
