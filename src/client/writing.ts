/** As src/writing/writing.ts has it, ms. */
const beatMs = 20_000
/** Who has not touched the page for so long has gone, and is not writing. */
const idleMs = 10 * 60_000

type OpenComposer = { url: string; page: string }

let open: OpenComposer | null = null
let touchedAt = Date.now()

/** Says to the server, as long as the composer is open here and somebody is at it, that they are writing. */
export function tellWriting(): void {
  for (const kind of ['keydown', 'pointerdown', 'pointermove', 'wheel'])
    document.addEventListener(kind, () => touch(), { passive: true, capture: true })
  document.addEventListener('htmx:after:swap', follow)
  addEventListener('pagehide', end)
  // Out of the back/forward cache it is there again.
  addEventListener('pageshow', follow)
  setInterval(beat, beatMs)
  follow()
}

function touch(): void {
  const wasAway = Date.now() - touchedAt > idleMs
  touchedAt = Date.now()
  if (wasAway) beat()
}

/** The composer comes and goes without the page being loaded anew. */
function follow(): void {
  const now = found()
  if (now?.page === open?.page && now?.url === open?.url) return
  end()
  open = now
  beat()
}

function found(): OpenComposer | null {
  const form = document.querySelector<HTMLFormElement>('form[data-writing]')
  const token = form?.elements.namedItem('form_token')
  const url = form?.dataset.writing
  return url && token instanceof HTMLInputElement ? { url, page: token.value } : null
}

/** Missing one is nothing: the next comes before the silence counts. */
function beat(): void {
  if (!open || Date.now() - touchedAt > idleMs) return
  const { url, page } = open
  fetch(url, { method: 'POST', body: new URLSearchParams({ page }), keepalive: true }).catch(() => {})
}

function end(): void {
  if (!open) return
  const { url, page } = open
  open = null
  navigator.sendBeacon(url, new URLSearchParams({ page, ended: '1' }))
}
