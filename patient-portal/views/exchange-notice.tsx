import type { ExchangeSummary, ProfessionalNotice } from '../contract.js'
import { frenchWords } from '../language/language.js'
import { createMask, type Mask } from '../reading/masked-addresses.js'
import { noticeTexts } from '../reading/reading-texts.js'
import { professionalNames } from './professional-names.js'

/**
 * What to know before writing: somebody is away, a mailbox is closed, or how an exchange was
 * ended. Words of professionals are text, whatever stands in them.
 */
export const ExchangeNotice = ({ exchange }: { exchange: ExchangeSummary }) => {
  const mask = createMask(exchange.hidden)
  const { name } = professionalNames(exchange, mask)
  if (exchange.state === 'ended') {
    if (exchange.endedNote.trim() === '') return null
    return <Words label={noticeTexts.endedNote} text={exchange.endedNote} mask={mask} />
  }
  if (exchange.notice === null) return null
  return <About notice={exchange.notice} name={name} mask={mask} />
}

const About = (props: { notice: ProfessionalNotice; name: string; mask: Mask }) => {
  const { notice, name, mask } = props
  if (notice.kind === 'inactive') {
    return (
      <div class="closed">
        <p>
          <strong>{noticeTexts.inactive(name)}</strong>
        </p>
        <p>{noticeTexts.inactiveMore}</p>
      </div>
    )
  }
  return (
    <div class="closed">
      <p>
        <strong>
          {notice.untilAt === null
            ? noticeTexts.absent(name)
            : noticeTexts.absentUntil(name, notice.untilAt)}
        </strong>{' '}
        {noticeTexts.absentMore}
      </p>
      <p class="small">{noticeTexts.says}</p>
      <p class="words" {...frenchWords()}>
        {mask(notice.text)}
      </p>
    </div>
  )
}

const Words = ({ label, text, mask }: { label: string; text: string; mask: Mask }) => (
  <div class="closed">
    <p class="small">{label}</p>
    <p class="words" {...frenchWords()}>
      {mask(text)}
    </p>
  </div>
)
