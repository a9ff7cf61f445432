import { Button, ErrorSummary, type Errors, Field, Icon } from '../parts.tsx'
import type { Reader } from '../reader.ts'
import { type Place, threadUrl } from '../shown.ts'

export type Choice = { id: number; name: string; note: string; chosen: boolean }

export type RestrictionFormProps = {
  reader: Reader
  place: Place
  threadId: number
  isRestricted: boolean
  /** Who has a role in the mailbox, and groups in which somebody has. */
  people: readonly Choice[]
  groups: readonly Choice[]
  reason: string
  /** What of the thread everybody sees who is chosen. */
  content: { messages: number; comments: number }
  /** Who is about to be added because somebody called them; the form has them chosen. */
  adding: string | null
  /** By field name: people, reason. */
  errors: Errors
}

/** Whom a thread is limited to. Says plainly what the others no longer have, and what the chosen see. */
export function RestrictionForm(props: RestrictionFormProps) {
  const { reader, place, threadId, isRestricted, errors, content } = props
  const { t } = reader
  return (
    <section class="restriction-form" id="restriction" aria-labelledby="restriction-title">
      <form method="post" action={threadUrl(threadId, place, '/restriction')}>
        <h2 id="restriction-title">
          <Icon name="lock" />
          {t(isRestricted ? 'restriction.change_title' : 'restriction.set_title')}
        </h2>
        <p class="hint">{t('restriction.hidden')}</p>
        <ErrorSummary reader={reader} errors={errors} within="restriction" />
        <fieldset id="restriction-people" class={errors.people ? 'wrong' : undefined}>
          <legend>{t('restriction.who')}</legend>
          {props.adding !== null && (
            <p class="adding">
              <b>{t('restriction.adding', { name: props.adding })}</b> {t('restriction.sees', content)}
            </p>
          )}
          <Choices name="person" choices={props.people} />
          {props.groups.length > 0 && <Choices name="group" choices={props.groups} />}
          {props.adding === null && <p class="hint">{t('restriction.sees', content)}</p>}
          {errors.people && (
            <p class="error">
              <Icon name="warning" />
              {errors.people}
            </p>
          )}
        </fieldset>
        <Field
          within="restriction"
          name="reason"
          label={t('restriction.reason')}
          hint={t('restriction.reason_hint')}
          value={props.reason}
          error={errors.reason}
          required
        />
        <div class="acts">
          <a class="button quiet" href={threadUrl(threadId, place)}>
            {t('common.cancel')}
          </a>
          <Button tone="act" icon="lock">
            {t(isRestricted ? 'restriction.save' : 'restriction.set')}
          </Button>
        </div>
      </form>
      {isRestricted && (
        <form method="post" action={threadUrl(threadId, place, '/restriction/end')} class="lift">
          <p class="hint">{t('restriction.lift_hint')}</p>
          <Button>{t('restriction.lift')}</Button>
        </form>
      )}
    </section>
  )
}

export function Choices({ name, choices }: { name: 'person' | 'group'; choices: readonly Choice[] }) {
  return (
    <div class="checks">
      {choices.map(({ id, name: called, note, chosen }) => (
        <label class="check">
          <input type="checkbox" name={name} value={id} checked={chosen} />
          <span>
            {name === 'group' ? `@${called}` : called} {note && <small>{note}</small>}
          </span>
        </label>
      ))}
    </div>
  )
}
