import { TimeZoneField } from '../account/fields.tsx'
import { Page, Shell, type ShellFrame } from '../layout.tsx'
import { Button, ErrorSummary, Field, Icon, When } from '../parts.tsx'
import type { Reader } from '../reader.ts'
import { Closings, Openings } from './day-rows.tsx'
import { Coming, OpenNow } from './open-now.tsx'
import { type FieldWords, problemsByField, problemsInSummary } from './row-parts.tsx'
import type { ComingDays, HoursDraft, HoursError, OpenState, RegionChoice } from './shapes.ts'
import { WeekFields } from './week-fields.tsx'

export type HoursPageProps = {
  frame: ShellFrame
  mailbox: { id: number; name: string }
  /** From which hours can be copied. */
  others: readonly { id: number; name: string }[]
  draft: HoursDraft
  version: number
  /** Nobody has set them. */
  isUsual: boolean
  changed: { at: number; by: string | null } | null
  regions: readonly RegionChoice[]
  errors: readonly HoursError[]
  /** Whether it is to be confirmed that the mailbox never opens. */
  asksNever: boolean
  /** What is told at the top is of what was typed, not of what holds. */
  isTyped: boolean
  timeZone: string
  state: OpenState
  coming: readonly ComingDays[]
  /** The field or button that a button's answer puts the cursor into. */
  focus: string | null
}

/** One form for all of it; each button sends the whole form, so that it works without script. */
export function HoursPage(props: HoursPageProps) {
  const { frame, mailbox, isUsual, changed } = props
  const { reader, viewer } = frame
  const { t } = reader
  const title = t('hours.title_of', { mailbox: mailbox.name })
  const errors = problemsByField(reader, props.errors)
  return (
    <Shell {...frame} view="page" title={title}>
      <Page reader={reader} title={title} lead={t('hours.lead')}>
        {viewer.isAdmin && (
          <p>
            <a href={`/admin/mailboxes#mailbox-${mailbox.id}`}>
              <Icon name="back" /> {t('hours.back')}
            </a>
          </p>
        )}
        <ErrorSummary reader={reader} errors={problemsInSummary(reader, errors)} />
        <section class={props.state.is === 'never' ? 'panel open-now is-never' : 'panel open-now'}>
          <h2>{t(props.isTyped ? 'hours.typed' : 'hours.now')}</h2>
          <OpenNow reader={reader} timeZone={props.timeZone} state={props.state} />
          {isUsual && !props.isTyped && <p class="hint">{t('hours.usual')}</p>}
          {changed && !props.isTyped && (
            <p class="hint">
              {t('hours.changed_by', { name: changed.by ?? '–' })} ·{' '}
              <When reader={reader} at={changed.at} as="clock" />
            </p>
          )}
        </section>
        <HoursForm {...props} words={errors} />
        <Coming reader={reader} coming={props.coming} />
      </Page>
    </Shell>
  )
}

type FormProps = HoursPageProps & { words: FieldWords }

function HoursForm(props: FormProps) {
  const { frame, mailbox, draft, version, regions, asksNever, others, words, focus } = props
  const { reader } = frame
  const { t } = reader
  return (
    <form method="post" action={`/mailboxes/${mailbox.id}/hours`} class="hours">
      {/* Enter presses the first button of a form: it must be this one, not that of some row. */}
      <button type="submit" name="act" value="save" class="away" tabindex={-1}>
        {t('hours.enter')}
      </button>
      <input type="hidden" name="version" value={String(version)} />
      <WeekFields reader={reader} week={draft.week} errors={words} focus={focus} />
      <section class="panel">
        <h2>{t('hours.place')}</h2>
        <div class="fields">
          <TimeZoneField
            reader={reader}
            value={draft.timeZone}
            hint={t('hours.zone_hint')}
            error={words.timeZone}
          />
          <Field
            label={t('hours.region')}
            name="region"
            value={draft.region}
            error={words.region}
            hint={t('hours.region_hint')}
            options={[
              { value: '', label: t('hours.region_none') },
              ...regions.map(({ code, name }) => ({ value: code, label: name })),
            ]}
          />
        </div>
      </section>
      <Closings reader={reader} rows={draft.closings} errors={words} focus={focus} />
      <Openings reader={reader} rows={draft.openings} errors={words} focus={focus} />
      {others.length > 0 && (
        <section class="panel">
          <h2>{t('hours.copy')}</h2>
          <p class="acts-row copy">
            <label for="f-copy_from" class="away">
              {t('hours.copy_from')}
            </label>
            <select id="f-copy_from" name="copy_from">
              {others.map(({ id, name }) => (
                <option value={String(id)}>{name}</option>
              ))}
            </select>
            <Button name="act" value="copy">
              {t('hours.copy_act')}
            </Button>
          </p>
        </section>
      )}
      <div class="save-bar">
        {asksNever && (
          <div class={words.never ? 'wrong' : undefined}>
            <label class="check">
              <input id="f-never" type="checkbox" name="never" value="yes" /> {t('hours.confirm_never')}
            </label>
          </div>
        )}
        <FirstProblem reader={reader} words={words} />
        <p class="acts">
          <Button tone="act" name="act" value="save">
            {t('common.save')}
          </Button>
          <Button name="act" value="check">
            {t('hours.check')}
          </Button>
        </p>
      </div>
    </form>
  )
}

/** Beside the button that was pressed, wherever the page is scrolled to: that something is wrong, and the way there. */
function FirstProblem({ reader, words }: { reader: Reader; words: FieldWords }) {
  const [first] = Object.entries(problemsInSummary(reader, words))
  if (!first) return null
  return (
    <p class="error">
      <Icon name="warning" />
      <a href={`#f-${first[0]}`}>{first[1]}</a>
    </p>
  )
}
