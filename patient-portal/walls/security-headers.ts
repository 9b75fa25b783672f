import type { MiddlewareHandler } from 'hono'

const joined = (...directives: readonly string[]): string => directives.join('; ')

/** An opaque origin: images of its own as data, one known style, nothing remote. */
const framed = (styleHash: string, sandbox: string): string =>
  joined(
    "default-src 'none'",
    'img-src data:',
    `style-src '${styleHash}'`,
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'self'",
    sandbox,
  )

export const policies = {
  /** Pages: one stylesheet, our images, our frame, our scripts in files; nothing inline. */
  page: joined(
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "connect-src 'self'",
    "img-src 'self' blob:",
    "require-trusted-types-for 'script'",
    // No script of ours makes HTML of text, so none may say that it does it well.
    "trusted-types 'none'",
    "object-src 'none'",
    "frame-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ),
  /** The formatted message: its links open beside the portal, out of the sandbox. */
  message: (styleHash: string): string =>
    framed(styleHash, 'sandbox allow-popups allow-popups-to-escape-sandbox'),
  /** A clinical document in its frame: nothing leaves it. */
  document: (styleHash: string): string => framed(styleHash, 'sandbox'),
  /** Downloads: should one ever be opened in place, it does nothing. */
  download: joined("default-src 'none'", "frame-ancestors 'none'", 'sandbox'),
} as const

const denied = [
  'accelerometer',
  'browsing-topics',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'usb',
]
  .map((feature) => `${feature}=()`)
  .join(', ')

const always: readonly (readonly [string, string])[] = [
  ['Strict-Transport-Security', 'max-age=63072000; includeSubDomains'],
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'no-referrer'],
  ['Permissions-Policy', denied],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['X-Permitted-Cross-Domain-Policies', 'none'],
  ['X-Robots-Tag', 'noindex, nofollow'],
]

/**
 * On every answer, also on errors. A handler that set a stricter policy or a cache rule keeps its
 * own.
 */
export const securityHeaders: MiddlewareHandler = async (c, next) => {
  await next()
  const { headers } = c.res
  for (const [name, value] of always) headers.set(name, value)
  if (!headers.has('Content-Security-Policy')) {
    headers.set('Content-Security-Policy', policies.page)
    headers.set('X-Frame-Options', 'DENY')
  }
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store')
}
