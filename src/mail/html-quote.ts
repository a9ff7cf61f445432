/** `self`: this element is the quote. `rest`: everything from here to the end of its parent is. */
type QuoteMark = 'self' | 'rest'

const piece = /<(\/?)([a-z0-9]+)([^>]*)>|[^<]+/g
const voidTags = new Set(['br', 'col', 'hr', 'img', 'wbr'])
const forwarded = /^[\s-]*(forwarded message|begin forwarded|転送|fwd:|-+ ?original message|weitergeleitete)/i

/**
 * Marks what mail programs write around quoted mail, before class and id are dropped: Gmail, Yahoo, Apple Mail
 * and Thunderbird enclose it, Outlook only puts a heading before it.
 */
export function quoteMark(tagName: string, attributes: Record<string, string>): { 'data-quote'?: QuoteMark } {
  const words = `${attributes.class ?? ''} ${attributes.id ?? ''}`
  if (
    /\b(divRplyFwdMsg|appendonsend|mail-editor-reference-message-container|OLK_SRC_BODY_SECTION)\b/.test(
      words,
    )
  ) {
    return { 'data-quote': 'rest' }
  }
  if (
    /(^|[\s_])(gmail_quote|gmail_quote_container|yahoo_quoted|ymail_quoted|zmail_extra|protonmail_quote|moz-forward-container|gmail_extra)\b/.test(
      words,
    )
  ) {
    return { 'data-quote': 'self' }
  }
  if (tagName === 'blockquote')
    return attributes.type?.toLowerCase() === 'cite' ? { 'data-quote': 'self' } : {}
  return isOutlookHeading(attributes.style ?? '') ? { 'data-quote': 'rest' } : {}
}

/** Outlook's desktop program draws a thin line above "From: … Sent: …" and gives it no name. */
function isOutlookHeading(style: string): boolean {
  return /border:\s*none;\s*border-top:\s*solid #(E1E1E1|B5C4DF) 1\.0pt/i.test(style)
}

/**
 * Wraps quoted mail in `<details class="quote">`, only the outermost, and only below something new: a mail that
 * is nothing but a quote, or a forwarded one, stays open. `html` must come from the sanitiser.
 */
export function foldHtmlQuotes(html: string): string {
  if (!html.includes(' data-quote="')) return html
  const out: string[] = []
  const stack: { tag: string; closes: boolean; closesInside: boolean }[] = []
  let depthOfFold = 0
  let written = false

  for (const found of html.matchAll(piece)) {
    const [source, slash, name = '', attributes = ''] = found
    if (name === '') {
      if (depthOfFold === 0 && /[^\s\u00a0\u200b-\u200d\ufeff]/.test(source)) written = true
      out.push(source)
    } else if (slash === '/') {
      const opened = stack.pop()
      if (opened?.closesInside) out.push('</details>')
      out.push(source)
      if (opened?.closes) out.push('</details>')
      if (opened?.closes || opened?.closesInside) depthOfFold--
    } else {
      const mark = / data-quote="(self|rest)"/.exec(attributes)?.[1]
      const parent = stack.at(-1)
      const opens =
        mark !== undefined &&
        written &&
        depthOfFold === 0 &&
        !(mark === 'rest' && !parent) &&
        !isForward(html, found.index + source.length)
      if (opens) {
        out.push('<details class="quote"><summary>…</summary>')
        depthOfFold++
        if (mark === 'rest' && parent) parent.closesInside = true
      }
      out.push(source.replace(/ data-quote="(self|rest)"/, ''))
      if (!voidTags.has(name))
        stack.push({ tag: name, closes: opens && mark === 'self', closesInside: false })
    }
  }
  return out.join('')
}

function isForward(html: string, from: number): boolean {
  return forwarded.test(
    html
      .slice(from, from + 600)
      .replace(/<[^>]*>/g, ' ')
      .trimStart(),
  )
}
