import type { Child } from 'hono/jsx'
import { Icon, type IconName } from './icons.tsx'
import { dayAndTime, dueTime, fullTime, type Reader, shortTime } from './reader.ts'
import { type Status, surname } from './shown.ts'

export { Icon } from './icons.tsx'

/** An instant in the reader's zone; the whole date stands in the title. */
export function When({
  reader,
  at,
  as = 'short',
}: {
  reader: Reader
  at: number
  as?: 'short' | 'clock' | 'due'
}) {
  const words =
    as === 'short' ? shortTime(reader, at) : as === 'clock' ? dayAndTime(reader, at) : dueTime(reader, at)
  return (
    <time datetime={new Date(at).toISOString()} title={fullTime(reader, at)}>
      {words}
    </time>
  )
}

/** How long until an instant, kept running by the browser: 2 時間後. Without script it says nothing, so a time stands beside it. */
export function Remaining({ reader, at }: { reader: Reader; at: number }) {
  return (
    <relative-time
      datetime={new Date(at).toISOString()}
      lang={reader.locale}
      tense="future"
      precision="minute"
    />
  )
}

/** The last seconds before an instant, counted down by the browser: 15 秒. Belongs where only scripts are seen. */
export function Countdown({ reader, at }: { reader: Reader; at: number }) {
  return (
    <relative-time
      datetime={new Date(at).toISOString()}
      lang={reader.locale}
      tense="future"
      format="duration"
      no-title=""
    />
  )
}

export function Face({ name }: { name: string }) {
  return (
    <span class="face" title={name} aria-hidden="true">
      {[...surname(name)][0] ?? ''}
    </span>
  )
}

/** Full, half, dashed or ticked: the status differs in shape as well as in colour, and is said in words. */
export function StatusMark({ reader, status }: { reader: Reader; status: Status }) {
  const words = reader.t(`status.${status}`)
  return (
    <span class={`st st-${status}`} title={words}>
      <span class="away">{words}</span>
    </span>
  )
}

/** What a chip means: policy (shu), waiting and clocks (kohaku), done and accepted (matsu), or nothing special. */
export type ChipTone = 'plain' | 'shu' | 'kohaku' | 'matsu' | 'ai'

export function Chip({
  tone = 'plain',
  icon,
  children,
}: {
  tone?: ChipTone
  icon?: IconName
  children?: Child
}) {
  return (
    <span class={tone === 'plain' ? 'chip' : `chip chip-${tone}`}>
      {icon && <Icon name={icon} />}
      {children}
    </span>
  )
}

type ButtonProps = {
  /** `act` does the main thing, `seal` belongs to the policy, `quiet` has no border. */
  tone?: 'plain' | 'act' | 'seal' | 'quiet'
  name?: string
  value?: string
  formAction?: string
  icon?: IconName
  /** The key that presses it, shown on it. */
  keyHint?: string
  disabled?: boolean
  children?: Child
}

export function Button({
  tone = 'plain',
  name,
  value,
  formAction,
  icon,
  keyHint,
  disabled,
  children,
}: ButtonProps) {
  return (
    <button
      type="submit"
      class={tone === 'plain' ? 'button' : `button ${tone}`}
      name={name}
      value={value}
      formaction={formAction}
      disabled={disabled}
    >
      {icon && <Icon name={icon} />}
      {children}
      {keyHint && <kbd>{keyHint}</kbd>}
    </button>
  )
}

/** Errors by field name, already in the reader's language. */
export type Errors = Partial<Record<string, string>>

type FieldProps = {
  label: Child
  name: string
  value?: string | undefined
  hint?: Child
  error?: string | undefined
  type?: 'text' | 'email' | 'password' | 'url' | 'number' | 'datetime-local'
  /** Given, the field has several lines. */
  rows?: number
  /** Given, the field is a choice. */
  options?: readonly { value: string; label: string }[]
  required?: boolean
  autocomplete?: string
  /** Makes the id unique where a page holds several forms; also the field's id without `-name`. */
  within?: string
  /** The field completes @names of people who see this thread. */
  mentionsOf?: number | undefined
  autofocus?: boolean
}

/** A labelled field with its hint and its error beside it; what was typed stays. */
export function Field(props: FieldProps) {
  const { label, name, hint, error, within = 'f' } = props
  const id = `${within}-${name}`
  return (
    <div class={error ? 'field wrong' : 'field'}>
      <label for={id}>{label}</label>
      <FieldInput {...props} id={id} />
      {hint && (
        <small class="hint" id={`${id}-hint`}>
          {hint}
        </small>
      )}
      {error && (
        <p class="error" id={`${id}-error`}>
          <Icon name="warning" />
          {error}
        </p>
      )}
    </div>
  )
}

function FieldInput(props: FieldProps & { id: string }) {
  const { id, name, value = '', hint, error, rows, options, type = 'text' } = props
  const common = {
    id,
    name,
    required: props.required,
    autocomplete: props.autocomplete,
    autofocus: props.autofocus,
    'aria-invalid': error ? 'true' : undefined,
    'aria-describedby': [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined,
  }
  if (options) {
    return (
      <select {...common}>
        {options.map((option) => (
          <option value={option.value} selected={option.value === value}>
            {option.label}
          </option>
        ))}
      </select>
    )
  }
  if (rows === undefined) return <input {...common} type={type} value={value} />
  const area = (
    <textarea {...common} rows={rows}>
      {value}
    </textarea>
  )
  return props.mentionsOf === undefined ? area : <Mentioning thread={props.mentionsOf}>{area}</Mentioning>
}

/** Completes `@names` in the field inside; without JavaScript the name is simply typed. */
export function Mentioning({ thread, children }: { thread: number; children?: Child }) {
  return (
    <text-expander keys="@ ＠" multiword="@ ＠" data-thread={thread}>
      {children}
    </text-expander>
  )
}

/** All that is wrong with a form, on top of it, each leading to its field. */
export function ErrorSummary({
  reader,
  errors,
  within = 'f',
}: {
  reader: Reader
  errors: Errors
  within?: string
}) {
  const wrong = Object.entries(errors).filter((entry): entry is [string, string] => Boolean(entry[1]))
  if (wrong.length === 0) return null
  return (
    <div class="summary" role="alert">
      <strong>{reader.t('common.form_wrong')}</strong>
      <ul>
        {wrong.map(([name, words]) => (
          <li>
            <a href={`#${within}-${name}`}>{words}</a>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** A place with nothing in it says so, and what to do next. */
export function Empty({ title, children }: { title: string; children?: Child }) {
  return (
    <div class="empty">
      <span class="enso" aria-hidden="true" />
      <h2>{title}</h2>
      {children && <p>{children}</p>}
    </div>
  )
}

/** Bytes in words: 18 KB, 2.4 MB. */
export function sizeInWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} KB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}
