/** The look of the pages about one's own profile. */
export const profileSheet = `
.receipt-words{white-space:pre-line;overflow-wrap:anywhere}
.card .field>label{display:block}
`
