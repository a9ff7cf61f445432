import { Page, Shell, type ShellFrame } from '../layout.tsx'
import { Empty } from '../parts.tsx'
import type { Reader } from '../reader.ts'
import { Hits, type HitView } from './hits.tsx'
import { SavedPanel, type SavedPanelProps, savedInWords } from './saved-panel.tsx'
import { SearchBox } from './search-box.tsx'
import { type FilterGroup, SearchFilters } from './search-filters.tsx'
import { SearchHelp } from './search-help.tsx'
import { type Sorting, searchUrl } from './search-url.ts'

/** What is wrong with a query: in words, and the place with what stands around it. `at` counts characters from 1. */
export type WrongView = { words: string; at: number; before: string; part: string; after: string }

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
  wrong: WrongView | null
  filters: readonly FilterGroup[]
  /** Without what it shares with the page. */
  saving: Omit<SavedPanelProps, 'reader' | 'query' | 'sorting'>
}

export function SearchPage(props: SearchPageProps) {
  const { frame, query, sorting, hits, wrong, filters, saving } = props
  const { reader } = frame
  const { t } = reader
  const { saved } = saving
  const isAsked = query.trim() !== ''
  const heading = saved?.name ?? t('search.title')
  const title = saved || !isAsked ? heading : t('search.title_for', { query: query.slice(0, 60) })
  return (
    <Shell {...frame} view="page" title={title}>
      <Page reader={reader} title={heading} lead={saved ? savedInWords(reader, saved) : undefined}>
        <SearchBox
          {...{ reader, query, within: 'page' as const }}
          sorting={sorting === 'best' ? sorting : undefined}
          saved={saved?.id}
          wrong={wrong !== null}
          autofocus={hits.length === 0}
        />
        {wrong && <WrongQuery reader={reader} wrong={wrong} />}
        <SearchHelp reader={reader} open={!isAsked || wrong !== null} />
        <div class={filters.length > 0 ? 'found' : undefined}>
          {filters.length > 0 && <SearchFilters {...{ reader, sorting }} groups={filters} />}
          <div class="found-hits">
            {isAsked && !wrong && (
              <div class="find-bar">
                <Sortings {...props} />
                <SavedPanel {...{ reader, query, sorting, ...saving }} />
              </div>
            )}
            {hits.length === 0 && !wrong && <NoHits {...props} />}
            {hits.length > 0 && (
              <Hits
                reader={reader}
                hits={hits}
                place={{ q: query, sort: sorting === 'newest' ? undefined : sorting, after: props.after }}
              />
            )}
            <Further {...props} />
          </div>
        </div>
      </Page>
    </Shell>
  )
}

/** The query with its place marked from beneath, then what to do. */
function WrongQuery({ reader: { t }, wrong }: { reader: Reader; wrong: WrongView }) {
  return (
    <div
      class="find-wrong"
      id="find-wrong"
      role="alert"
      data-at={wrong.at - 1}
      data-length={wrong.part.length}
    >
      <p class="find-place" aria-hidden="true">
        {wrong.before}
        <u>{wrong.part || '\u00a0'}</u>
        {wrong.after}
      </p>
      <p>
        <b>{t('search_problem.at', { at: wrong.at })}</b> {wrong.words}
      </p>
    </div>
  )
}

function Sortings({ frame: { reader }, query, sorting, saving }: SearchPageProps) {
  const { t } = reader
  return (
    <nav class="tabs" aria-label={t('search.sorting')}>
      {(['newest', 'best'] as const).map((order) => (
        <a
          href={searchUrl({ query, sorting: order, saved: saving.saved?.id })}
          class={order === sorting ? 'on' : undefined}
          aria-current={order === sorting ? 'page' : undefined}
        >
          {t(`search.${order}`)}
        </a>
      ))}
    </nav>
  )
}

function NoHits({ frame: { reader }, query, isFurther, next }: SearchPageProps) {
  const { t } = reader
  if (query.trim() === '') return <Empty title={t('search.start')}>{t('search.start_next')}</Empty>
  if (next !== null) return <Empty title={t('search.nothing_yet')}>{t('search.nothing_yet_next')}</Empty>
  if (isFurther) return <Empty title={t('search.no_more')}>{t('search.no_more_next')}</Empty>
  return <Empty title={t('search.nothing')}>{t('search.nothing_next')}</Empty>
}

function Further({ frame, query, sorting, saving, isFurther, next }: SearchPageProps) {
  const { t } = frame.reader
  const asked = { query, sorting, saved: saving.saved?.id }
  if (!isFurther && next === null) return null
  return (
    <nav class="more">
      {isFurther && <a href={searchUrl(asked)}>{t('search.first')}</a>}
      {next && <a href={searchUrl({ ...asked, after: next })}>{t('search.more')}</a>}
    </nav>
  )
}
