import { Icon } from '../icons.tsx'
import type { Reader } from '../reader.ts'

/** A quiet lock: only certain people see this thread. */
export function LockMark({ reader: { t } }: { reader: Reader }) {
  return (
    <span class="lock" title={t('restriction.mark_title')}>
      <Icon name="lock" />
      <span class="away">{t('restriction.mark')} </span>
    </span>
  )
}
