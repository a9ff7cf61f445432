import { raw } from 'hono/html'
import type { Reader } from '../reader.ts'

/** HTML mail is written for white paper; in the dark it keeps it, so that its own colours stay readable. */
const paper = `
html { color-scheme: light; background: #fff; }
body { margin: 0; padding: 2px; color: #1d2430; background: #fff; overflow-wrap: anywhere;
  font: 13.5px/1.75 system-ui, "Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", "Yu Gothic UI", sans-serif; }
img { max-width: 100%; height: auto; }
table { max-width: 100%; }
pre { white-space: pre-wrap; }
blockquote { margin: 8px 0; padding-left: 12px; border-left: 3px solid #d8d5cc; color: #5b6472; }
details.quote > summary { color: #5b6472; font-size: 12px; cursor: pointer; }
img[data-remote] { min-width: 24px; min-height: 16px; border: 1px dashed #c9c6bd; }
`

/** The document in the frame. `html` was sanitised when the mail came in; nothing has changed it since but its pictures' addresses. */
export function MailFrame({ reader, html }: { reader: Reader; html: string }) {
  return (
    <html lang={reader.locale}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{reader.t('message.html_title', { from: '' })}</title>
        <style>{raw(paper)}</style>
      </head>
      <body>{raw(html)}</body>
    </html>
  )
}
