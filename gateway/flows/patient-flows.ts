import { limits } from '../../domain/limits.js'
import type { Reason } from '../../domain/reasons.js'
import { err, ok, type Result } from '../../domain/result.js'
import type { ReplyFacts } from '../policy/facts.js'
import { replyRules } from '../policy/reply-rules.js'
import { judge } from '../policy/verdict.js'
import type { PatientFlows, PatientReply } from './contract.js'
import type { FlowDeps } from './flow-deps.js'
import { guarded } from './flow-guard.js'
import { ReplyDelivery } from './patient/reply-delivery.js'
import { ReplyFactsSource } from './patient/reply-facts.js'
import { ReplyRate } from './patient/reply-rate.js'

const contentOf = (reply: PatientReply): NonNullable<ReplyFacts['content']> => ({
  isEmpty: reply.text.trim() === '' && reply.attachments.length === 0,
  bytes:
    Buffer.byteLength(reply.text) +
    reply.attachments.reduce((sum, { content }) => sum + content.byteLength, 0),
  attachments: reply.attachments.length,
  textCharacters: reply.text.length,
})

/**
 * The portal's side of the one write path: the same rules before the form and at the answer, then
 * one commit.
 */
export function createPatientFlows(deps: FlowDeps): PatientFlows {
  const rate = new ReplyRate(deps.clock)
  const source = new ReplyFactsSource(deps, rate)

  const guard = <T>(work: () => Promise<Result<T, Reason>>) =>
    guarded(deps.log, { protocol: 'message.reply' }, work)

  return {
    mayReply: (question) =>
      guard(async () => {
        const { facts } = await source.gather(question, null)
        const verdict = judge(replyRules, facts)
        return verdict.kind === 'accept' ? ok(undefined) : err(verdict.reason)
      }),
    reply: (reply) =>
      guard(async () => {
        const delivery = new ReplyDelivery(deps, reply)
        const gathered = await source.gather(reply, contentOf(reply))
        const verdict = judge(replyRules, gathered.facts)
        if (verdict.kind !== 'accept') return delivery.refuse(verdict.reason)
        const others = reply.replyAll ? await openColleagues(source, reply, gathered) : []
        const sent = await delivery.send(gathered, others)
        if (sent.ok) rate.record(reply.patientId)
        return sent
      }),
  }
}

type Gathered = Awaited<ReturnType<ReplyFactsSource['gather']>>

/**
 * "Reply to all" reaches the professionals with whom the exchange is open; the others are left out
 * without a word, as the patient never saw their addresses.
 */
async function openColleagues(source: ReplyFactsSource, reply: PatientReply, gathered: Gathered) {
  const { envelope, patient, target, moreTargets } = gathered
  const named = envelope === null ? [] : [...envelope.from, ...envelope.to, ...envelope.cc]
  const texts = [...moreTargets, ...named.map(({ address }) => address)]
  const seen = new Set([target.found.address?.text, patient?.address])
  const colleagues: Gathered['target'][] = []
  for (const text of texts.slice(0, limits.recipientsPerMessageMax)) {
    const colleague = await source.correspondent(reply.patientId, text)
    const address = colleague.found.address?.text
    if (address === undefined || seen.has(address)) continue
    seen.add(address)
    const verdict = judge(replyRules, {
      ...gathered.facts,
      target: { ...colleague.found, exchange: colleague.exchange },
      acceptsPatientsFirst: false,
    })
    if (verdict.kind === 'accept') colleagues.push(colleague)
  }
  return colleagues
}
