import type { Child } from 'hono/jsx'
import { Icon } from '../icons.tsx'
import { Countdown } from '../parts.tsx'
import { exactTime, type Reader } from '../reader.ts'
import { listOf, type Place, placeQuery } from '../shown.ts'

/** One sentence about what was just done, or why it was not. */
export type Flash = {
  kind: 'done' | 'refused'
  /** In the reader's language. */
  words: string
  /** When it was done, UTC ms; the key for undoing belongs to the latest. */
  at?: number
  /** A way on, such as to the thread that it is about. */
  link?: { href: string; words: string }
  /** The way back: a form that is sent there. */
  undo?: { action: string; words: string }
  /** What was left out, each with the reason. */
  left?: readonly { href: string | null; name: string; why: string }[]
}

/** A reply of this person that can still be taken back. Instants in UTC ms. */
export type LeavingReply = { outboxId: number; subject: string; queuedAt: number; sendAt: number }

type Props = {
  reader: Reader
  flash?: Flash | undefined
  /** The list to which a reply that is taken back leads. */
  place?: Place
  leaving?: readonly LeavingReply[] | undefined
  /** The last change that can be taken back, where no flash tells of it any more: its address and time. */
  undoable?: { action: string; at: number } | null | undefined
}

/** Read out as it changes. What can be undone is undone by one key: of several, the latest. */
export function Flashes({ reader, flash, place = {}, leaving = [], undoable = null }: Props): Child {
  const latest = Math.max(
    flash?.undo ? (flash.at ?? 0) : 0,
    undoable?.at ?? 0,
    ...leaving.map((reply) => reply.queuedAt),
  )
  return (
    <div id="flash" class="flashes" role="status" aria-live="polite">
      {flash && <OneFlash reader={reader} flash={flash} isLatest={flash.at === latest} />}
      {leaving.map((reply) => (
        <Leaving reader={reader} place={place} reply={reply} isLatest={reply.queuedAt === latest} />
      ))}
      {undoable && !flash?.undo && undoable.at === latest && (
        <form method="post" action={undoable.action} hidden>
          <button type="submit" data-key="z" />
        </form>
      )}
    </div>
  )
}

function OneFlash({ reader, flash, isLatest }: { reader: Reader; flash: Flash; isLatest: boolean }) {
  const { kind, words, link, undo, left = [] } = flash
  const stays = undo !== undefined || left.length > 0
  return (
    <div
      class={`flash flash-${kind}${stays ? ' stays' : ''}`}
      role={kind === 'refused' ? 'alert' : undefined}
    >
      <Icon name={kind === 'done' ? 'check' : 'warning'} />
      <span>{words}</span>
      {link && <a href={link.href}>{link.words}</a>}
      {undo && <UndoForm reader={reader} undo={undo} isLatest={isLatest} />}
      {stays && <Close reader={reader} />}
      {left.length > 0 && (
        <details>
          <summary>{reader.t('change_flash.which')}</summary>
          <ul>
            {left.map(({ href, name, why }) => (
              <li>
                {href === null ? name : <a href={href}>{name}</a>}: {why}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}

type LeavingProps = { reader: Reader; place: Place; reply: LeavingReply; isLatest: boolean }

/** The pause of a reply: its seconds run down where there is a script, and its end is named where there is none. */
function Leaving({ reader, place, reply, isLatest }: LeavingProps) {
  const { t } = reader
  const { subject, sendAt, outboxId } = reply
  const [before, after] = t('change_flash.leaving_in', { subject, time: gap }).split(gap)
  return (
    <div class="flash flash-done stays" data-until={sendAt - reader.now}>
      <Icon name="send" />
      <span class="no-script">{t('change_flash.leaving', { subject, time: exactTime(reader, sendAt) })}</span>
      <span class="needs-script">
        {before}
        <span aria-live="off">
          <Countdown reader={reader} at={sendAt} />
        </span>
        {after}
      </span>
      <UndoForm
        reader={reader}
        undo={{
          action: `/outbox/${outboxId}/cancellation${placeQuery({ ...listOf(place), at: undefined })}`,
          words: t('outbox.cancel'),
        }}
        isLatest={isLatest}
      />
    </div>
  )
}

/** Where the running time stands in its sentence. */
const gap = '\u0000'

type UndoProps = { reader: Reader; undo: NonNullable<Flash['undo']>; isLatest: boolean }

function UndoForm({ reader, undo, isLatest }: UndoProps) {
  const key = isLatest && reader.keys ? 'z' : undefined
  return (
    <form method="post" action={undo.action}>
      <button type="submit" class="undo" data-key={isLatest ? 'z' : undefined} aria-keyshortcuts={key}>
        {undo.words}
        {key && (
          <i class="key" aria-hidden="true">
            {key}
          </i>
        )}
      </button>
    </form>
  )
}

function Close({ reader }: { reader: Reader }) {
  return (
    <button type="button" class="close needs-script" data-close-flash="">
      <Icon name="close" />
      <span class="away">{reader.t('change_flash.close')}</span>
    </button>
  )
}
