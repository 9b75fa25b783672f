import { HtmlValidate } from 'html-validate'

const checker = new HtmlValidate({
  extends: ['html-validate:standard'],
  rules: {
    // Ways of writing, not faults: the pages are made by hono/jsx.
    'attribute-boolean-style': 'off',
    'doctype-style': 'off',
    'no-trailing-whitespace': 'off',
    'void-style': 'off',
    'long-title': 'off',
    // Scripts and styles are our own, of this origin.
    'require-sri': 'off',
  },
})

/** What is no valid HTML in a page as it leaves (RGAA 8.2), a line a fault; empty when all is. */
export async function htmlFaults(page: string): Promise<string[]> {
  const { results } = await checker.validateString(page)
  return results.flatMap(({ messages }) =>
    messages.map(({ line, column, message }) => `${line}:${column} ${message}`),
  )
}
