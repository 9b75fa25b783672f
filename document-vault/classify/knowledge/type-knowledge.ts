/**
 * What a type of document is recognised by, written by hand. Each text holds lines of the form
 * `weight: phrase; phrase`, weights in natural logarithms of odds. A phrase is matched on whole
 * words without accents, case, plural, or articles; `compte rendu` and its short forms are `CR`.
 */
export interface TypeKnowledge {
  readonly code: string
  /** How often the type is met before anything is read (0: ordinary). */
  readonly prior?: number
  /** What stands in a title. The longest phrase of a title wins over what it holds. */
  readonly title: string
  /** What stands in the text; a negative weight speaks against the type. */
  readonly text?: string
}
