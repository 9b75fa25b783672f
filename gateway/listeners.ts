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
import { MailboxSession } from './flows/mailbox-session.js'
import { OpenTraces } from './flows/open-traces.js'
import { startImap } from './imap/listener.js'
import type { GatewayParts } from './parts.js'
import { clientSetupParts, openPortal } from './portal-listener.js'
import type { Listener } from './settings.js'
import { startOperatorSmtp } from './smtp/operator-listener.js'
import { startSubmission } from './smtp/submission-listener.js'

export interface OpenListeners {
  readonly descriptions: readonly ListenerDescription[]
  /** All at once: new sessions are refused, those under way have `graceMs`. */
  close(graceMs: number): Promise<void>
}

/** Why a listener could not open, for an administrator (French). */
export class ListenFailure extends Error {
  constructor(name: ListenerName, host: string, port: number, cause: unknown) {
    const code = (cause as NodeJS.ErrnoException | null)?.code
    const why =
      code === 'EADDRINUSE'
        ? 'le port est déjà pris : arrêtez l’autre programme ou changez de bloc avec --ports'
        : code === 'EACCES'
          ? 'le système refuse ce port : il faut un port au-dessus de 1023, ou le droit de l’ouvrir'
          : code === 'EADDRNOTAVAIL'
            ? 'cette adresse n’est pas celle de cette machine'
            : `échec (${code ?? (cause instanceof Error ? cause.name : 'inconnu')})`
    super(`Écoute ${name} sur ${host}:${port} : ${why}`, { cause })
    this.name = 'ListenFailure'
  }
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
  for (const { name, host, port } of plannedListeners(parts.config.listen)) {
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
    // config/coherence.ts lets it be asked for in development mode only.
    'imap-plain': (at) => startImap({ ...at, ...imap, mode: 'plain-for-tests' }),
    'setup-http': (at) => startPlainSetup(at, setup),
  }
}
