import type { Reader } from '../reader.ts'

/** A run of a mail's text: the writer's own words, or a quote that stands folded. */
export type Segment = { quoted: boolean; text: string }

export function MessageText({ reader, segments }: { reader: Reader; segments: readonly Segment[] }) {
  if (segments.every((segment) => segment.text.trim() === '')) {
    return <p class="nothing-said">{reader.t('message.no_body')}</p>
  }
  return (
    <div class="body">
      {segments.map((segment) =>
        segment.quoted ? <Quote reader={reader} text={segment.text} /> : <Own text={segment.text} />,
      )}
    </div>
  )
}

function Own({ text }: { text: string }) {
  const words = text.replace(/^\n+|\s+$/g, '')
  return words === '' ? null : (
    <p>
      <Linked text={words} />
    </p>
  )
}

function Quote({ reader, text }: { reader: Reader; text: string }) {
  const words = text.replace(/^\n+|\s+$/g, '')
  return (
    <details class="quote">
      <summary>{reader.t('message.quoted', { count: words.split('\n').length })}</summary>
      <blockquote>{words}</blockquote>
    </details>
  )
}

/** Addresses in the text become links that tell the other side nothing about this page. */
function Linked({ text }: { text: string }) {
  return text.split(address).map((piece, i) =>
    i % 2 === 1 ? (
      <a href={piece} target="_blank" rel="noopener noreferrer nofollow" hx-boost="false">
        {piece}
      </a>
    ) : (
      piece
    ),
  )
}

// A bracket or a Japanese full stop right behind an address is not part of it.
const address = /(https?:\/\/[^\s<>"'）」』】。、]+[^\s<>"'）」』】。、.,;:!?)\]])/
