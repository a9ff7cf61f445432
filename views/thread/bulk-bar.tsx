import { keysOf } from '../keys.ts'
import { Button } from '../parts.tsx'
import type { Reader } from '../reader.ts'
import { placeQuery, statuses } from '../shown.ts'
import type { ThreadListProps } from './thread-list.tsx'

/** As many threads as one change takes. */
const MOST = 1000

/**
 * Acts on the ticked rows, whose boxes belong to this form, or on the whole list. Shown while a row is ticked, by
 * CSS alone.
 */
export function BulkBar(props: ThreadListProps) {
  const { reader, place, rows, people, mayWork, label } = props
  const { t } = reader
  if (rows.length === 0 || !mayWork) return null
  return (
    <form id="bulk" class="bulk" method="post" action={`/inbox/bulk${placeQuery(place)}`}>
      <div class="bulk-act">
        <input type="checkbox" class="needs-script" data-pick-shown="" aria-label={t('list.pick_shown')} />
        <label for="bulk-action" data-picked="" role="status">
          {t('list.bulk')}
        </label>
        <select id="bulk-action" name="action" required>
          <option value="">{t('list.bulk_choose')}</option>
          <optgroup label={t('list.bulk_status')} data-key-many={keysOf('status')}>
            {statuses.map((status) => (
              <option
                value={`status:${status}`}
                data-key-many={status === 'done' ? keysOf('done') : undefined}
              >
                {t(`status.${status}`)}
              </option>
            ))}
          </optgroup>
          {people.length > 0 && (
            <optgroup label={t('list.bulk_assignee')} data-key-many={keysOf('assign')}>
              <option value="assignee:">{t('common.nobody')}</option>
              {people.map((person) => (
                <option
                  value={`assignee:${person.id}`}
                  data-reading={person.reading}
                  data-key-many={person.id === props.viewerId ? keysOf('take') : undefined}
                >
                  {person.name}
                </option>
              ))}
            </optgroup>
          )}
          {label.choices.length > 0 && (
            <>
              <optgroup label={t('list.bulk_label')} data-key-many={keysOf('label')}>
                {label.choices.map(({ id, name }) => (
                  <option value={`label:${id}`}>{name}</option>
                ))}
              </optgroup>
              <optgroup label={t('list.bulk_unlabel')} data-key-many={keysOf('label')}>
                {label.choices.map(({ id, name }) => (
                  <option value={`unlabel:${id}`}>{name}</option>
                ))}
              </optgroup>
            </>
          )}
          <optgroup label={t('restriction.title')}>
            <option value="restriction:" data-key-many={keysOf('restrict')}>
              {t('list.bulk_restrict')}
            </option>
            <option value="lift:">{t('list.bulk_lift')}</option>
          </optgroup>
        </select>
        <Button tone="act">{t('list.bulk_apply')}</Button>
      </div>
      <WholeList {...props} />
    </form>
  )
}

/** All of the list, also what its further pages show; what comes in after this page was made is not among it. */
function WholeList(props: ThreadListProps) {
  const { reader, place, next } = props
  if (next === null && !place.after) return null
  return (
    <label class="check whole-list">
      <input type="checkbox" name="all" value={reader.now} /> {wholeInWords(reader, totalOf(props))}
    </label>
  )
}

function wholeInWords({ t }: Reader, total: number | null): string {
  if (total === null) return t('list.all_of_list')
  return total > MOST ? t('list.all_up_to', { most: MOST }) : t('list.all_of', { count: total })
}

/** As far as the page knows it by its tabs. */
function totalOf({ place, tabs }: ThreadListProps): number | null {
  if (!tabs) return null
  return place.status ? tabs[place.status] : tabs.new + tabs.in_progress + tabs.awaiting_dept
}
