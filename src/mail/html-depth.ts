const voidTags = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '))
/** Mostly closed by their next sibling, so that a long run of them does not nest; counted apart. */
const impliedEnd = new Set('p li dt dd option optgroup tr td th thead tbody tfoot rt rp'.split(' '))
/** Read as raw text up to their end tag: tags inside count for nothing. */
const rawText = new Set('script style title textarea xmp iframe noembed noframes'.split(' '))

const tag = /<(?:!--|(\/?)([a-z][a-z0-9:-]*))/gi

/**
 * Whether HTML nests deeper than `levels`, in one linear pass. The parser behind the sanitiser takes time
 * quadratic in the nesting, so a bomb has to be seen before.
 */
export function nestsDeeper(html: string, levels: number): boolean {
  const stack: string[] = []
  const open = new Map<string, number>()
  let implied = 0
  tag.lastIndex = 0
  for (let found = tag.exec(html); found; found = tag.exec(html)) {
    const name = (found[2] ?? '').toLowerCase()
    if (name === '') {
      tag.lastIndex = after(html, '-->', tag.lastIndex)
    } else if (rawText.has(name)) {
      if (found[1] !== '/') tag.lastIndex = after(html, `</${name}`, tag.lastIndex)
    } else if (impliedEnd.has(name)) {
      implied = found[1] === '/' ? Math.max(0, implied - 1) : implied + 1
      if (implied > levels * 10) return true
    } else if (voidTags.has(name)) {
    } else if (found[1] !== '/') {
      stack.push(name)
      open.set(name, (open.get(name) ?? 0) + 1)
      if (stack.length > levels) return true
    } else if (open.get(name)) {
      let closed: string | undefined
      do {
        closed = stack.pop()
        if (closed !== undefined) open.set(closed, (open.get(closed) ?? 1) - 1)
      } while (closed !== undefined && closed !== name)
    }
  }
  return false
}

function after(html: string, end: string, from: number): number {
  const found = html.slice(from).search(new RegExp(end, 'i'))
  return found < 0 ? html.length : from + found + end.length
}
