import { createHash } from 'node:crypto'
import type { Hono } from 'hono'
import { icon } from './icon.js'
import type { PortalEnv } from './portal-parts.js'
import { stylesheet } from './stylesheet.js'

const named = (name: string, extension: string, content: string): string => {
  const hash = createHash('sha256').update(content).digest('base64url').slice(0, 16)
  return `/fichiers/${name}.${hash}.${extension}`
}

/**
 * The content hash is in the name, so that a browser keeps a file for a year and never an old one.
 */
export const stylesheetPath = named('portail', 'css', stylesheet)
export const iconPath = named('icone', 'svg', icon)

const forever = 'public, max-age=31536000, immutable'

export function serveAssets(app: Hono<PortalEnv>): void {
  const serve = (path: string, type: string, content: string): void => {
    app.get(path, (c) => {
      c.header('Content-Type', type)
      c.header('Cache-Control', forever)
      return c.body(content)
    })
  }
  serve(stylesheetPath, 'text/css; charset=utf-8', stylesheet)
  serve(iconPath, 'image/svg+xml', icon)
  app.get('/robots.txt', (c) => c.text('User-agent: *\nDisallow: /\n'))
  app.get('/favicon.ico', (c) => c.redirect(iconPath, 302))
}
