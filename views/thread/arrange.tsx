import { Button, type Errors, Field } from '../parts.tsx'
import { dayAndTime, type Reader } from '../reader.ts'
import { type Place, threadUrl } from '../shown.ts'

export type ArrangeProps = {
  reader: Reader
  place: Place
  threadId: number
  /** What can be split off; `from` as a list names a writer. */
  messages: readonly { id: number; from: string; at: number }[]
  /** By field name: messages (split), into (merge). Given ones open the fold. */
  errors?: Errors
}

/** Putting a thread in order: some of its mail is another matter, or it belongs to another thread. */
export function Arrange({ reader, place, threadId, messages, errors = {} }: ArrangeProps) {
  const { t } = reader
  return (
    <details class="arrange" open={Object.keys(errors).length > 0}>
      <summary>{t('thread.arrange')}</summary>
      {messages.length > 1 && (
        <form method="post" action={threadUrl(threadId, place, '/splits')}>
          <fieldset>
            <legend>{t('thread.split')}</legend>
            <small class="hint">{t('thread.split_hint')}</small>
            {messages.map((message) => (
              <label class="check">
                <input type="checkbox" name="messages" value={message.id} />
                {t('thread.split_choose', { from: message.from, time: dayAndTime(reader, message.at) })}
              </label>
            ))}
            {errors.messages && <p class="error">{errors.messages}</p>}
            <Button>{t('thread.split')}</Button>
          </fieldset>
        </form>
      )}
      <form method="post" action={threadUrl(threadId, place, '/merges')}>
        <Field
          within="merge"
          name="into"
          type="number"
          label={t('thread.merge_into')}
          hint={t('thread.merge_hint')}
          error={errors.into}
          required
        />
        <Button>{t('thread.merge')}</Button>
      </form>
    </details>
  )
}
