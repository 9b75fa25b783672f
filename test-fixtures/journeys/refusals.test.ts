import { readFileSync } from 'node:fs'
import nodemailer from 'nodemailer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GatewayProcess } from '../world/gateway-process.js'
import { MailClient } from '../world/mail-client.js'
import { PortalVisitor, textOf } from '../world/portal-visitor.js'

/** What the gateway refuses, as the sender sees it: code, French text, stable reason; and nothing arrived. */
let gateway: GatewayProcess
let doctor: MailClient

beforeAll(async () => {
  gateway = await GatewayProcess.start()
  doctor = new MailClient(gateway, 'claire.morel')
})
afterAll(() => gateway?.stop())

async function refusal(sent: Promise<unknown>): Promise<string> {
  try {
    await sent
  } catch (error) {
    return (error as { response?: string; message: string }).response ?? String(error)
  }
  throw new Error('the message was accepted')
}

/** Another operator that connects with STARTTLS and a certificate, or with none. */
function operator(files: { certificateFile: string; keyFile: string } | null) {
  const { host, port } = gateway.listener('operator-smtp')
  return nodemailer.createTransport({
    host,
    port,
    secure: false,
    requireTLS: true,
    name: 'passerelle.autre-operateur.mss.test',
    tls: {
      ca: readFileSync(gateway.info.caFile),
      servername: 'localhost',
      ...(files === null
        ? {}
        : { cert: readFileSync(files.certificateFile), key: readFileSync(files.keyFile) }),
    },
  })
}
const neighbour = () => {
  const other = gateway.info.operators.find((one) => !one.ours)
  if (other === undefined) throw new Error('no second operator')
  return { other, sender: `medecin@${other.domains[0]}` }
}

describe('a professional is told why a message to a patient is refused', () => {
  const states = [
    ['not-created', /^550 5\.1\.1 .*\[patient-unknown\]/],
    ['opposed', /^550 5\.2\.1 .*\[patient-opposed\]/],
    ['deceased', /^550 5\.2\.1 .*\[patient-deceased\]/],
  ] as const
  it.each(states)('%s profile', async (state, expected) => {
    const sent = doctor.send({ to: gateway.patient(state).address, subject: 'Essai', text: 'x' })
    expect(await refusal(sent)).toMatch(expected)
  })

  it('two patients in one message: the whole message, for both', async () => {
    const to = [gateway.patient('open').address, gateway.patient('open', 1).address]
    expect(await refusal(doctor.send({ to, subject: 'Groupe', text: 'x' }))).toMatch(
      /^550 5\.7\.1 .*\[several-patients\]/,
    )
    const visitor = await PortalVisitor.signedIn(gateway, gateway.patient('open'))
    expect(textOf((await visitor.open('/')).body)).not.toContain('Groupe')
  })

  it('another patient named in Cc without being a recipient', async () => {
    const sent = doctor.send({
      envelope: { from: doctor.address, to: [gateway.patient('open').address] },
      to: gateway.patient('open').address,
      cc: gateway.patient('open', 1).address,
      subject: 'Copie',
      text: 'x',
    })
    expect(await refusal(sent)).toMatch(/^550 5\.7\.1 .*\[patient-named-in-headers\]/)
  })

  it('a matricule with a wrong key', async () => {
    const [local, domain] = gateway.patient('open').address.split('@')
    const key = String((Number(local!.slice(13)) % 97) + 1).padStart(2, '0')
    const sent = doctor.send({
      to: `${local!.slice(0, 13)}${key}@${domain}`,
      subject: 'x',
      text: 'x',
    })
    expect(await refusal(sent)).toMatch(/^550 5\.1\.3 .*\[patient-address-invalid\]/)
  })

  it('a recipient outside the trust space', async () => {
    const sent = doctor.send({ to: 'quelquun@ailleurs.example', subject: 'x', text: 'x' })
    expect(await refusal(sent)).toMatch(/^550 5\.7\.1 .*\[recipient-outside-trust-space\]/)
  })

  it('a sender address that is not theirs', async () => {
    const sent = doctor.send({
      from: 'antoine.girard@demo.mss.test',
      to: gateway.patient('open').address,
      subject: 'x',
      text: 'x',
    })
    expect(await refusal(sent)).toMatch(
      /^5(53|30) 5\.7\.\d .*\[(sender-not-owned|account-choice-required)\]/,
    )
  })

  it('a Reply-To outside the trust space', async () => {
    const sent = doctor.send({
      to: gateway.patient('open').address,
      replyTo: 'moi@ailleurs.example',
      subject: 'x',
      text: 'x',
    })
    expect(await refusal(sent)).toMatch(/\[reply-to-outside-trust-space\]/)
  })
})

describe('the operator side', () => {
  const message = (from: string) => ({
    from,
    to: gateway.patient('open').address,
    subject: 'D’un autre opérateur',
    text: 'Bonjour',
  })

  it('takes a message from the white-listed neighbour', async () => {
    const { other, sender } = neighbour()
    const transport = operator(other)
    const sent = await transport.sendMail(message(sender))
    expect(sent.response).toMatch(/^250/)
    transport.close()
  })

  it('refuses a stranger without certificate', async () => {
    const transport = operator(null)
    expect(await refusal(transport.sendMail(message(neighbour().sender)))).toMatch(
      /^554 5\.7\.1 .*\[operator-certificate-missing\]/,
    )
    transport.close()
  })

  it('refuses a certificate of a person', async () => {
    const transport = operator(gateway.account('antoine.girard'))
    expect(await refusal(transport.sendMail(message(neighbour().sender)))).toMatch(/^55\d 5\.7\.1 /)
    transport.close()
  })

  it('refuses a domain outside the white list', async () => {
    const transport = operator(neighbour().other)
    expect(await refusal(transport.sendMail(message('pirate@inconnu.mss.test')))).toMatch(
      /^550 5\.7\.1 .*\[sender-domain-outside-trust-space\]/,
    )
    transport.close()
  })

  it('refuses a domain of another operator', async () => {
    const transport = operator(neighbour().other)
    expect(await refusal(transport.sendMail(message(doctor.address)))).toMatch(
      /^550 5\.7\.1 .*\[sender-domain-not-bound-to-certificate\]/,
    )
    transport.close()
  })

  it('does not relay', async () => {
    const { other, sender } = neighbour()
    const transport = operator(other)
    const sent = transport.sendMail({ ...message(sender), to: `x@${other.domains[0]}` })
    expect(await refusal(sent)).toMatch(/^550 5\.7\.1 /)
    transport.close()
  })

  it('refuses everything before STARTTLS', async () => {
    const { host, port } = gateway.listener('operator-smtp')
    const transport = nodemailer.createTransport({ host, port, secure: false, ignoreTLS: true })
    expect(await refusal(transport.sendMail(message(neighbour().sender)))).toMatch(/^530 5\.7\.0 /)
    transport.close()
  })
})

describe('a refusal', () => {
  it('leaves one trace with its reason', () => {
    const traces = JSON.parse(gateway.mss('trace', 'list', '--json')) as {
      outcome: string
      reason: string
    }[]
    const reasons = traces
      .filter((trace) => trace.outcome === 'refused')
      .map((trace) => trace.reason)
    for (const reason of ['several-patients', 'patient-opposed', 'recipient-outside-trust-space']) {
      expect(reasons.filter((one) => one === reason)).toHaveLength(1)
    }
  })
})
