import type { Reader } from '../reader.ts'
import { AddRow, Cell, type FieldWords, RemoveRow, RowErrors } from './row-parts.tsx'
import type { ClosingDraft, OpeningDraft } from './shapes.ts'
import { PeriodFields } from './week-fields.tsx'

type Rows<T> = { reader: Reader; rows: readonly T[]; errors: FieldWords; focus: string | null }

export function Closings({ reader, rows, errors, focus }: Rows<ClosingDraft>) {
  const { t } = reader
  return (
    <section class="panel" id="closings">
      <h2>{t('hours.closings')}</h2>
      <p class="hint">{t('hours.closings_hint')}</p>
      {rows.map((closing, row) => {
        const name = `closing_${row}`
        const [from, until, words] = [`${name}_from`, `${name}_until`, `${name}_name`]
        return (
          <fieldset class="day-row">
            <legend class="away">{t('hours.closing_row', { row: row + 1 })}</legend>
            <span class="span">
              <Cell
                name={from}
                label={t('hours.from')}
                value={closing.from}
                errors={errors}
                kind="day"
                autofocus={focus === from}
              />
              <span aria-hidden="true">{reader.locale === 'ja' ? '〜' : '–'}</span>
              <Cell name={until} label={t('hours.until')} value={closing.until} errors={errors} kind="day" />
            </span>
            <label class="check">
              <input type="checkbox" name={`${name}_yearly`} value="yes" checked={closing.yearly} />{' '}
              {t('hours.yearly')}
            </label>
            <Named reader={reader} name={words} value={closing.name} errors={errors} />
            <RemoveRow value={`remove-${name}`} label={t('hours.remove_closing', { row: row + 1 })} />
            <RowErrors names={[from, until, words]} errors={errors} />
          </fieldset>
        )
      })}
      <p class="acts-row">
        <AddRow value="add-closing" words={t('hours.add_closing')} focus={focus} />
      </p>
    </section>
  )
}

export function Openings({ reader, rows, errors, focus }: Rows<OpeningDraft>) {
  const { t } = reader
  return (
    <section class="panel" id="openings">
      <h2>{t('hours.openings')}</h2>
      <p class="hint">{t('hours.openings_hint')}</p>
      {rows.map((opening, row) => {
        const name = `opening_${row}`
        const [on, words] = [`${name}_on`, `${name}_name`]
        const day = t('hours.opening_row', { row: row + 1 })
        return (
          <fieldset class="day-row">
            <legend class="away">{day}</legend>
            <Cell
              name={on}
              label={t('hours.on')}
              value={opening.on}
              errors={errors}
              kind="day"
              autofocus={focus === on}
            />
            <PeriodFields
              reader={reader}
              name={name}
              labels={{
                opens: t('hours.opens', { day, row: '' }).trim(),
                closes: t('hours.closes', { day, row: '' }).trim(),
              }}
              period={opening}
              errors={errors}
              focus={null}
            />
            <Named reader={reader} name={words} value={opening.name} errors={errors} />
            <RemoveRow value={`remove-${name}`} label={t('hours.remove_opening', { row: row + 1 })} />
            <RowErrors names={[on, words]} errors={errors} />
          </fieldset>
        )
      })}
      <p class="acts-row">
        <AddRow value="add-opening" words={t('hours.add_opening')} focus={focus} />
      </p>
    </section>
  )
}

type NamedProps = { reader: Reader; name: string; value: string; errors: FieldWords }

function Named({ reader, name, value, errors }: NamedProps) {
  const { t } = reader
  return (
    <span class="named">
      <label for={`f-${name}`}>{t('hours.name')}</label>
      <Cell name={name} label={t('hours.name')} value={value} errors={errors} kind="words" />
    </span>
  )
}
