import { Icon } from '../icons.tsx'
import { keyed } from '../keys.ts'
import { dayAndTime, type Reader } from '../reader.ts'
import { type Place, threadUrl } from '../shown.ts'
import { RestrictionForm, type RestrictionFormProps } from './restriction-form.tsx'

export type RestrictionView = {
  /** Who sees the thread and why only they; null where everybody in its mailbox does. `at` is UTC ms. */
  current: { names: readonly string[]; reason: string; by: string; at: number } | null
  /** The viewer may change whom it is limited to, and lift it. */
  mayRestrict: boolean
  /** Given, the form stands open in its place. */
  form: Omit<RestrictionFormProps, 'reader' | 'place' | 'threadId' | 'isRestricted'> | null
}

type Props = RestrictionView & { reader: Reader; place: Place; threadId: number }

/** A quiet line above a restricted thread: who else sees it, and why. Nothing where everybody does. */
export function Restriction({ reader, place, threadId, current, mayRestrict, form }: Props) {
  const { t } = reader
  if (form) {
    const isRestricted = current !== null
    return <RestrictionForm {...form} {...{ reader, place, threadId, isRestricted }} />
  }
  if (!current) return null
  return (
    <section id="restriction" class="restriction" aria-label={t('restriction.title')}>
      <Icon name="lock" />
      <p>
        <b>{t('restriction.seen_by', { names: current.names.join(t('restriction.between')) })}</b>
        <span>{t('restriction.because', { reason: current.reason })}</span>
        <small>{t('restriction.set_by', { by: current.by, time: dayAndTime(reader, current.at) })}</small>
      </p>
      {mayRestrict && (
        <a
          class="button quiet"
          href={threadUrl(threadId, place, '/restriction')}
          {...keyed(reader, 'restrict')}
        >
          {t('restriction.change')}
        </a>
      )}
    </section>
  )
}
