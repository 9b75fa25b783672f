/**
 * Passkeys: asks the server for options, the device for a proof, and brings the proof back
 * (WebAuthn Level 3 §5.1, JSON forms of §5.1.8 to §5.1.10). Nothing of it can be done without
 * a script.
 */
interface ServerAnswer {
  readonly options?: PublicKeyCredentialCreationOptionsJSON & PublicKeyCredentialRequestOptionsJSON
  readonly to?: string
  readonly says?: string
}

const isKnown =
  typeof PublicKeyCredential === 'function' &&
  'parseRequestOptionsFromJSON' in PublicKeyCredential &&
  'parseCreationOptionsFromJSON' in PublicKeyCredential

async function post(path: string, fields: Record<string, string>): Promise<ServerAnswer> {
  const answer = await fetch(path, { method: 'POST', body: new URLSearchParams(fields) })
  if (!(answer.headers.get('content-type') ?? '').startsWith('application/json')) {
    // A wall stands before: the session is over, for example.
    return answer.redirected ? { to: answer.url } : {}
  }
  return (await answer.json()) as ServerAnswer
}

function show(root: HTMLElement, says: string | undefined): void {
  const place = root.querySelector<HTMLElement>('[role=alert]')
  if (place === null) return
  place.textContent = says ?? ''
  place.hidden = says === undefined || says === ''
}

/** One ceremony from the server's options to the page that comes next. */
async function perform(
  root: HTMLElement,
  path: string,
  fields: Record<string, string>,
  ask: (options: NonNullable<ServerAnswer['options']>) => Promise<Credential | null>,
): Promise<void> {
  const jeton = root.dataset['jeton'] ?? ''
  show(root, undefined)
  try {
    const begun = await post(`${path}/debut`, { jeton })
    if (begun.options === undefined) return conclude(root, begun)
    const credential = (await ask(begun.options)) as PublicKeyCredential | null
    if (credential === null) return show(root, root.dataset['cancelled'])
    const reponse = JSON.stringify(credential.toJSON())
    const defi = begun.options.challenge
    conclude(root, await post(`${path}/fin`, { ...fields, jeton, defi, reponse }))
  } catch (failure) {
    const name = failure instanceof Error ? failure.name : ''
    // WebAuthn §5.1.3: the device holds one already; §5.1.4.1: the person said no, or waited.
    if (name === 'InvalidStateError') show(root, root.dataset['known'] ?? root.dataset['failed'])
    else if (name === 'NotAllowedError' || name === 'AbortError')
      show(root, root.dataset['cancelled'])
    else show(root, root.dataset['failed'])
  }
}

function conclude(root: HTMLElement, answer: ServerAnswer): void {
  if (answer.to !== undefined && answer.to !== null) location.assign(answer.to)
  else show(root, answer.says ?? root.dataset['failed'])
}

function offerSignIn(root: HTMLElement): void {
  const button = root.querySelector('button')
  if (!isKnown || button === null) return
  root.hidden = false
  button.addEventListener('click', async () => {
    button.disabled = true
    const vers = root.dataset['vers'] ?? ''
    await perform(root, '/connexion/passkey', { vers }, (options) =>
      navigator.credentials.get({
        publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
      }),
    )
    button.disabled = false
  })
}

function offerAdding(form: HTMLFormElement): void {
  const button = form.querySelector('button')
  if (!isKnown || button === null) return
  button.disabled = false
  for (const hint of form.querySelectorAll<HTMLElement>('[data-needs-script]')) hint.hidden = true
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    button.disabled = true
    const nom = String(new FormData(form).get('nom') ?? '')
    await perform(form, '/compte/securite/cles', { nom }, (options) =>
      navigator.credentials.create({
        publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
      }),
    )
    button.disabled = false
  })
}

for (const root of document.querySelectorAll<HTMLElement>('[data-passkey-sign-in]')) {
  offerSignIn(root)
}
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-passkey-add]')) {
  offerAdding(form)
}

export {}
