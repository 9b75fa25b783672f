/** The look of the account's pages. */
export const settingsSheet = `
.email-example{font-family:var(--plain)}
.email-example>p{margin:.15rem 0}
.email-example .words{border-top:1px solid var(--line);padding-top:var(--s3);margin-top:var(--s3)}
`
