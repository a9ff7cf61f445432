const piece = /<(\/?)([a-z0-9]+)([^>]*)>|[^<]+/g
const blocks = new Set(
  'address article aside blockquote caption center dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tr ul'.split(
    ' ',
  ),
)
const spaced = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'table', 'ul', 'ol', 'pre'])

/**
 * Readable text from sanitised HTML: a line for each block, `- ` before list items, `> ` before quoted lines,
 * addresses of links in angle brackets where the words do not show them already.
 */
export function textFromHtml(html: string): string {
  const out = new TextLines()
  const links: { href: string; from: number }[] = []
  const quotes: boolean[] = []
  let pre = 0

  for (const [source, slash, name = '', attributes = ''] of html.matchAll(piece)) {
    const closing = slash === '/'
    if (name === '') {
      const text = plainText(source)
      if (pre > 0) out.preformatted(text)
      else out.words(text)
    } else if (name === 'br') {
      out.breakLine()
    } else if (name === 'img') {
      out.words(attribute(attributes, 'alt'))
    } else if (name === 'a') {
      const link = closing ? links.pop() : undefined
      if (link) out.words(addressAfter(link.href, out.since(link.from)))
      else if (!closing) links.push({ href: attribute(attributes, 'href'), from: out.place })
    } else if (name === 'td' || name === 'th') {
      if (!closing) out.cell()
    } else if (blocks.has(name)) {
      out.endBlock(spaced.has(name))
      if (name === 'pre') pre += closing ? -1 : 1
      if (name === 'li' && !closing) out.words('- ')
      if (name === 'div' || name === 'blockquote') {
        const isQuote = closing
          ? quotes.pop() === true
          : attributes.includes(' data-quote="self"') || name === 'blockquote'
        if (!closing) quotes.push(isQuote)
        if (isQuote) out.quote(closing ? -1 : 1)
      }
    }
  }
  return out.text()
}

/** Collects words into lines the way a browser flows them. Nothing looks at a line twice: lines can be huge. */
class TextLines {
  private readonly lines: string[] = []
  private pieces: string[] = []
  /** The line ends in white space, or is empty: more of it would be folded away. */
  private spaced = true
  private written = false
  private depth = 0
  /** Quote depth of the empty line that is due before the next words. */
  private blank: number | null = null

  /** A place on the current line, for `since`. */
  get place(): number {
    return this.pieces.length
  }

  /** What was written on the current line since an earlier `place`. */
  since(place: number): string {
    return this.pieces.slice(place).join('')
  }

  words(text: string): void {
    const folded = text.replace(/[ \t\r\n\f]+/g, ' ')
    this.add(this.spaced && folded.startsWith(' ') ? folded.slice(1) : folded)
  }

  preformatted(text: string): void {
    const [first = '', ...rest] = text.split(/\r?\n/)
    this.add(first)
    for (const line of rest) {
      this.breakLine()
      this.add(line)
    }
  }

  cell(): void {
    if (this.written) this.add(this.spaced ? ' ' : '  ')
  }

  breakLine(): void {
    const blank = this.blank === null ? null : Math.min(this.blank, this.depth)
    if (blank !== null && this.lines.length > 0 && this.written) this.lines.push(prefix(blank).trimEnd())
    this.blank = null
    this.lines.push(`${prefix(this.depth)}${this.pieces.join('')}`.trimEnd())
    this.startLine()
  }

  /** Ends a block: the next words start a line, after an empty one where the block is `spaced`. */
  endBlock(isSpaced: boolean): void {
    if (this.written) this.breakLine()
    else this.startLine()
    if (isSpaced) this.blank = Math.min(this.blank ?? this.depth, this.depth)
  }

  quote(change: 1 | -1): void {
    this.depth += change
  }

  text(): string {
    this.endBlock(false)
    return this.lines
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .replace(/^\n+/, '')
      .trimEnd()
  }

  private add(text: string): void {
    if (text === '') return
    this.pieces.push(text)
    this.spaced = text.endsWith(' ')
    this.written ||= text.trim() !== ''
  }

  private startLine(): void {
    this.pieces = []
    this.spaced = true
    this.written = false
  }
}

function prefix(depth: number): string {
  return '> '.repeat(Math.min(depth, 9))
}

function addressAfter(href: string, words: string): string {
  const shown = words.trim()
  const bare = href.replace(/^(mailto|tel):/i, '')
  if (href === '' || shown === '' || bare.includes(shown) || shown.includes(bare.replace(/\/$/, '')))
    return ''
  return ` <${bare}>`
}

function attribute(attributes: string, name: string): string {
  return plainText(new RegExp(` ${name}="([^"]*)"`).exec(attributes)?.[1] ?? '')
}

/** sanitize-html writes these four and nothing else. */
function plainText(text: string): string {
  return text.includes('&')
    ? text
        .replace(/&lt;/g, '<')
        .replace(/&gt;/g, '>')
        .replace(/&quot;/g, '"')
        .replace(/&amp;/g, '&')
    : text
}

/**
 * The words of HTML that is too large or too deep to be made safe: linear, without structure, plain text only.
 * Whatever it returns is text and must be escaped like any other.
 */
export function roughText(html: string): string {
  return withoutRawText(html)
    .replace(/<(?:br|\/p|\/div|\/tr|\/li|\/h[1-6])\b[^<>]*>/gi, '\n')
    .replace(/<[^<>]*>/g, '')
    .replace(/&nbsp;/gi, ' ')
    .replace(/&(lt|gt|quot|amp);/g, (entity) => plainText(entity))
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n[ \n]*/g, '\n')
    .trim()
}

/** Without style sheets and scripts; one that never ends takes the rest with it, as in a browser. */
function withoutRawText(html: string): string {
  const kept: string[] = []
  const opening = /<(script|style|title)\b/gi
  let at = 0
  for (let found = opening.exec(html); found; found = opening.exec(html)) {
    kept.push(html.slice(at, found.index))
    const closing = new RegExp(`</${found[1]}`, 'gi')
    closing.lastIndex = opening.lastIndex
    at = closing.exec(html)?.index ?? html.length
    opening.lastIndex = at
  }
  return [...kept, html.slice(at)].join('')
}
