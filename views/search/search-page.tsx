import { Page, Shell, type ShellFrame } from '../layout.tsx'
import { Chip, Empty, Face, StatusMark, When } from '../parts.tsx'
import type { Reader } from '../reader.ts'
import { anchorUrl, type Person, type Place, type Status } from '../shown.ts'
import { SearchBox } from './search-box.tsx'
import { SearchHelp } from './search-help.tsx'

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

export type Sorting = 'newest' | 'best'

export type SearchPageProps = {
  frame: ShellFrame
  query: string
  sorting: Sorting
  hits: readonly HitView[]
  /** The cursor behind the last hit; null at the end. */
  next: string | null
  /** Where this page begins, as its address has it. */
  after?: string | undefined
  /** This is not the first page. */
  isFurther: boolean
  /** What is wrong with the query, in words; `at` counts characters from 1. */
  wrong: { words: string; at: number } | null
}

export function SearchPage(props: SearchPageProps) {
  const { frame, query, sorting, hits, next, isFurther, wrong } = props
  const { reader } = frame
  const { t } = reader
  const title = query.trim() === '' ? t('search.title') : t('search.title_for', { query: query.slice(0, 60) })
  return (
    <Shell {...frame} view="page" title={title}>
      <Page reader={reader} title={t('search.title')}>
        <SearchBox
          {...{ reader, query, within: 'page' as const }}
          sorting={sorting === 'best' ? sorting : undefined}
          wrong={wrong !== null}
          autofocus={hits.length === 0}
        />
        {wrong && (
          <p class="find-wrong" id="find-wrong" role="alert">
            <b>{t('search_problem.at', { at: wrong.at })}</b> {wrong.words}
          </p>
        )}
        <SearchHelp reader={reader} />
        {hits.length > 0 && <Sortings reader={reader} query={query} sorting={sorting} />}
        {hits.length === 0 && !wrong && <NoHits reader={reader} query={query} isFurther={isFurther} />}
        <ul class="hits" aria-label={t('search.title')}>
          {hits.map((hit) => (
            <HitRow
              reader={reader}
              hit={hit}
              place={{ q: query, sort: sorting === 'newest' ? undefined : sorting, after: props.after }}
            />
          ))}
        </ul>
        <nav class="more">
          {isFurther && <a href={searchUrl({ query, sorting })}>{t('search.first')}</a>}
          {next && <a href={searchUrl({ query, sorting, after: next })}>{t('search.more')}</a>}
        </nav>
      </Page>
    </Shell>
  )
}

function searchUrl({ query, sorting, after }: { query: string; sorting: Sorting; after?: string }): string {
  const search = new URLSearchParams({ q: query })
  if (sorting !== 'newest') search.set('sort', sorting)
  if (after) search.set('after', after)
  return `/search?${search}`
}

function Sortings({ reader, query, sorting }: { reader: Reader; query: string; sorting: Sorting }) {
  const { t } = reader
  return (
    <nav class="tabs" aria-label={t('search.sorting')}>
      {(['newest', 'best'] as const).map((order) => (
        <a
          href={searchUrl({ query, sorting: order })}
          class={order === sorting ? 'on' : undefined}
          aria-current={order === sorting ? 'page' : undefined}
        >
          {t(`search.${order}`)}
        </a>
      ))}
    </nav>
  )
}

type NoHitsProps = { reader: Reader; query: string; isFurther: boolean }

function NoHits({ reader, query, isFurther }: NoHitsProps) {
  const { t } = reader
  if (query.trim() === '') return <Empty title={t('search.start')}>{t('search.start_next')}</Empty>
  if (isFurther) return <Empty title={t('search.no_more')}>{t('search.no_more_next')}</Empty>
  return <Empty title={t('search.nothing')}>{t('search.nothing_next')}</Empty>
}

const tones = { message: 'ai', comment: 'kohaku', policy: 'shu', customer: 'plain' } as const
const icons = { message: 'mail', comment: 'note', policy: 'seal', customer: 'person' } as const

function HitRow({ reader, hit, place }: { reader: Reader; hit: HitView; place: Place }) {
  const { t } = reader
  return (
    <li class="row hit" data-hit={hit.threadId}>
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
