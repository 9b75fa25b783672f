import {
  describeListener,
  type ListenerDescription,
  type ListenerName,
  plannedListeners,
} from '../config/listener-plan.js'
import { systemClock } from '../domain/clock.js'
import { startPlainSetup } from './client-setup/setup-http-listener.js'
import type { Identity } from './flows/contract.js'
import { createMailFlows } from './flows/mail-flows.js'
import { MailboxSession } from './flows/mailbox/mailbox-session.js'
import { OpenTraces } from './flows/mailbox/open-traces.js'
import { startImap } from './imap/listener.js'
import { ListenFailure } from './listen-failure.js'
import type { GatewayParts } from './parts.js'
import { clientSetupParts, openPortal } from './portal/portal-listener.js'
import type { Listener } from './settings.js'
import { startOperatorSmtp } from './smtp/operator-listener.js'
import { startSubmission } from './smtp/submission-listener.js'
import { openTeamPortal } from './team/team-listener.js'

export interface OpenListeners {
  readonly descriptions: readonly ListenerDescription[]
  /** All at once: new sessions are refused, those under way have `graceMs`. */
  close(graceMs: number): Promise<void>
}

/**
 * Opens them in the order of the plan; one that fails closes those before it and throws
 * ListenFailure.
 */
export async function openListeners(parts: GatewayParts): Promise<OpenListeners> {
  const open: Listener[] = []
  const descriptions: ListenerDescription[] = []
  const starters = startersOf(parts, () => descriptions)
  const close = async (graceMs: number) => {
    await Promise.all(open.map((listener) => listener.close(graceMs)))
  }
  for (const { name, host, port } of plannedListeners(parts.config)) {
    try {
      const listener = await starters[name]({ host, port })
      open.push(listener)
      descriptions.push(describeListener(name, host, listener.port))
    } catch (failure) {
      await close(0)
      throw new ListenFailure(name, host, port, failure)
    }
  }
  return { descriptions, close }
}

type Starter = (at: { readonly host: string; readonly port: number }) => Promise<Listener>

function startersOf(
  parts: GatewayParts,
  opened: () => readonly ListenerDescription[],
): Record<ListenerName, Starter> {
  const { trust, settings, log, signIn, store, hub } = parts
  const common = { tls: trust.tls, validator: trust.validator, log, clock: systemClock, settings }
  const smtp = { ...common, flows: createMailFlows(parts.deps) }
  const openTraces = new OpenTraces(parts.deps)
  const session = { store, settings, clock: systemClock, watch: hub, openTraces }
  const backend = { signIn, open: (identity: Identity) => new MailboxSession(session, identity) }
  const imap = { ...common, backend, hostName: settings.hostName }
  const setup = clientSetupParts(parts, opened)
  return {
    'operator-smtp': (at) => startOperatorSmtp({ ...at, ...smtp }),
    'submission-tls': (at) => startSubmission({ ...at, ...smtp, signIn, mode: 'implicit' }),
    'submission-starttls': (at) => startSubmission({ ...at, ...smtp, signIn, mode: 'starttls' }),
    'imap-tls': (at) => startImap({ ...at, ...imap, mode: 'implicit' }),
    'imap-starttls': (at) => startImap({ ...at, ...imap, mode: 'starttls' }),
    portal: (at) => openPortal(parts, setup, at),
    'vault-api': async () => {
      // plannedListeners leaves it out where there is no vault.
      if (parts.vaultApiPort === null) throw new Error('an interface was asked for without a vault')
      // The vault's own thread or process listens, and closes with it.
      return { port: parts.vaultApiPort, close: async () => {} }
    },
    'team-portal': (at) => openTeamPortal(parts, at),
    // config/coherence.ts lets it be asked for in development mode only.
    'imap-plain': (at) => startImap({ ...at, ...imap, mode: 'plain-for-tests' }),
    'setup-http': (at) => startPlainSetup(at, setup),
  }
}
