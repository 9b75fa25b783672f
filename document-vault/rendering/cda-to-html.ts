import { documentLimits } from '../../domain/document-limits.js'
import { err, ok, type Result } from '../../domain/result.js'
import { readCda } from '../../mail-format/cda/cda-reader.js'
import {
  childrenOf,
  descendantsOf,
  elementAt,
  textOf,
} from '../../mail-format/xml/xml-navigation.js'
import { readXmlTree, type XmlElement } from '../../mail-format/xml/xml-tree.js'
import { headerHtml } from './cda-header-html.js'
import { embeddedMedia } from './embedded-image.js'
import { HtmlWriter } from './html-text.js'
import { footnotesHtml, type NarrativeContext, narrativeHtml } from './narrative-html.js'

/** Coded parts that neither the narrative nor an image is in; left out of the tree. */
const unshown = new Set([
  'templateId',
  'code',
  'statusCode',
  'effectiveTime',
  'author',
  'informant',
  'participant',
  'performer',
  'specimen',
  'recordTarget',
  'documentationOf',
  'interpretationCode',
  'methodCode',
  'targetSiteCode',
  'referenceRange',
  'consumable',
])

/** h1 is the title of the document; deeper than h4 nobody counts. */
const heading = (depth: number): string => `h${Math.min(depth + 2, 4)}`

function sections(parent: XmlElement, depth: number, context: NarrativeContext): void {
  const { html } = context
  for (const component of childrenOf(parent, 'component'))
    for (const section of childrenOf(component, 'section')) {
      if (html.isFull()) return
      html.markup('<section>')
      const title = textOf(elementAt(section, 'title'))
      if (title !== '') {
        html.markup(`<${heading(depth)}>`)
        html.text(title)
        html.markup(`</${heading(depth)}>`)
      }
      narrativeHtml(elementAt(section, 'text'), context)
      sections(section, depth + 1, context)
      html.markup('</section>')
    }
}

const mediaTexts: Readonly<Record<string, string>> = {
  'application/pdf': 'Ce document est un PDF\u00a0: il s’ouvre à part.',
  'text/plain': '',
}

function wrappedFile(
  media: { readonly mediaType: string; readonly bytes: Uint8Array } | null,
  html: HtmlWriter,
): void {
  const isText = media?.mediaType === 'text/plain'
  const says =
    media === null
      ? 'Le contenu de ce document ne peut pas être affiché.'
      : (mediaTexts[media.mediaType] ?? 'Le contenu de ce document s’ouvre à part.')
  if (isText) {
    html.markup('<pre>')
    html.text(
      Buffer.from(media.bytes).toString('utf8').slice(0, documentLimits.documentTextCharactersMax),
    )
    html.markup('</pre>')
  } else {
    html.markup('<p class="cda-wrapped">')
    html.text(says)
    html.markup('</p>')
  }
}

/**
 * A CDA R2 document as a fragment of HTML, `<article class="cda">`. Our own closed list of tags; no
 * style sheet of the document is run, no address is opened, nothing of it becomes markup. The
 * error is a stable word of `readCda`.
 */
export function cdaToHtml(bytes: Uint8Array): Result<string, string> {
  const cda = readCda(bytes)
  if (!cda.ok) return err(cda.error)
  const tree = readXmlTree(bytes, { skip: (local) => unshown.has(local) })
  if (!tree.ok) return err(tree.error)
  const [root] = descendantsOf(tree.value.root, 'ClinicalDocument')
  if (root === undefined) return err('not-cda')
  const html = new HtmlWriter(documentLimits.renderedHtmlCharactersMax)
  html.markup('<article class="cda" lang="fr">')
  headerHtml(cda.value, root, html)
  const body = elementAt(root, 'component/structuredBody')
  if (body === null) wrappedFile(cda.value.body, html)
  else {
    const context: NarrativeContext = { html, media: embeddedMedia(body), notes: [] }
    sections(body, 0, context)
    footnotesHtml(context)
  }
  if (html.isCut)
    html.markup(
      '<p class="cda-cut">La suite du document n&#39;est pas affichée : ouvrez-le à part.</p>',
    )
  html.markup('</article>')
  return ok(String(html))
}
