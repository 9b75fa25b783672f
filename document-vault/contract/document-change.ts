import type { Space } from '../../domain/space.js'

export type DocumentChange =
  | { readonly kind: 'mask'; readonly masked: boolean }
  /** Only by the author or the announcing professional; `false` alone is possible once seen. */
  | { readonly kind: 'hide-from-holder'; readonly hidden: boolean }
  | { readonly kind: 'hide-from-representatives'; readonly hidden: boolean }
  | { readonly kind: 'reclassify'; readonly typeCode: string }
  /** The holder's own category; the professionals' space stays. */
  | { readonly kind: 'categorise'; readonly space: Space }
  | { readonly kind: 'archive'; readonly archived: boolean }
  /** Professionals: their own only. The holder: any; a mark that can be taken back. */
  | {
      readonly kind: 'delete'
      readonly deleted: boolean
      /** The rest of its submission was refused: sent again, it is filed again. */
      readonly withdrawn?: true
    }
