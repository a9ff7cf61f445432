/**
 * A link to a message or comment that stands on another page of its thread (written down long ago, or typed)
 * leads there: what is behind the # no server sees.
 */
export function findParts(): void {
  openPart()
  addEventListener('hashchange', openPart)
}

function openPart(): void {
  const [, part = '', id = ''] = /^#(message|comment)-(\d+)$/.exec(location.hash) ?? []
  const address = new URL(location.href)
  const isThread = /^\/threads\/\d+$/.test(address.pathname)
  if (part === '' || !isThread || document.getElementById(`${part}-${id}`)) return
  // Asked for once: what is not on that page either is nowhere in this thread.
  if (address.searchParams.has(part)) return
  address.searchParams.set(part, id)
  location.replace(address)
}
