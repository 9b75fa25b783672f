/** Nothing of a document reaches HTML but through here, as text or in a quoted attribute. */
export const escapeHtml = (text: string): string =>
  text
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]/g, ' ')
    // Marks that turn the order of characters round could show another text than is there.
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)

/** HTML that grows to a bound: what comes after it is left out, and said so. */
export class HtmlWriter {
  #parts: string[] = []
  #length = 0
  isCut = false

  constructor(private readonly charactersMax: number) {}

  /** Markup of ours. Closing tags are always written, so that a cut result still is HTML. */
  markup(html: string): void {
    this.#parts.push(html)
    this.#length += html.length
  }

  text(text: string): void {
    if (this.isFull()) return
    this.markup(escapeHtml(text))
  }

  /** Asked before each element. */
  isFull(): boolean {
    if (this.#length >= this.charactersMax) this.isCut = true
    return this.isCut
  }

  toString(): string {
    return this.#parts.join('')
  }
}
