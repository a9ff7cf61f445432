import { Icon } from '../icons.tsx'
import type { Reader } from '../reader.ts'

type Props = {
  reader: Reader
  /** Where it stands: it is the first one in sight that the key / leads to. */
  within: 'rail' | 'list' | 'page'
  query?: string
  /** Kept when another query is asked. */
  sorting?: string
  /** The saved search that is shown, so that it can be changed to what is asked now. */
  saved?: number | undefined
  wrong?: boolean
  autofocus?: boolean
}

/** One line to search from; a form that leads to /search, with or without script. */
export function SearchBox({ reader, within, query = '', sorting, saved, wrong, autofocus }: Props) {
  const { t } = reader
  return (
    <search class={`find find-${within}`}>
      <form action="/search" method="get">
        <Icon name="search" />
        <input
          type="search"
          name="q"
          id={`find-${within}`}
          value={query}
          maxlength={20_000}
          aria-label={t('search.label')}
          placeholder={t('search.placeholder')}
          autocomplete="off"
          spellcheck={false}
          autofocus={autofocus}
          aria-invalid={wrong ? 'true' : undefined}
          aria-describedby={wrong ? 'find-wrong' : undefined}
          data-search=""
        />
        {saved && <input type="hidden" name="saved" value={saved} />}
        {sorting && <input type="hidden" name="sort" value={sorting} />}
        {within === 'page' ? (
          <button type="submit" class="button act">
            {t('search.act')}
          </button>
        ) : (
          <kbd>/</kbd>
        )}
      </form>
    </search>
  )
}
