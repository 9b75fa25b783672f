/** What the receiver makes of a stream of octets. */

export interface LiteralSpan {
  /** Index in the text of `{` (or of `~`), and after `}`. */
  readonly start: number
  readonly end: number
  readonly bytes: Buffer
}

/** One command with its literals; `text` is what follows the tag, one character an octet. */
export interface RawCommand {
  readonly tag: string
  readonly text: string
  readonly literals: readonly LiteralSpan[]
  /** A literal that the text ends in and that is not read yet: a message of APPEND or REPLACE. */
  readonly offered: OfferedLiteral | null
}

export interface OfferedLiteral {
  readonly bytes: number
  readonly synchronising: boolean
  /** A literal8, `~{n}` (RFC 3516 §4.4): it may hold NUL. */
  readonly binary: boolean
}

/** What follows a message of APPEND: up to the next one, or to the end of the command. */
export interface CommandRest {
  readonly text: string
  readonly offered: OfferedLiteral | null
}

export type Received =
  /** With an offered literal: call acceptLiteral or abandon before anything else. */
  | { readonly kind: 'command'; readonly command: RawCommand }
  /** The client waits for a continuation before it sends a small literal. */
  | { readonly kind: 'continue' }
  | { readonly kind: 'bad'; readonly tag: string | null; readonly fault: ReceiveFault }
  | { readonly kind: 'fatal'; readonly fault: ReceiveFault }

export type ReceiveFault =
  | 'tag-invalid'
  | 'line-too-long'
  | 'control-octet'
  | 'literal-too-big'
  | 'literal-size-invalid'

/** What the client is told of each. */
export const faultTexts: Readonly<Record<ReceiveFault, string>> = {
  'tag-invalid': 'Etiquette de commande invalide',
  'line-too-long': '[LIMIT] Ligne trop longue',
  'control-octet': 'Octet de controle dans la commande',
  'literal-too-big': '[TOOBIG] Litteral trop long',
  'literal-size-invalid': '[TOOBIG] Longueur de litteral invalide',
}
