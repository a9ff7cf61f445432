import type { Key } from '../locales/index.ts'
import type { Reader } from '../reader.ts'

export type SuggestionOf =
  | 'sender'
  | 'recipients'
  | 'subject'
  | 'status'
  | 'assignee'
  | 'label'
  | 'mailbox'
  | 'attachment'
  | 'policy'
  | 'before'
  | 'after'

/** One way in which a query may go on: `text` takes the place of what stands from `from` to `to`. */
export type SearchSuggestion = {
  from: number
  to: number
  text: string
  words: string
  of: SuggestionOf
  isOperator: boolean
}

/** What GET /search/suggestions answers: nothing else, no page around it. */
export function SearchSuggestions({
  reader: { t },
  choices,
}: {
  reader: Reader
  choices: readonly SearchSuggestion[]
}) {
  return (
    <div class="find-choices" role="listbox" aria-label={t('search.choices')}>
      {choices.map(({ from, to, text, words, of, isOperator }, at) => (
        <div
          role="option"
          tabIndex={-1}
          id={`find-choice-${at}`}
          aria-selected="false"
          data-from={from}
          data-to={to}
          data-text={text}
        >
          <b>{words}</b>
          {isOperator && <small>{t(meanings[of])}</small>}
        </div>
      ))}
    </div>
  )
}

const meanings: Record<SuggestionOf, Key> = {
  sender: 'search_help.sender',
  recipients: 'search_help.recipients',
  subject: 'search_help.subject',
  status: 'search_help.status',
  assignee: 'search_help.assignee',
  label: 'search_help.label',
  mailbox: 'search_help.mailbox',
  attachment: 'search_help.attachment',
  policy: 'search_help.policy',
  before: 'search_help.before',
  after: 'search_help.after',
}
