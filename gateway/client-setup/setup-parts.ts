import type { Clock } from '../../domain/clock.js'
import type { Log } from '../../domain/log.js'
import type { MessageSigner } from '../../pki/signed-message.js'
import type { SetupFacts } from './setup-facts.js'

/** What the set-up of mail clients is given by the composition root. */
export interface SetupParts {
  /** Asked at each request: ports are known once the listeners are open. */
  facts(): SetupFacts
  /** Signs Apple profiles. */
  readonly signer: MessageSigner
  readonly clock: Clock
  readonly log: Log
  /** Paths of the portal's own files, for the same look. */
  readonly look: { readonly stylesheet: string; readonly icon: string }
  /** `Messagerie de santé`. */
  readonly serviceName: string
  readonly operatorName: string
}
