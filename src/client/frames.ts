import htmx from 'htmx.org'

const tallest = 6000

/** HTML mail stands in a frame in which nothing runs; the page outside measures it and gives it its height. */
export function fitFrames(): void {
  htmx.onLoad((root) => {
    if (!(root instanceof Element)) return
    for (const frame of root.querySelectorAll<HTMLIFrameElement>('iframe.html-body')) watch(frame)
  })
  document.addEventListener(
    'click',
    (event) => {
      const link =
        event.target instanceof Element && event.target.closest<HTMLAnchorElement>('a[data-images]')
      const frame =
        link && document.querySelector<HTMLIFrameElement>(`#message-${link.dataset.images} iframe.html-body`)
      if (!link || !frame) return
      event.preventDefault()
      event.stopPropagation()
      frame.src = link.href
      link.remove()
    },
    true,
  )
}

const watched = new WeakSet<HTMLIFrameElement>()

function watch(frame: HTMLIFrameElement): void {
  if (watched.has(frame)) return
  watched.add(frame)
  frame.addEventListener('load', () => fit(frame))
  if (frame.contentDocument?.readyState === 'complete') fit(frame)
}

function fit(frame: HTMLIFrameElement): void {
  const inner = frame.contentDocument?.documentElement
  if (!inner) return
  const measure = () => {
    frame.style.height = `${Math.min(tallest, Math.max(40, inner.ownerDocument.body?.scrollHeight ?? 0, inner.offsetHeight) + 2)}px`
  }
  measure()
  // Pictures and fonts come later and move the end.
  new ResizeObserver(measure).observe(inner)
}
