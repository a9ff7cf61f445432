import { Icon } from '../icons.tsx'
import type { Reader } from '../reader.ts'
import { type Sorting, searchUrl } from './search-url.ts'

export type FilterKind = 'status' | 'assignee' | 'has' | 'label' | 'mailbox' | 'after'

/** `words` is a name, or for the first three and the last the word of the choice. `query` is what a click asks. */
export type FilterGroup = {
  kind: FilterKind
  choices: readonly { words: string; query: string; on: boolean }[]
}

type Props = { reader: Reader; groups: readonly FilterGroup[]; sorting: Sorting }

/** Conditions that can be put on the query or taken off it, each a link: beside the hits, and folded above them where it is narrow. */
export function SearchFilters({ reader, groups, sorting }: Props) {
  const { t } = reader
  const on = groups.reduce((sum, { choices }) => sum + choices.filter((choice) => choice.on).length, 0)
  return (
    <>
      <aside class="find-beside" aria-label={t('search.narrow')}>
        <Groups {...{ reader, groups, sorting }} />
      </aside>
      <details class="find-fold" open={false}>
        <summary>
          {t('search.narrow')}
          {on > 0 && <b>{on}</b>}
        </summary>
        <Groups {...{ reader, groups, sorting }} />
      </details>
    </>
  )
}

function Groups({ reader, groups, sorting }: Props) {
  return (
    <>
      {groups.map(({ kind, choices }) => (
        <section>
          <h2>{reader.t(`search_filter.${kind}`)}</h2>
          <ul>
            {choices.map((choice) => (
              <li>
                <a
                  href={searchUrl({ query: choice.query, sorting })}
                  class={choice.on ? 'on' : undefined}
                  aria-current={choice.on ? 'true' : undefined}
                >
                  {choice.on && <Icon name="check" />}
                  {wordsOf(reader, kind, choice.words)}
                  {choice.on && <span class="away">{reader.t('search.take_off')}</span>}
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}

function wordsOf({ t }: Reader, kind: FilterKind, word: string): string {
  switch (kind) {
    case 'label':
    case 'mailbox':
      return word
    case 'after':
      return word === '365' ? t('search_filter.year') : t('search_filter.days', { count: Number(word) })
    case 'assignee':
      return word === 'me' ? t('search_filter.me') : t('search_filter.nobody')
    case 'has':
      return word === 'attachment' ? t('search_filter.attachment') : t('search_filter.policy')
    case 'status':
      return t(`status.${statusOf(word)}`)
  }
}

function statusOf(word: string) {
  const known = (['new', 'in_progress', 'awaiting_dept', 'done'] as const).find((status) => status === word)
  return known ?? 'new'
}
