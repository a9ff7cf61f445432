import sanitizeHtml from 'sanitize-html'
import { quoteMark } from './html-quote.ts'
import { safeStyle } from './html-style.ts'

/** `remote`: it wants images from elsewhere. `inline`: indexes of the attachments that it shows itself. */
export type SanitisedHtml = { html: string; remote: boolean; inline: Set<number> }

/** Data URLs above this many characters are dropped; images of that size come as parts. */
const DATA_URL_LENGTH = 200_000

const allowedTags =
  'a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q rp rt ruby s samp section small span strike strong sub sup table tbody td tfoot th thead time tr tt u ul var wbr'.split(
    ' ',
  )

const everywhere = ['style', 'align', 'valign', 'dir', 'lang', 'title', 'bgcolor', 'width', 'height']

const allowedAttributes = {
  '*': everywhere,
  a: ['href', 'target', 'rel'],
  img: ['data-inline', 'data-remote', 'src', 'alt', 'border'],
  font: ['color', 'face', 'size'],
  table: ['border', 'cellpadding', 'cellspacing'],
  td: ['colspan', 'rowspan', 'nowrap'],
  th: ['colspan', 'rowspan', 'nowrap'],
  col: ['span'],
  ol: ['start', 'type'],
  ul: ['type'],
  li: ['value', 'type'],
  blockquote: ['data-quote'],
  div: ['data-quote'],
}

type Attributes = Record<string, string>

/**
 * Makes the HTML of a mail safe: explicit lists of tags, attributes and styles, no script, form, frame, style
 * sheet or SVG. No image keeps an address: `cid:` becomes `data-inline="INDEX"` by `inlineIndex`, a remote one
 * `data-remote="URL"`. Links keep http, https, mailto and tel only.
 */
export function sanitiseHtml(html: string, inlineIndex: (contentId: string) => number | null): SanitisedHtml {
  const found: SanitisedHtml = { html: '', remote: false, inline: new Set() }
  found.html = sanitizeHtml(html, {
    allowedTags,
    allowedAttributes,
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['data'] },
    allowedSchemesAppliedToAttributes: ['href', 'src', 'cite'],
    allowProtocolRelative: false,
    parseStyleAttributes: false,
    nestingLimit: 400,
    nonTextTags: [
      'script',
      'style',
      'textarea',
      'option',
      'xmp',
      'title',
      'noscript',
      'template',
      'svg',
      'math',
    ],
    transformTags: {
      '*': (tagName, attributes) => ({
        tagName,
        attribs: transform(tagName, attributes, inlineIndex, found),
      }),
    },
  })
  return found
}

function transform(
  tagName: string,
  attributes: Attributes,
  inlineIndex: (contentId: string) => number | null,
  found: SanitisedHtml,
): Attributes {
  const style = attributes.style === undefined ? '' : safeStyle(attributes.style)
  const { style: _, 'data-quote': __, ...rest } = attributes
  const kept: Attributes = style === '' ? rest : { ...rest, style }
  switch (tagName) {
    case 'a':
      return link(kept)
    case 'img':
      return image(kept, inlineIndex, found)
    case 'div':
    case 'blockquote':
      return { ...kept, ...quoteMark(tagName, attributes) }
    default:
      return kept
  }
}

function link({ href = '', ...rest }: Attributes): Attributes {
  const target = href.trim()
  return /^(https?:\/\/|mailto:|tel:)/i.test(target)
    ? { ...rest, href: target, target: '_blank', rel: 'noopener noreferrer nofollow' }
    : without(rest, ['target', 'rel'])
}

/** The marker stands first in the tag: `withImages` looks for exactly that. */
function image(
  { src = '', ...attributes }: Attributes,
  inlineIndex: (contentId: string) => number | null,
  found: SanitisedHtml,
): Attributes {
  const rest = { alt: '', ...without(attributes, ['data-inline', 'data-remote']) }
  const address = src.trim()
  const remote = remoteAddress(address)
  if (/^cid:/i.test(address)) {
    const index = inlineIndex(contentIdOf(address))
    if (index === null) return rest
    found.inline.add(index)
    return { 'data-inline': String(index), ...rest }
  }
  if (remote) {
    found.remote = true
    return { 'data-remote': remote, ...rest }
  }
  return isSafeDataUrl(address) ? { src: address, ...rest } : rest
}

function contentIdOf(address: string): string {
  try {
    return decodeURIComponent(address.slice(4))
  } catch {
    return address.slice(4)
  }
}

/** Spaces and line breaks in an address are noise of long lines; anything else odd makes it no address. */
function remoteAddress(address: string): string | null {
  const full = address.startsWith('//') ? `https:${address}` : address
  return /^https?:\/\/[^/\s]/i.test(full) && URL.canParse(full) ? full : null
}

function isSafeDataUrl(address: string): boolean {
  return (
    address.length <= DATA_URL_LENGTH &&
    /^data:image\/(png|jpe?g|gif|webp);base64,[a-z0-9+/=\s]+$/i.test(address)
  )
}

function without(attributes: Attributes, names: string[]): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !names.includes(name)))
}
