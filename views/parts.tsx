import type { Child } from 'hono/jsx'
import { Icon, type IconName } from './icons.tsx'
import { dayAndTime, dueTime, fullTime, type Reader, shortTime } from './reader.ts'
import { type Status, surname } from './shown.ts'

export { ErrorSummary, type Errors, Field, Mentioning } from './field.tsx'
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
