/**
 * Live updates by server-sent events (HTML Living Standard §9.2): says that something new is there
 * and lets the person look when they want. A page never changes under somebody's hands. The region
 * stands in the page from the start, so that what is shown in it is read out (WCAG 2.2 §4.1.3).
 */
const region = document.querySelector<HTMLElement>('[data-live]')
const news = region?.querySelector<HTMLElement>('[hidden]') ?? null
let source: EventSource | null = null

function listen(): void {
  if (region === null || news === null || !news.hidden) return
  source?.close()
  source = new EventSource(region.dataset['live'] ?? '')
  source.addEventListener('change', () => {
    news.hidden = false
    // One word is enough: the connection is free for others.
    source?.close()
  })
}

listen()
addEventListener('pagehide', () => source?.close())
// A page that comes back from the browser's memory looks again.
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) listen()
})

export {}
