import type { Context, Hono } from 'hono'
import { answerPage, chromeOf, errorPage } from '../page-answer.js'
import type { PortalEnv, PortalParts } from '../portal-parts.js'
import type { Chrome } from '../views/page.js'
import { ComponentsPage } from './components-page.js'
import { pageSamples } from './page-samples.js'

/** As somebody signed in would see it; the token opens nothing. */
const sampleChrome = (parts: PortalParts, c: Context<PortalEnv>, name: string): Chrome => ({
  ...chromeOf(parts, c),
  sections: ['echanges', 'documents', 'traces', 'acces', 'compte'],
  section: sectionOf(name),
  hasRecord: true,
  signedIn: { displayName: 'Camille EXEMPLE', csrfToken: '' },
})

function sectionOf(name: string): string {
  if (/^(?:document|a-classer|ajouter|dossier)/.test(name)) return 'documents'
  if (name.startsWith('traces')) return 'traces'
  if (name.startsWith('acces')) return 'acces'
  return /^(?:liste|echange|recherche|apercu|contacts)/.test(name) ? 'echanges' : 'compte'
}

/** The living page of components, in development only: it shows made-up patients. */
export function serveComponents(app: Hono<PortalEnv>, parts: PortalParts): void {
  if (!parts.brand.development) return
  app.get('/composants', (c) =>
    answerPage(
      c,
      <ComponentsPage chrome={sampleChrome(parts, c, '')} pages={[...pageSamples.keys()]} />,
    ),
  )
  app.get('/composants/:name', (c) => {
    const name = c.req.param('name')
    const page = pageSamples.get(name)
    return page === undefined
      ? errorPage(parts, c, 404)
      : answerPage(c, page(sampleChrome(parts, c, name)))
  })
}
