import type { Child } from 'hono/jsx'
import { Icon } from './icons.tsx'
import type { Reader } from './reader.ts'

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
