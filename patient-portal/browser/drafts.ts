/**
 * Keeps what is being written: words two seconds after the last key and when the page goes, files
 * as soon as they are chosen. Without it, the buttons of the form do the same.
 */
interface DraftState {
  readonly edition: string
  readonly saved: string
  readonly room: string
  readonly remaining: number
  readonly files: readonly Record<'fileId' | 'fileName' | 'size' | 'removeLabel', string>[]
  readonly fault: string | null
  readonly fileFaults: readonly string[]
}

const quietMs = 2_000

class DraftKeeper {
  readonly #form: HTMLFormElement
  readonly #said: HTMLElement
  #timer: ReturnType<typeof setTimeout> | undefined
  #kept: string
  #lastFault = ''
  #isLeaving = false
  /** Saves and uploads go one after the other. */
  #chain: Promise<void> = Promise.resolve()
  #pending = 0

  constructor(form: HTMLFormElement, said: HTMLElement) {
    this.#form = form
    this.#said = said
    this.#kept = this.#written()
  }

  start(): void {
    const form = this.#form
    form.addEventListener('input', (event) => {
      if (!isFile(event.target)) this.#soon()
    })
    form.addEventListener('change', (event) => {
      if (isFile(event.target)) this.#upload(event.target)
    })
    form.addEventListener('click', (event) => this.#clicked(event))
    form.addEventListener('submit', (event) => this.#submitted(event))
    addEventListener('pagehide', () => this.#leave())
    addEventListener('pageshow', ({ persisted }) => {
      // Back from the browser's memory after the form went: it shows what was, not what is.
      if (persisted && this.#isLeaving) location.reload()
      this.#isLeaving = false
    })
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') this.#leave()
    })
    for (const one of form.querySelectorAll<HTMLElement>('[data-attach]')) one.hidden = true
    const camera = form.querySelector<HTMLElement>('[data-camera]')
    // A camera at hand is told by a finger for a pointer; a desktop would only ask twice.
    if (camera !== null) camera.hidden = !matchMedia('(pointer: coarse)').matches
  }

  #fields(act: string): FormData {
    const all = new FormData(this.#form)
    all.delete('pieces')
    all.set('acte', act)
    return all
  }

  #written(): string {
    const all = new FormData(this.#form)
    return JSON.stringify(['texte', 'objet', 'a-tous'].map((name) => all.get(name)))
  }

  #soon(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#inLine(() => this.#save(false)), quietMs)
  }

  /** The page goes: what is not saved yet is sent after it (Fetch, keepalive). */
  #leave(): void {
    if (this.#isLeaving || this.#written() === this.#kept) return
    clearTimeout(this.#timer)
    void this.#save(true)
  }

  #inLine(work: () => Promise<void>): Promise<void> {
    this.#pending++
    this.#chain = this.#chain.then(work).finally(() => {
      this.#pending--
    })
    return this.#chain
  }

  async #save(isLast: boolean): Promise<void> {
    if (this.#isLeaving || this.#written() === this.#kept) return
    await this.#ask(this.#fields('enregistrer'), isLast)
  }

  /** Keeps the words, whatever else is asked for. */
  async #ask(body: FormData, isLast = false): Promise<void> {
    const written = this.#written()
    const post = (keepalive: boolean): Promise<Response> =>
      fetch(this.#form.action, { method: 'POST', body, headers, keepalive })
    try {
      // Browsers refuse more than 64 kB behind a page that is gone: then it goes the plain way.
      const answer = await (isLast ? post(true).catch(() => post(false)) : post(false))
      const state = await this.#hear(answer, written)
      if (state?.fault === null) this.#say(state.saved)
    } catch {
      this.#fail(this.#form.dataset['failed'] ?? '')
    }
  }

  /** Null when what answered was no draft. */
  async #hear(answer: Response, written: string): Promise<DraftState | null> {
    if (!/json/.test(answer.headers.get('content-type') ?? '')) {
      const isOut = answer.redirected || answer.status === 401
      this.#fail(this.#form.dataset[isOut ? 'signedOut' : 'failed'] ?? '')
      return null
    }
    const state = (await answer.json()) as DraftState
    this.#showFiles(state)
    if (state.fault !== null) this.#fail(state.fault)
    else {
      this.#lastFault = ''
      this.#kept = written
      const edition = this.#form.elements.namedItem('edition')
      if (edition instanceof HTMLInputElement) edition.value = state.edition
    }
    return state
  }

  /** Said once: a connection that is away for minutes does not talk all the time. */
  #fail(words: string): void {
    if (words === this.#lastFault) return
    this.#lastFault = words
    this.#say(words)
  }

  #say(words: string): void {
    if (this.#said.textContent !== words) this.#said.textContent = words
  }

  #showFiles(state: DraftState): void {
    const { files, room, remaining, saved } = state
    const find = (part: string) => this.#form.querySelector<HTMLElement>(`[data-${part}]`)
    find('list')?.replaceChildren(...files.map((file) => this.#row(file)))
    Object.assign(find('room') ?? {}, { textContent: room })
    Object.assign(find('drop') ?? {}, { hidden: saved === '' })
    this.#form.dataset['remaining'] = String(remaining)
  }

  #row({ fileId, fileName, size, removeLabel }: DraftState['files'][number]): HTMLLIElement {
    const id = made('input', { type: 'hidden', name: 'joint', value: fileId })
    const name = made('span', { textContent: `${fileName} ` })
    name.append(made('span', { className: 'small', textContent: size }))
    const facts = { type: 'submit', className: 'quiet', name: 'retirer', value: fileId } as const
    const remove = made('button', { ...facts, textContent: this.#form.dataset['remove'] ?? '' })
    remove.setAttribute('aria-label', removeLabel)
    const row = made('li', {})
    row.append(id, name, remove)
    return row
  }

  #upload(input: HTMLInputElement): void {
    const files = [...(input.files ?? [])]
    if (files.length === 0) return
    void this.#inLine(async () => {
      this.#faults([])
      const refused: File[] = []
      const faults: string[] = []
      for (const file of files) {
        const says = this.#isTooBig(file) ?? (await this.#send(file, input.name))
        if (says.length > 0) refused.push(file)
        faults.push(...says)
      }
      // What was refused stays chosen: sending without it must be meant.
      const left = new DataTransfer()
      for (const file of refused) left.items.add(file)
      input.files = left.files
      this.#faults(faults)
    })
  }

  /** Told at once: nobody waits for a film to go up and be refused. The server counts again. */
  #isTooBig(file: File): readonly string[] | null {
    const room = Number(this.#form.dataset['remaining'] ?? Number.NaN)
    return file.size > room ? [this.#form.dataset['tooBig'] ?? ''] : null
  }

  /** One file; the words of why it was not joined. */
  async #send(file: File, name: string): Promise<readonly string[]> {
    const body = this.#fields('joindre')
    const written = this.#written()
    body.append(name, file)
    const lost = (this.#form.dataset['lost'] ?? '').replace('{nom}', file.name)
    const state = await this.#post(body, file).then(
      (answer) => this.#hear(answer, written),
      () => null,
    )
    if (state === null) return [lost]
    if (state.fileFaults.length === 0 && state.fault === null) {
      const joined = (this.#form.dataset['joined'] ?? '').replace('{nom}', file.name)
      const { madeSmaller = '' } = this.#form.dataset
      delete this.#form.dataset['madeSmaller']
      this.#say(`${madeSmaller} ${joined} ${state.room}`.trim())
    }
    return state.fileFaults
  }

  /** XMLHttpRequest, as fetch does not tell how much went up. */
  #post(body: FormData, file: File): Promise<Response> {
    const box = this.#form.querySelector<HTMLElement>('[data-progress]')
    const bar = box?.querySelector('progress') ?? null
    const label = (this.#form.dataset['sending'] ?? '').replace('{nom}', file.name)
    return new Promise<Response>((resolve, reject) => {
      const request = new XMLHttpRequest()
      request.open('POST', this.#form.action)
      for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
      request.upload.addEventListener('progress', ({ loaded, total }) => {
        if (box === null || bar === null || total === 0) return
        box.hidden = false
        bar.value = loaded / total
        const part = `${Math.round((100 * loaded) / total)}\u00a0%`
        bar.setAttribute('aria-label', label.replace('{part}', part))
      })
      request.addEventListener('load', () => {
        const type = request.getResponseHeader('content-type') ?? ''
        const { status } = request
        resolve(new Response(request.responseText, { status, headers: { 'content-type': type } }))
      })
      request.addEventListener('error', () => reject(new Error('lost')))
      request.send(body)
    }).finally(() => {
      if (box !== null) box.hidden = true
    })
  }

  /** Tied to the field, and said (WCAG 2.2, 3.3.1 and 4.1.3). */
  #faults(words: readonly string[]): void {
    const place = this.#form.querySelector('[data-faults]')
    const input = this.#form.querySelector('#pieces')
    place?.replaceChildren(
      ...words.map((says) => {
        const line = made('p', { className: 'field-error', textContent: says })
        line.setAttribute('role', 'alert')
        return line
      }),
    )
    if (words.length === 0) input?.removeAttribute('aria-invalid')
    else input?.setAttribute('aria-invalid', 'true')
    input?.setAttribute(
      'aria-describedby',
      words.length === 0 ? 'aide-pieces' : 'aide-pieces erreur-pieces',
    )
  }

  /** A file goes without leaving the page; the keyboard stays near. */
  #clicked(event: Event): void {
    const button = event.target instanceof Element ? event.target.closest('button') : null
    if (button === null || button.name !== 'retirer') return
    event.preventDefault()
    const body = this.#fields('enregistrer')
    body.set('retirer', button.value)
    void this.#inLine(async () => {
      await this.#ask(body)
      this.#form.querySelector<HTMLElement>('#pieces')?.focus()
    })
  }

  /** What is on its way arrives first; then the form goes as it would without this script. */
  #submitted(event: SubmitEvent): void {
    clearTimeout(this.#timer)
    this.#isLeaving = this.#pending === 0 && !this.#form.hasAttribute('data-busy')
    if (this.#isLeaving) return
    event.preventDefault()
    const { submitter } = event
    const again = async (): Promise<void> => {
      while (this.#form.hasAttribute('data-busy')) await new Promise((go) => setTimeout(go, 50))
      await this.#chain
      this.#form.requestSubmit(submitter)
    }
    void again()
  }
}

const made = <T extends keyof HTMLElementTagNameMap>(
  tag: T,
  facts: Partial<HTMLElementTagNameMap[T]>,
): HTMLElementTagNameMap[T] => Object.assign(document.createElement(tag), facts)

const headers = { accept: 'application/json' }

const isFile = (target: EventTarget | null): target is HTMLInputElement =>
  target instanceof HTMLInputElement && target.type === 'file'

const form = document.querySelector<HTMLFormElement>('form[data-draft]')
const said = form?.querySelector<HTMLElement>('[data-said]')
if (form !== null && said !== null && said !== undefined) new DraftKeeper(form, said).start()

export {}
