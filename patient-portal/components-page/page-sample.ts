import type { JSX } from 'hono/jsx/jsx-runtime'
import type { Chrome } from '../views/page.js'

/** A whole page with made-up data in one of its states. */
export type PageSample = (chrome: Chrome) => JSX.Element
