/** The look of the pages about one's own profile; joins the portal's one sheet (stylesheet.ts). */
export const profileSheet = `
.receipt-words{white-space:pre-line;overflow-wrap:anywhere}
.card .field>label{display:block}
`
