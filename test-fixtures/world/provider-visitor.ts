/** A browser without scripts at the provider's development pages: cookies, forms, redirections. */
export class ProviderVisitor {
  readonly #cookies = new Map<string, string>()

  async #ask(url: string, form?: Record<string, string>): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    })
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = line.split(';')[0]!.split('=')
      if (value === '') this.#cookies.delete(name)
      else this.#cookies.set(name, value)
    }
    return answer
  }

  /** Signs in and agrees; answers the address with which the provider sends the browser back. */
  async signIn(authorizationUrl: string, login: string, backTo: string): Promise<URL> {
    let [url, answer] = [authorizationUrl, await this.#ask(authorizationUrl)]
    for (let hops = 0; hops < 10; hops++) {
      const location = answer.headers.get('location')
      if (location !== null) {
        url = new URL(location, url).href
        if (url.startsWith(backTo)) return new URL(url)
        answer = await this.#ask(url)
        continue
      }
      const page = await answer.text()
      const action = /action="([^"]+)"/.exec(page)?.[1] ?? url
      const prompt = /name="prompt" value="([^"]+)"/.exec(page)?.[1] ?? ''
      url = new URL(action, url).href
      answer = await this.#ask(url, { prompt, login, password: 'x' })
    }
    throw new Error('the provider never sent the browser back')
  }
}
