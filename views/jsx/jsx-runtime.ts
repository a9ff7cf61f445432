import { raw } from 'hono/html'
import type { JSX as HonoJsx } from 'hono/jsx/jsx-runtime'
import type { HtmlEscapedString } from 'hono/utils/html'

/** Everything an element has, its children among them, as TypeScript hands it over. */
type Props = Readonly<Record<string, unknown>>

/**
 * What `<a href="/">…</a>` in a view becomes: its HTML, put together at once and from the inside out. hono/jsx
 * builds a tree of nodes and walks it in a context that may wait; our views need neither, and without them a
 * page is made in a third of the time. Names and types of elements are hono's, and so is every byte that comes
 * out (tests/views/jsx.test.tsx compares them).
 *
 * Text and attributes are escaped here and nowhere else; what must not be is marked by `raw`.
 */
export function jsx(tag: string | ((props: Props) => unknown), props: Props): HtmlEscapedString {
  if (typeof tag === 'function') return raw(content(tag(props)))
  const start = `<${tag}${attributes(props)}`
  return raw(empty.has(tag) ? `${start}/>` : `${start}>${content(props.children)}</${tag}>`)
}

export { jsx as jsxDEV, jsx as jsxs }

export function Fragment({ children }: { children?: unknown }): HtmlEscapedString {
  return raw(content(children))
}

export declare namespace JSX {
  type Element = HtmlEscapedString
  type ElementType = HonoJsx.ElementType
  type ElementChildrenAttribute = HonoJsx.ElementChildrenAttribute
  type IntrinsicElements = HonoJsx.IntrinsicElements
  type IntrinsicAttributes = HonoJsx.IntrinsicAttributes
}

function attributes(props: Props): string {
  let text = ''
  for (const name in props) {
    const value = props[name]
    if (name === 'children' || value === undefined || value === null) continue
    if (typeof value === 'boolean' && alone.has(name)) text += value ? ` ${name}=""` : ''
    else text += ` ${name}="${escaped(String(value))}"`
  }
  return text
}

function content(child: unknown): string {
  if (typeof child === 'string') return escaped(child)
  if (child === undefined || child === null || typeof child === 'boolean') return ''
  if (typeof child === 'number') return String(child)
  if (Array.isArray(child)) {
    let text = ''
    for (const one of child) text += content(one)
    return text
  }
  if (child instanceof String && 'isEscaped' in child) return child.valueOf()
  throw new TypeError(`a view cannot show ${Object.prototype.toString.call(child)}`)
}

const special = /[&<>"']/
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return special.test(text) ? text.replace(/[&<>"']/g, (found) => entities[found] ?? '') : text
}

// https://html.spec.whatwg.org/#void-elements
const empty = words('area base br col embed hr img input link meta source track wbr')
// https://html.spec.whatwg.org/#attributes-3: those of which their being there is all they say.
const alone = words(
  `allowfullscreen async autofocus autoplay checked controls default defer disabled download formnovalidate hidden
  inert ismap itemscope loop multiple muted nomodule novalidate open playsinline readonly required reversed selected`,
)

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/))
}
