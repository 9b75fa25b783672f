import { spawnSync } from 'node:child_process'
import { appendFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../world/eventually.js'
import { GatewayProcess } from '../world/gateway-process.js'
import { MailClient } from '../world/mail-client.js'
import { PatientRecord } from '../world/patient-record.js'
import { PortalVisitor, textOf } from '../world/portal-visitor.js'

/** A patient has everything erased while the vault hangs, and then the machine loses its power. */
let gateway: GatewayProcess
let record: PatientRecord
let claire: MailClient
/** Stopped by the test, so that it must end it too. */
let hanging: number | null = null

beforeAll(async () => {
  gateway = await GatewayProcess.start()
  await gateway.interrupt()
  appendFileSync(`${gateway.folder}/config.toml`, '\n[vault]\nrole = "process"\n')
  await gateway.start()
  claire = new MailClient(gateway, 'claire.morel')
  record = new PatientRecord(gateway, gateway.patient('open'))
  await claire.send({
    to: record.patient.address,
    subject: '[DMP] Note',
    text: 'Voici la note.',
    attachments: [{ filename: 'note.txt', content: 'À voir ensemble la prochaine fois.' }],
  })
  await record.settled()
}, 120_000)
afterAll(async () => {
  if (hanging !== null) process.kill(hanging, 'SIGKILL')
  await gateway?.stop()
})

/** The vault's process, as a child of the gateway. */
function vaultPid(): number | null {
  const listed = spawnSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).stdout
  for (const line of listed.split('\n')) {
    const [pid, ppid, ...args] = line.trim().split(/\s+/)
    if (Number(ppid) === gateway.pid && args.join(' ').includes('vault-role')) return Number(pid)
  }
  return null
}

const erasures = (): readonly { readonly detail: { readonly part: string } }[] =>
  JSON.parse(gateway.mss('trace', 'list', '--action', 'profile.erase', '--json'))

describe('an erasure that is cut off', () => {
  it('has taken the mailbox at once, and takes the record later', {
    timeout: 180_000,
  }, async () => {
    const visitor = await PortalVisitor.signedIn(gateway, record.patient)
    const page = await visitor.open('/compte/effacement')
    hanging = await eventually(vaultPid, (pid) => pid !== null)
    process.kill(hanging!, 'SIGSTOP')

    const proof = await visitor.submit(page, { mot: 'EFFACER' })
    expect(textOf(proof.body)).toContain('Votre espace est effacé')
    expect(textOf(proof.body)).toContain('leur effacement est enregistré')
    await gateway.kill()
    process.kill(hanging!, 'SIGKILL')
    hanging = null

    await gateway.start()
    await eventually(erasures, (traces) => traces.length === 2)
    expect(erasures().map(({ detail }) => detail.part)).toEqual(['record', 'mailbox'])
    expect(gateway.mss('queue', 'list', '--queue', 'erase', '--json').trim()).toBe('[]')
    await expect(claire.send({ to: record.patient.address, text: 'x' })).rejects.toThrow(/5\.1\.1/)
    const again = new PortalVisitor(gateway)
    expect((await again.open('/compte/profil')).path).toBe('/connexion')
    await expect(PortalVisitor.signedIn(gateway, record.patient)).rejects.toThrow()
    gateway.mss('trace', 'verify')
    gateway.mss('check')
  })
})
