/** What helps to fill in the control with this id; `fieldTies` ties them. */
export const FieldHint = ({ of, says }: { readonly of: string; readonly says: string }) => (
  <p class="small" id={`aide-${of}`}>
    {says}
  </p>
)
