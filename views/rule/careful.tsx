import { Icon } from '../icons.tsx'
import { Button, type Errors, Field } from '../parts.tsx'
import { dayAndTime, type Reader } from '../reader.ts'
import { type Place, placeQuery, threadUrl } from '../shown.ts'

type Within = { reader: Reader; place: Place; threadId: number }

/** Careful mode, with hints for whoever writes. */
export type CarefulView = {
  hints: string
  /** UTC ms. */
  since: number
  /** What was said for it by whoever began it; a rule says nothing. */
  reason: string
  by: string | null
  rule: string | null
  mayEnd: boolean
}

export type CarefulFormView = { hints: string; reason: string; errors?: Errors }

/** That the thread is met with care: since when and by whom, why, and what to heed in writing. */
export function Careful({ reader, place, threadId, careful }: Within & { careful: CarefulView }) {
  const { t } = reader
  const time = dayAndTime(reader, careful.since)
  return (
    <div class="careful" id="careful">
      <Icon name="warning" />
      <div>
        <p>
          <b>{t('rule.careful_title')}</b> {t('rule.careful_lead')}
        </p>
        {careful.hints && <p class="careful-hints">{careful.hints}</p>}
        <small>
          {careful.by
            ? t('rule.careful_by', { name: careful.by, time })
            : t('rule.careful_by_rule', { name: careful.rule ?? '–', time })}
          {careful.reason && <> · {careful.reason}</>}
        </small>
      </div>
      {careful.mayEnd && (
        <form method="post" action={`/threads/${threadId}/careful/end${placeQuery(place)}`}>
          <a class="button quiet" href={threadUrl(threadId, place, '/careful')}>
            {t('rule.careful_change')}
          </a>
          <Button>{t('rule.careful_end')}</Button>
        </form>
      )}
    </div>
  )
}

/** Beginning it by hand, or changing what is heeded. */
export function CarefulForm({ reader, place, threadId, form }: Within & { form: CarefulFormView }) {
  const { t } = reader
  return (
    <form
      class="careful-form"
      method="post"
      action={`/threads/${threadId}/careful${placeQuery(place)}`}
      aria-labelledby="careful-title"
    >
      <h2 id="careful-title">{t('rule.careful_start')}</h2>
      <p class="hint">{t('rule.careful_what')}</p>
      <Field
        within="careful"
        name="reason"
        label={t('rule.careful_reason')}
        hint={t('rule.careful_reason_hint')}
        value={form.reason}
        error={form.errors?.reason}
        required
        autofocus
      />
      <Field
        within="careful"
        name="hints"
        label={t('rule.hints')}
        hint={t('rule_sample.careful_hints')}
        value={form.hints}
        error={form.errors?.hints}
        rows={3}
      />
      <div class="acts">
        <a class="button quiet" href={threadUrl(threadId, place)}>
          {t('common.cancel')}
        </a>
        <Button tone="act">{t('rule.careful_begin')}</Button>
      </div>
    </form>
  )
}
