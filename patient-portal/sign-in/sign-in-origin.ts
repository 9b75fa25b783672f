import type { Context } from 'hono'
import type { PortalEnv } from '../portal-parts.js'
import { deviceOf } from '../security/device-words.js'
import type { SignInWay } from '../walls/portal-sessions.js'
import type { SignInOrigin } from './sign-in-contract.js'

/** Where somebody signs in from; of the browser its family alone, as the list of devices shows. */
export const signInOrigin = (c: Context<PortalEnv>, way: SignInWay): SignInOrigin => ({
  way,
  remoteAddress: c.env?.incoming?.socket.remoteAddress ?? 'unknown',
  ...deviceOf(c.req.header('user-agent') ?? ''),
})
