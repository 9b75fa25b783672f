/** Why it was not done, where no field is at fault; said at once (WCAG 2.2 §4.1.3). */
export const Refusal = ({ says, id }: { readonly says: string | null; readonly id?: string }) =>
  says === null ? null : (
    <p class="refusal" role="alert" id={id}>
      {says}
    </p>
  )
