import type { Child } from 'hono/jsx'
import { Icon } from '../../views/icons.tsx'
import type { Reader } from '../../views/reader.ts'
import type { Words } from './words.ts'

export type Seen = {
  reader: Reader
  words: Words
  /** Addresses of the style sheets, the product's first. */
  css: readonly string[]
  icon: string
  /** Where hoshin itself is. */
  inbox: string
  /** This page's own path, to come back to in the other language. */
  path: string
}

/** The document: hoshin's looks with a head of its own, so that nobody takes it for a part of the product. */
export function Frame({ seen, title, children }: { seen: Seen; title: string; children?: Child }) {
  const { reader, words, css, icon, inbox, path } = seen
  const other = reader.locale === 'ja' ? 'en' : 'ja'
  return (
    <html lang={reader.locale}>
      <head>
        <meta charset="utf-8" />
        <title>{`${title} · hoshin`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href={icon} type="image/svg+xml" />
        {css.map((href) => (
          <link rel="stylesheet" href={href} />
        ))}
      </head>
      <body>
        <header class="stage-head">
          <a class="brand" href="/demo">
            hoshin <i>方針</i>
          </a>
          <b>{words.title}</b>
          <div class="stage-links">
            <a href={`${path}${path.includes('?') ? '&' : '?'}lang=${other}`} hreflang={other} lang={other}>
              {words.other}
            </a>
            <a class="button" href={`${inbox}/`}>
              <Icon name="inbox" />
              {words.inbox}
            </a>
          </div>
        </header>
        {children}
      </body>
    </html>
  )
}
