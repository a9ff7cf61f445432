import { Icon } from '../icons.tsx'
import { Button } from '../parts.tsx'
import type { Reader } from '../reader.ts'
import { type Place, threadUrl } from '../shown.ts'
import type { LabelView } from './label-chip.tsx'

/** A name that was typed and is no label's yet. */
export type LabelAttempt = {
  typed: string
  /** Why it was not put on, in the reader's language. */
  error: string
  /** May be made by one more press. */
  mayCreate: boolean
  /** Those that begin so, should one of them be meant. */
  near: readonly LabelView[]
}

export type ThreadLabelsProps = {
  labels: readonly LabelView[]
  /** What can be put on beside those. */
  choices: readonly LabelView[]
  attempt: LabelAttempt | null
}

type Props = ThreadLabelsProps & {
  reader: Reader
  /** Where the forms go. */
  action: string
  mayChange: boolean
  /** Makes ids unique where a page labels two things. */
  within: string
  /** The key that opens the field. */
  dataKey?: string
}

/** The labels of a thread or a customer, each with its way off, and a field that completes the next one. */
export function LabelField(props: Props) {
  const { reader, action, labels, mayChange } = props
  const { t } = reader
  if (!mayChange && labels.length === 0) return null
  return (
    <div class="labels">
      <form method="post" action={action} class="labels-on">
        {labels.map((label) => (
          <span class={`label label-${label.colour}`}>
            <span>{label.name}</span>
            {mayChange && (
              <button
                type="submit"
                name="remove"
                value={label.id}
                aria-label={t('label.take_off', { name: label.name })}
                title={t('label.take_off', { name: label.name })}
              >
                <Icon name="close" />
              </button>
            )}
          </span>
        ))}
      </form>
      {mayChange && <AddLabel {...props} />}
    </div>
  )
}

function AddLabel({ reader, action, choices, attempt, within, dataKey }: Props) {
  const { t } = reader
  const id = `${within}-label`
  return (
    <details class="label-add" open={attempt !== null}>
      <summary class="button" data-key={dataKey}>
        <Icon name="label" />
        {t('label.add')}
      </summary>
      <form method="post" action={action}>
        <div class={attempt ? 'field wrong' : 'field'}>
          <label class="away" for={id}>
            {t('label.name')}
          </label>
          <input
            id={id}
            name="name"
            list={`${id}-choices`}
            value={attempt?.typed}
            placeholder={t('label.type')}
            autocomplete="off"
            aria-invalid={attempt ? 'true' : undefined}
            aria-describedby={attempt ? `${id}-error` : undefined}
          />
          <datalist id={`${id}-choices`}>
            {choices.map(({ name }) => (
              <option value={name} />
            ))}
          </datalist>
        </div>
        <select name="label" class="no-script" aria-label={t('label.choose')}>
          <option value="">{t('label.choose')}</option>
          {choices.map((label) => (
            <option value={label.id}>{label.name}</option>
          ))}
        </select>
        <Button tone="act">{t('label.put_on')}</Button>
        {attempt && (
          <div class="label-offer" role="alert">
            <p class="error" id={`${id}-error`}>
              {attempt.error}
            </p>
            {attempt.near.map((label) => (
              <button type="submit" name="label" value={label.id} class={`label label-${label.colour}`}>
                {label.name}
              </button>
            ))}
            {attempt.mayCreate && (
              <Button name="create" value="1" icon="plus">
                {t('label.create_and_put_on', { name: attempt.typed })}
              </Button>
            )}
          </div>
        )}
      </form>
    </details>
  )
}

/** On the head of a thread. */
export function ThreadLabels({
  reader,
  place,
  threadId,
  mayWork,
  ...labels
}: ThreadLabelsProps & { reader: Reader; place: Place; threadId: number; mayWork: boolean }) {
  return (
    <LabelField
      {...labels}
      reader={reader}
      action={threadUrl(threadId, place, '/labels')}
      mayChange={mayWork}
      within="thread"
      dataKey="l"
    />
  )
}
