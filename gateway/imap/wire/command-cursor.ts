import type { OfferedLiteral, RawCommand } from './received-command.js'

/**
 * Thrown by the cursor only, and caught in one place (conversation): the client's syntax is wrong,
 * answer BAD.
 */
export class SyntaxFault extends Error {}

// RFC 9051 §9. ATOM-CHAR excludes atom-specials; ASTRING-CHAR adds `]`; list-mailbox adds wildcards
// too.
const atomPattern = /[^\x00-\x20\x7f-\xff(){%*"\\\]]+/y
const astringPattern = /[^\x00-\x20\x7f-\xff(){%*"\\]+/y
const listPattern = /[^\x00-\x20\x7f-\xff(){"\\]+/y
const numberPattern = /\d{1,16}/y
const setPattern = /[0-9*:,]+/y
const base64Pattern = /[A-Za-z0-9+/]*={0,3}/y
const quotedPattern = /"((?:[^"\\\r\n\0]|\\["\\])*)"/y

/**
 * Reads the grammar of one command from left to right. Strings are binary: one character is one
 * octet.
 */
export class CommandCursor {
  readonly #command: RawCommand
  #at = 0
  #literal = 0

  constructor(command: RawCommand) {
    this.#command = command
  }

  /** The literal that stands, unread, at the end of the text. */
  get offered(): OfferedLiteral | null {
    return this.#command.offered
  }
  get atEnd(): boolean {
    return this.#at >= this.#command.text.length
  }
  /** The next character, or empty at the end. */
  get peek(): string {
    return this.#command.text.charAt(this.#at)
  }

  fail(what: string): never {
    throw new SyntaxFault(what)
  }
  end(): void {
    // Trailing spaces are common in hand-typed sessions and harmless.
    while (this.peek === ' ') this.#at++
    if (!this.atEnd) this.fail('argument en trop')
  }
  space(): void {
    if (this.peek !== ' ') this.fail('espace attendu')
    // Some clients send two spaces; nothing in the grammar gives them a meaning.
    while (this.peek === ' ') this.#at++
  }
  /** True when it was there and was passed. */
  skip(text: string): boolean {
    if (!this.#command.text.startsWith(text, this.#at)) return false
    this.#at += text.length
    return true
  }
  /** Passes `word` in any case when it is the whole next word. */
  skipWord(word: string): boolean {
    const text = this.#command.text
    const found = text.slice(this.#at, this.#at + word.length)
    if (found.toUpperCase() !== word) return false
    if (/[A-Za-z0-9.-]/.test(text.charAt(this.#at + word.length))) return false
    this.#at += word.length
    return true
  }
  expect(text: string): void {
    if (!this.skip(text)) this.fail(`« ${text} » attendu`)
  }
  /** `(item item)`, or `()` when empty is allowed. */
  list(item: () => void, allowEmpty = false): void {
    this.expect('(')
    if (this.skip(')')) {
      if (!allowEmpty) this.fail('liste vide')
      return
    }
    do item()
    while (this.#another(')'))
    this.expect(')')
  }
  /** `item item` up to the end of the command. */
  items(item: () => void): void {
    do item()
    while (this.#another(''))
  }

  /** Passes the space before a further item; false where `close` follows. */
  #another(close: string): boolean {
    if (this.peek !== ' ') return false
    this.space()
    return (this.peek as string) !== close
  }

  atom(): string {
    return this.#match(atomPattern) ?? this.fail('atome attendu')
  }
  /** A verb or keyword, upper case. */
  word(): string {
    return this.atom().toUpperCase()
  }
  number(): number {
    const digits = this.#match(numberPattern) ?? this.fail('nombre attendu')
    const value = Number(digits)
    return value <= 4_294_967_295 ? value : this.fail('nombre trop grand')
  }
  /** RFC 7162 §7: mod-sequence values are 63 bits on the wire; ours stay below 2^53. */
  modSeq(): number {
    const digits = this.#match(/\d{1,19}/y) ?? this.fail('mod-sequence attendu')
    return Math.min(Number(digits), Number.MAX_SAFE_INTEGER)
  }
  sequenceText(): string {
    return this.#match(setPattern) ?? this.fail('liste de messages attendue')
  }
  base64(): string {
    return this.#match(base64Pattern) ?? ''
  }

  astring(): string {
    return this.#string() ?? this.#match(astringPattern) ?? this.fail('chaine attendue')
  }
  string(): string {
    return this.#string() ?? this.fail('chaine attendue')
  }
  /** A string or NIL. */
  nstring(): string | null {
    const string = this.#string()
    if (string !== null) return string
    return this.skipWord('NIL') ? null : this.fail('chaine attendue')
  }
  /** RFC 9051 §9 list-mailbox. */
  listMailbox(): string {
    return this.#string() ?? this.#match(listPattern) ?? this.fail('motif attendu')
  }
  /** `\Flag` or keyword. */
  flag(): string {
    const slash = this.skip('\\') ? '\\' : ''
    return slash + this.atom()
  }
  flagList(): string[] {
    const flags: string[] = []
    this.list(() => flags.push(this.flag()), true)
    return flags
  }

  #string(): string | null {
    if (this.peek === '"') {
      quotedPattern.lastIndex = this.#at
      const found = quotedPattern.exec(this.#command.text)
      if (found === null) this.fail('chaine entre guillemets invalide')
      this.#at = quotedPattern.lastIndex
      return found[1]!.replace(/\\(["\\])/g, '$1')
    }
    const literal = this.#command.literals[this.#literal]
    if (literal === undefined || literal.start !== this.#at) return null
    this.#literal++
    this.#at = literal.end
    return literal.bytes.toString('latin1')
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#command.text)
    if (found === null) return null
    this.#at = pattern.lastIndex
    return found[0]
  }
}
