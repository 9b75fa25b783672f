/**
 * Says that a page of ours made the form: forms/session-form.ts and sign-in/entry-form.ts look at
 * it before anything is done (ASVS 5.0 §3.5.1).
 */
export const FormToken = ({ token }: { readonly token: string }) => (
  <input type="hidden" name="jeton" value={token} />
)
