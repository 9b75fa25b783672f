import { spaces } from '../../domain/space.js'
import { type Page, type PortalVisitor, textOf } from './portal-visitor.js'

/** What a patient sees and does on the pages of the own record. */
export class PortalRecordVisit {
  readonly #visitor: PortalVisitor

  constructor(visitor: PortalVisitor) {
    this.#visitor = visitor
  }

  page(path: string): Promise<Page> {
    return this.#visitor.open(path)
  }

  /** The words of a page. */
  async text(path: string): Promise<string> {
    return textOf((await this.#visitor.open(path)).body)
  }

  /** The traces of who has this name, by the form. */
  async tracesOf(name: string): Promise<Page> {
    return this.#visitor.submit(await this.#visitor.open('/traces'), { qui: name })
  }

  /** Titles of the documents in a space, as the list shows them. */
  async titles(space: string): Promise<string[]> {
    const number = (spaces as readonly string[]).indexOf(space)
    if (number < 0) throw new Error(`no space ${space}`)
    const { body } = await this.#visitor.open(`/documents?espace=${number}`)
    return [...body.matchAll(/<h3>([\s\S]*?)<\/h3>/g)].map(([, title]) => textOf(title!))
  }

  /** The page of the document of this title. */
  async document(title: string): Promise<Page> {
    const list = await this.#visitor.open('/documents')
    return this.#visitor.open(this.#visitor.linkTo(list, title))
  }

  /** One of the acts on a document's page (`masquer`, `archiver`...). */
  async act(title: string, act: string, more: Record<string, string> = {}): Promise<Page> {
    const page = await this.document(title)
    return this.#visitor.submit(page, { acte: act, ...more })
  }

  /** A button of a page that was answered. */
  press(page: Page, fields: Record<string, string>): Promise<Page> {
    return this.#visitor.submit(page, fields)
  }

  /** One of the authorised professionals, by name. */
  async block(name: string): Promise<Page> {
    const page = await this.#visitor.open('/acces')
    const card = [...page.body.matchAll(/<li class="card">[\s\S]*?<\/li>/g)]
      .map(([html]) => html)
      .find((html) => textOf(html).includes(name) && html.includes('value="bloquer"'))
    const id = card && /name="professionnel" value="([^"]+)"/.exec(card)?.[1]
    if (id === undefined) throw new Error(`nobody called ${name} may look`)
    return this.#visitor.submit(page, { reglage: 'bloquer', professionnel: id })
  }

  /** A setting of the access page: `valeur`, or `professionnel` by the name that is shown. */
  async setAccess(setting: string, more: Record<string, string> = {}): Promise<Page> {
    const page = await this.#visitor.open('/acces')
    const { nom, ...fields } = more
    if (nom === undefined) return this.#visitor.submit(page, { reglage: setting, ...fields })
    const option = [...page.body.matchAll(/<option value="([^"]+)"[^>]*>([\s\S]*?)<\/option>/g)]
    const chosen = option.find(([, , name]) => textOf(name!).includes(nom))?.[1]
    if (chosen === undefined) throw new Error(`nobody called ${nom} on the access page`)
    return this.#visitor.submit(page, { reglage: setting, professionnel: chosen, ...fields })
  }
}
