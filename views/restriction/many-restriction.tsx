import { Page, Shell, type ShellFrame } from '../layout.tsx'
import { Button, ErrorSummary, type Errors, Field } from '../parts.tsx'
import { inboxUrl, placeQuery } from '../shown.ts'
import { type Choice, Choices } from './restriction-form.tsx'

type Props = {
  frame: ShellFrame
  ids: readonly number[]
  people: readonly Choice[]
  groups: readonly Choice[]
  reason: string
  /** By field name: people, reason. */
  errors: Errors
}

/** Whom several threads are to be limited to. */
export function ManyRestriction({ frame, ids, people, groups, reason, errors }: Props) {
  const { reader, place } = frame
  const { t } = reader
  return (
    <Shell {...frame} view="page" title={t('list.bulk_restriction')}>
      <Page
        reader={reader}
        title={t('list.bulk_restriction')}
        lead={t('list.bulk_restriction_lead', { count: ids.length })}
      >
        <form class="panel" method="post" action={`/inbox/restrictions${placeQuery(place)}`}>
          {ids.map((id) => (
            <input type="hidden" name="ids" value={id} />
          ))}
          <ErrorSummary reader={reader} errors={errors} within="restriction" />
          <fieldset id="restriction-people">
            <legend>{t('restriction.who')}</legend>
            <Choices name="person" choices={people} />
            {groups.length > 0 && <Choices name="group" choices={groups} />}
            {errors.people && <p class="error">{errors.people}</p>}
          </fieldset>
          <Field
            within="restriction"
            name="reason"
            label={t('restriction.reason')}
            hint={t('restriction.reason_hint')}
            value={reason}
            error={errors.reason}
            required
          />
          <p class="acts">
            <a class="button quiet" href={inboxUrl(place)}>
              {t('common.cancel')}
            </a>
            <Button tone="act" icon="lock">
              {t('restriction.set')}
            </Button>
          </p>
        </form>
      </Page>
    </Shell>
  )
}
