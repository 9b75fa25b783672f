/** What was just done; read out as the page opens (WCAG 2.2 §4.1.3). Nothing for null. */
export const Notice = ({ says }: { readonly says: string | null }) =>
  says === null ? null : (
    <p class="notice" role="status">
      {says}
    </p>
  )
