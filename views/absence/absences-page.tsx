import { Page, Shell, type ShellFrame } from '../layout.tsx'
import { Button, Chip, ErrorSummary, type Errors, Field, Icon } from '../parts.tsx'
import { exactDue, type Reader } from '../reader.ts'

/** Instants in UTC ms. */
export type AbsenceView = {
  id: number
  name: string
  from: number
  until: number
  isPresent: boolean
  note: string
  deputy: string | null
  /** Who stands in, where the deputy is away too. */
  standsIn: string | null
  mayChange: boolean
  /** Mailboxes, by name, on whose route they stand and where the deputy could not decide. */
  gaps: readonly string[]
}

export type AbsencesPageProps = {
  frame: ShellFrame
  absences: readonly AbsenceView[]
  /** Whose absence this person may set; themselves alone: no choice is offered. */
  people: readonly { id: number; name: string; title: string }[]
  deputies: readonly { id: number; name: string; title: string }[]
  /** The one that is changed; null: a new one. */
  changing: { id: number; name: string } | null
  values: Readonly<Record<'person' | 'from' | 'until' | 'deputy' | 'note', string>>
  errors: Errors
}

/** Who is away until when, and who stands in: one's own, and of those one is responsible for. */
export function AbsencesPage(props: AbsencesPageProps) {
  const { frame, absences, errors } = props
  const { reader } = frame
  const { t } = reader
  return (
    <Shell {...frame} view="page" title={t('absence.title')}>
      <Page reader={reader} title={t('absence.title')} lead={t('absence.lead')}>
        <ErrorSummary reader={reader} errors={errors} />
        <AbsenceForm {...props} />
        <section>
          <h2>{t('absence.list')}</h2>
          {absences.length === 0 && <p class="hint">{t('absence.none')}</p>}
          <ul class="rows">
            {absences.map((absence) => (
              <AbsenceRow reader={reader} absence={absence} />
            ))}
          </ul>
        </section>
      </Page>
    </Shell>
  )
}

function AbsenceForm({ frame, people, deputies, changing, values, errors }: AbsencesPageProps) {
  const { t } = frame.reader
  const named = ({ id, name, title }: { id: number; name: string; title: string }) => ({
    value: String(id),
    label: `${name} ${title}`.trim(),
  })
  return (
    <form
      method="post"
      action={changing ? `/absences/${changing.id}` : '/absences'}
      class="panel"
      id="absence"
    >
      <h2>{changing ? t('absence.edit', { name: changing.name }) : t('absence.new')}</h2>
      <div class="fields">
        {changing === null && people.length > 1 && (
          <Field
            label={t('absence.person')}
            name="person"
            value={values.person}
            error={errors.person}
            options={people.map(named)}
          />
        )}
        <Field
          label={t('absence.from')}
          name="from"
          type="datetime-local"
          value={values.from}
          error={errors.from}
          required
        />
        <Field
          label={t('absence.until')}
          name="until"
          type="datetime-local"
          value={values.until}
          error={errors.until}
          required
        />
        <Field
          label={t('absence.deputy')}
          name="deputy"
          value={values.deputy}
          hint={t('absence.deputy_hint')}
          error={errors.deputy}
          options={[{ value: '', label: t('absence.no_deputy') }, ...deputies.map(named)]}
        />
        <Field
          label={t('absence.note')}
          name="note"
          value={values.note}
          hint={t('absence.note_hint')}
          error={errors.note}
        />
      </div>
      <p class="acts">
        {changing && (
          <a class="button quiet" href="/absences">
            {t('common.cancel')}
          </a>
        )}
        <Button tone="act">{changing ? t('common.save') : t('absence.save')}</Button>
      </p>
    </form>
  )
}

function AbsenceRow({ reader, absence }: { reader: Reader; absence: AbsenceView }) {
  const { t } = reader
  const { id, name, from, until, isPresent, note, mayChange } = absence
  return (
    <li id={`absence-${id}`}>
      <div class="row-words">
        <b>{name}</b>
        <small>
          {exactDue(reader, from)} {reader.locale === 'ja' ? '〜' : '–'} {exactDue(reader, until)}
          {' · '}
          {deputyWords(reader, absence)}
        </small>
        {note && <small>{note}</small>}
        {absence.gaps.length > 0 && (
          <p class="warned">
            <Icon name="warning" />
            {t('absence.gap', {
              deputy: absence.deputy ?? '',
              mailboxes: absence.gaps.join(reader.locale === 'ja' ? '、' : ', '),
            })}
          </p>
        )}
      </div>
      <Chip tone={isPresent ? 'kohaku' : 'plain'}>{t(isPresent ? 'absence.present' : 'absence.coming')}</Chip>
      {mayChange && (
        <>
          <a
            class="button quiet"
            href={`/absences?change=${id}#absence`}
            aria-label={`${t('absence.change')}: ${name}`}
          >
            {t('absence.change')}
          </a>
          <form method="post" action={`/absences/${id}/end`}>
            <Button>{t(isPresent ? 'absence.end' : 'absence.cancel_coming')}</Button>
          </form>
        </>
      )}
    </li>
  )
}

function deputyWords({ t }: Reader, { deputy, standsIn }: AbsenceView): string {
  if (deputy === null) return t('absence.without')
  return standsIn !== null && standsIn !== deputy
    ? t('absence.chain', { deputy: standsIn, through: deputy })
    : t('absence.deputy_is', { deputy })
}
