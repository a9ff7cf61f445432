import { Icon } from '../icons.tsx'
import type { Reader } from '../reader.ts'

/** What stands beside a reply that needs a yes. */
export type ApprovalAskView = {
  /** In words. */
  reasons: readonly string[]
  /** Whom the route calls first, or everybody, and by when they are to answer. */
  called: string
  until: string | null
  approvers: readonly { id: number; name: string; title: string; away: boolean }[]
  chosen: number | null
  note: string
  /** Sending was pressed: it is said what to do instead. */
  noticed: boolean
}

/** Why it needs a yes, whom to ask, and a word to them. */
export function AskFields({ reader, ask }: { reader: Reader; ask: ApprovalAskView }) {
  const { t } = reader
  return (
    <fieldset class="ask-approval">
      <legend>
        <Icon name="seal" />
        {t('approval.why')}
      </legend>
      {ask.noticed && <p role="alert">{t('approval.needed')}</p>}
      <ul class="approval-why">
        {ask.reasons.map((reason) => (
          <li>{reason}</li>
        ))}
      </ul>
      <div class="ask-approval-fields">
        <label>
          <span>{t('approval.approver')}</span>
          <select name="approver">
            <option value="">
              {t('approval.by_route', { name: ask.called })}
              {ask.until !== null && ` ${t('approval.until', { time: ask.until })}`}
            </option>
            {ask.approvers.map(({ id, name, title, away }) => (
              <option value={id} selected={id === ask.chosen}>
                {[name, title, away ? `(${t('approval.away')})` : ''].filter(Boolean).join(' ')}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>{t('approval.note')}</span>
          <input
            type="text"
            name="note"
            value={ask.note}
            maxlength={1000}
            placeholder={t('approval.note_hint')}
          />
        </label>
      </div>
    </fieldset>
  )
}
