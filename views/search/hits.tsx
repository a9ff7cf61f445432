import { Chip, Face, StatusMark, When } from '../parts.tsx'
import type { Reader } from '../reader.ts'
import { anchorUrl, type Person, type Place, type Status } from '../shown.ts'

/** A stretch of text; `marked` where a word that was asked for stands. */
export type Piece = { text: string; marked: boolean }

export type HitView = {
  threadId: number
  /** Its place among the hits, from which the way goes on once it was opened. */
  cursor?: string
  kind: 'message' | 'comment' | 'policy' | 'customer'
  /** The part of the thread's page that says it, such as #message-7; empty for the page itself. */
  anchor: string
  status: Status
  subject: readonly Piece[]
  by: readonly Piece[]
  at: number
  sentence: readonly Piece[]
  mailbox: string
  assignee: Person | null
}

type HitsProps = {
  reader: Reader
  hits: readonly HitView[]
  /** The search as a list beside an opened thread. */
  place: Place
}

export function Hits({ reader, hits, place }: HitsProps) {
  return (
    <ul class="hits" aria-label={reader.t('search.title')}>
      {hits.map((hit) => (
        <HitRow reader={reader} hit={hit} place={place} />
      ))}
    </ul>
  )
}

const tones = { message: 'ai', comment: 'kohaku', policy: 'shu', customer: 'plain' } as const
const icons = { message: 'mail', comment: 'note', policy: 'seal', customer: 'person' } as const

function HitRow({ reader, hit, place }: { reader: Reader; hit: HitView; place: Place }) {
  const { t } = reader
  return (
    <li class="row hit" id={`hit-${hit.threadId}`} data-hit={hit.threadId}>
      <StatusMark reader={reader} status={hit.status} />
      <span class="who">
        <Marked pieces={hit.by} />
      </span>
      <When reader={reader} at={hit.at} />
      <a class="subj" href={anchorUrl(hit.threadId, { ...place, at: hit.cursor }, hit.anchor)}>
        {hit.subject.length > 0 ? <Marked pieces={hit.subject} /> : t('list.no_subject')}
      </a>
      {hit.sentence.length > 0 && (
        <p class="sentence">
          <Marked pieces={hit.sentence} />
        </p>
      )}
      <span class="marks">
        {hit.assignee && <Face name={hit.assignee.name} />}
        <Chip tone={tones[hit.kind]} icon={icons[hit.kind]}>
          {t(`search.${hit.kind}`)}
        </Chip>
        <Chip icon="inbox">{hit.mailbox}</Chip>
      </span>
    </li>
  )
}

function Marked({ pieces }: { pieces: readonly Piece[] }) {
  return <>{pieces.map((piece) => (piece.marked ? <mark>{piece.text}</mark> : piece.text))}</>
}
