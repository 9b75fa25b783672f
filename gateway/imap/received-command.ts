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
}

export interface OfferedLiteral {
  readonly bytes: number
  readonly synchronising: boolean
}

export type Received =
  | { readonly kind: 'command'; readonly command: RawCommand }
  /** The client waits for a continuation before it sends a small literal. */
  | { readonly kind: 'continue' }
  /** APPEND reached its message: call acceptLiteral or refuseLiteral before anything else. */
  | { readonly kind: 'append'; readonly command: RawCommand; readonly literal: OfferedLiteral }
  | { readonly kind: 'bad'; readonly tag: string | null; readonly fault: ReceiveFault }
  | { readonly kind: 'fatal'; readonly fault: ReceiveFault }

export type ReceiveFault =
  | 'tag-invalid'
  | 'line-too-long'
  | 'control-octet'
  | 'literal-too-big'
  | 'literal-size-invalid'
