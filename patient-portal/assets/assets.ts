import type { Env, Hono } from 'hono'
import { assetPath } from './asset-path.js'
import { browserScripts } from './browser-scripts.js'
import { icon } from './icon.js'
import { stylesheet } from './stylesheet.js'

export const stylesheetPath = assetPath('portail', 'css', stylesheet)
export const iconPath = assetPath('icone', 'svg', icon)

const forever = 'public, max-age=31536000, immutable'

export const serveAsset = <E extends Env>(
  app: Hono<E>,
  path: string,
  type: string,
  content: string,
) =>
  app.get(path, (c) => {
    c.header('Content-Type', type)
    c.header('Cache-Control', forever)
    return c.body(content)
  })

export function serveAssets<E extends Env>(app: Hono<E>): void {
  const serve = (path: string, type: string, content: string) =>
    serveAsset(app, path, type, content)
  serve(stylesheetPath, 'text/css; charset=utf-8', stylesheet)
  serve(iconPath, 'image/svg+xml', icon)
  for (const { path, content } of Object.values(browserScripts)) {
    serve(path, 'text/javascript; charset=utf-8', content)
  }
  app.get('/robots.txt', (c) => c.text('User-agent: *\nDisallow: /\n'))
  app.get('/favicon.ico', (c) => c.redirect(iconPath, 302))
}
