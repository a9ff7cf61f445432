import { Button } from '../parts.tsx'
import type { Reader } from '../reader.ts'
import { AddRow, Cell, type FieldWords, RemoveRow, RowErrors } from './row-parts.tsx'
import type { PeriodDraft } from './shapes.ts'
import { weekdayName } from './weekday.ts'

type Props = {
  reader: Reader
  /** Sunday first. */
  week: readonly (readonly PeriodDraft[])[]
  errors: FieldWords
  focus: string | null
}

/** Monday stands first, as in most offices' plans. */
const order = [1, 2, 3, 4, 5, 6, 0]

export function WeekFields({ reader, week, errors, focus }: Props) {
  const { t } = reader
  return (
    <section class="panel week">
      <h2>{t('hours.week')}</h2>
      <p class="hint">{t('hours.week_hint')}</p>
      {order.map((weekday) => (
        <DayFields
          reader={reader}
          weekday={weekday}
          periods={week[weekday] ?? []}
          errors={errors}
          focus={focus}
        />
      ))}
      <p class="acts-row">
        <Button tone="quiet" name="act" value="spread">
          {t('hours.spread')}
        </Button>
        <Button tone="quiet" name="act" value="always">
          {t('hours.always')}
        </Button>
      </p>
    </section>
  )
}

type DayProps = Omit<Props, 'week'> & { weekday: number; periods: readonly PeriodDraft[] }

function DayFields({ reader, weekday, periods, errors, focus }: DayProps) {
  const { t } = reader
  const list = `hours_${weekday}`
  const day = weekdayName(reader, weekday, 'long')
  return (
    <fieldset class="day" id={`day-${weekday}`}>
      <legend>
        <abbr title={day}>{weekdayName(reader, weekday, 'short')}</abbr>
      </legend>
      <div class="periods">
        {periods.length === 0 && <span class="free">{t('hours.free')}</span>}
        {periods.map((period, row) => (
          <PeriodFields
            reader={reader}
            name={`${list}_${row}`}
            labels={{
              opens: t('hours.opens', { day, row: row + 1 }),
              closes: t('hours.closes', { day, row: row + 1 }),
              remove: t('hours.remove_period', { day, row: row + 1 }),
            }}
            remove={`remove-${list}_${row}`}
            period={period}
            errors={errors}
            focus={focus}
          />
        ))}
        <AddRow
          value={`add-${list}`}
          label={t('hours.add_period_to', { day })}
          words={t('hours.add_period')}
          focus={focus}
        />
      </div>
    </fieldset>
  )
}

type PeriodProps = {
  reader: Reader
  name: string
  labels: { opens: string; closes: string; remove?: string }
  remove?: string
  period: PeriodDraft
  errors: FieldWords
  focus: string | null
}

/** From, until, and the question about the next day where it arises. */
export function PeriodFields({ reader, name, labels, remove, period, errors, focus }: PeriodProps) {
  const [opens, closes, overnight] = [`${name}_opens`, `${name}_closes`, `${name}_overnight`]
  const question = errors[overnight]
  return (
    <div class="period">
      <span class="span">
        <Cell
          name={opens}
          label={labels.opens}
          value={period.opens}
          errors={errors}
          kind="time"
          autofocus={focus === opens}
        />
        <span aria-hidden="true">{reader.locale === 'ja' ? '〜' : '–'}</span>
        <Cell name={closes} label={labels.closes} value={period.closes} errors={errors} kind="time" />
        {remove && labels.remove && <RemoveRow value={remove} label={labels.remove} />}
        {(period.overnight || question) && (
          <label class="check">
            <input
              id={`f-${overnight}`}
              type="checkbox"
              name={overnight}
              value="yes"
              checked={period.overnight}
              aria-describedby={question && `f-${overnight}-error`}
            />{' '}
            {reader.t('hours.until_next_day')}
          </label>
        )}
      </span>
      <RowErrors names={[opens, closes, overnight]} errors={errors} />
    </div>
  )
}
