import { dayAndTime } from '../reader.ts'
import type { RailProps } from './rail.tsx'

/** The past that is still being taken in. */
export function Imports({ reader, imports }: RailProps) {
  return imports.map(({ mailbox, done, total }) => (
    <div class="import">
      <span>{reader.t('shell.importing', { mailbox })}</span>
      <progress value={done} max={total} aria-label={reader.t('shell.importing', { mailbox })} />
      <small>
        {done.toLocaleString(reader.locale)} / {total.toLocaleString(reader.locale)}
      </small>
    </div>
  ))
}

/** Whether mail comes in and goes out, and if not, why. */
export function Connections({ reader, connections }: RailProps) {
  const { t } = reader
  const troubled = connections.filter((c) => c.state === 'failed')
  const last = Math.max(0, ...connections.map((c) => c.lastMailAt ?? 0))
  return (
    <div class="connections">
      {connections.length === 0 && <p class="link-off">{t('shell.no_mailbox')}</p>}
      {troubled.map((c) => (
        <p class="link-bad" title={c.error ?? undefined}>
          {t(c.way === 'imap' ? 'shell.cannot_receive' : 'shell.cannot_send', { mailbox: c.mailbox })}
          {c.nextTryAt !== null && ` · ${t('shell.next_try', { time: dayAndTime(reader, c.nextTryAt) })}`}
          {c.error && <small>{c.error}</small>}
        </p>
      ))}
      {troubled.length < connections.length && (
        <p class={connections.some((c) => c.state === 'connected') ? 'link-ok' : 'link-wait'}>
          {t(connections.some((c) => c.state === 'connected') ? 'shell.receiving' : 'shell.connecting')}
          {last > 0 && ` · ${t('shell.last', { time: dayAndTime(reader, last) })}`}
        </p>
      )}
      <p class="link-bad live-off">{t('live.offline')}</p>
    </div>
  )
}
