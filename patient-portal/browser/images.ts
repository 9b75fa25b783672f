/**
 * Makes photos smaller before they leave the device: longest side 2,400 pixels, JPEG. Painting the
 * picture anew turns it upright and leaves its metadata behind, the place where it was taken too.
 * Only where that makes it smaller; all else goes as it is.
 */
const sideMax = 2_400
const quality = 0.85

interface Reduced {
  readonly file: File
  readonly before: number
}

async function painted(file: File): Promise<Blob | null> {
  // Upright as the EXIF orientation says (HTML, createImageBitmap: from-image).
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' })
  const scale = Math.min(1, sideMax / Math.max(bitmap.width, bitmap.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(bitmap.width * scale))
  canvas.height = Math.max(1, Math.round(bitmap.height * scale))
  const context = canvas.getContext('2d')
  if (context === null) return null
  // JPEG knows no transparency: white paper below, not black.
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  bitmap.close()
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality))
}

async function reduced(file: File): Promise<Reduced | null> {
  // Animations and drawings would lose what they are.
  if (!/^image\/(?:jpeg|png|webp|heic|heif|avif)$/.test(file.type)) return null
  const blob = await painted(file).catch(() => null)
  if (blob === null || blob.size >= file.size) return null
  const name = file.name.replace(/\.[^.]*$/, '') || 'photo'
  return { file: new File([blob], `${name}.jpg`, { type: 'image/jpeg' }), before: file.size }
}

const sizes = (bytes: number): string => {
  const isEnglish = document.documentElement.lang === 'en'
  const words = isEnglish ? ['kB', 'MB'] : ['ko', 'Mo']
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1_000))}\u00a0${words[0]}`
  const number = new Intl.NumberFormat(isEnglish ? 'en-GB' : 'fr-FR', { maximumFractionDigits: 1 })
  return `${number.format(bytes / 1_000_000)}\u00a0${words[1]}`
}

function say(form: HTMLFormElement, done: readonly Reduced[]): void {
  const place = form.querySelector('[data-said]')
  const words = form.dataset['reduced']
  if (place === null || words === undefined) return
  const says = done
    .map(({ file, before }) =>
      words
        .replace('{nom}', file.name)
        .replace('{avant}', sizes(before))
        .replace('{après}', sizes(file.size)),
    )
    .join(' ')
  place.textContent = says
  // What speaks next about these files says it again, or nobody would hear it.
  form.dataset['madeSmaller'] = says
}

const ready = new WeakSet<Event>()

async function reduceIn(input: HTMLInputElement): Promise<void> {
  const kept = new DataTransfer()
  const done: Reduced[] = []
  for (const file of input.files ?? []) {
    const smaller = await reduced(file)
    if (smaller !== null) done.push(smaller)
    kept.items.add(smaller?.file ?? file)
  }
  if (done.length > 0) input.files = kept.files
  if (input.form !== null && done.length > 0) say(input.form, done)
  const again = new Event('change', { bubbles: true })
  ready.add(again)
  input.dispatchEvent(again)
}

// Before all others: they hear of the files once they are as small as they get.
addEventListener(
  'change',
  (event) => {
    const input = event.target
    if (!(input instanceof HTMLInputElement) || !('reduced' in input.dataset)) return
    if (ready.has(event)) return
    event.stopImmediatePropagation()
    input.form?.setAttribute('data-busy', '')
    void reduceIn(input).finally(() => input.form?.removeAttribute('data-busy'))
  },
  { capture: true },
)

export {}
