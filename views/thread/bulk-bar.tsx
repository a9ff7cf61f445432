import { Button } from '../parts.tsx'
import { placeQuery, statuses } from '../shown.ts'
import type { ThreadListProps } from './thread-list.tsx'

/** Acts on the ticked rows: their boxes belong to this form. Shown while one is ticked, by CSS alone. */
export function BulkBar({ reader, place, rows, people, mayWork }: ThreadListProps) {
  const { t } = reader
  if (rows.length === 0 || !mayWork) return null
  return (
    <form id="bulk" class="bulk" method="post" action={`/inbox/bulk${placeQuery(place)}`}>
      <label for="bulk-action" data-picked="">
        {t('list.bulk')}
      </label>
      <select id="bulk-action" name="action" required>
        <option value="">{t('list.bulk_choose')}</option>
        <optgroup label={t('list.bulk_status')}>
          {statuses.map((status) => (
            <option value={`status:${status}`}>{t(`status.${status}`)}</option>
          ))}
        </optgroup>
        {people.length > 0 && (
          <optgroup label={t('list.bulk_assignee')}>
            <option value="assignee:">{t('common.nobody')}</option>
            {people.map((person) => (
              <option value={`assignee:${person.id}`}>{person.name}</option>
            ))}
          </optgroup>
        )}
      </select>
      <Button tone="act">{t('list.bulk_apply')}</Button>
    </form>
  )
}
