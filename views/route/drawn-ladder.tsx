import { dayAndTime, dueTime, type Reader } from '../reader.ts'
import { surname } from '../shown.ts'

/** Who would be called in turn. Instants in UTC ms. */
export type Drawing = {
  /** Raised now, or when hours next begin or end. */
  is: 'now' | 'open' | 'closed'
  from: number
  urgent: boolean
  rungs: readonly DrawnRung[]
}

type DrawnRung = {
  stage: 'primary' | 'backup' | 'everybody'
  title: string
  /** Null: everybody. */
  accountId: number | null
  name: string | null
  at: number
  calls: readonly { channel: 'email' | 'chat' | 'phone'; at: number }[]
}

/** What would happen, as the ladder of a running escalation is drawn: every rung with its time. */
export function DrawnLadder({
  reader,
  drawing,
  repeat,
}: {
  reader: Reader
  drawing: Drawing
  repeat: number
}) {
  const { t } = reader
  return (
    <section class="drawn">
      <h3>{heading(reader, drawing)}</h3>
      <ol class="ladder">
        <li class="rung past">
          <span class="knot" aria-hidden="true" />
          <b>{t('escalation.front_line')}</b>
          <small>{t('escalation.raised_at', { time: dayAndTime(reader, drawing.from) })}</small>
        </li>
        {drawing.rungs.map((rung, n) => (
          <li class={n === 0 ? 'rung present' : 'rung coming'}>
            <span class="knot" aria-hidden="true" />
            <b>
              {titleOf(reader, rung)} {rung.name && <span>{surname(rung.name)}</span>}
            </b>
            <small>{firstCall(reader, rung)}</small>
            {rung.calls.slice(1).map(({ channel, at }) => (
              <small>
                {t('route.then_by', { time: dayAndTime(reader, at), channel: t(`route.channel_${channel}`) })}
              </small>
            ))}
            {rung.stage === 'everybody' && <small>{t('route.again', { minutes: repeat })}</small>}
          </li>
        ))}
      </ol>
    </section>
  )
}

function heading(reader: Reader, { is, from, urgent }: Drawing): string {
  const { t } = reader
  if (is === 'now') return t(urgent ? 'route.drawn_now_urgent' : 'route.drawn_now')
  return t(`route.drawn_${is}`, { time: dueTime(reader, from) })
}

function titleOf({ t }: Reader, { stage, title }: DrawnRung): string {
  switch (stage) {
    case 'everybody':
      return t('escalation.everybody')
    case 'backup':
      return t('escalation.backup_of', { title })
    case 'primary':
      return title
  }
}

/** When it reaches them, and by which channel first. */
function firstCall(reader: Reader, { stage, at, calls }: DrawnRung): string {
  const { t } = reader
  const time = dayAndTime(reader, at)
  const said = t(stage === 'backup' ? 'route.authority_at' : 'route.calls_at', { time })
  const [first] = calls
  return first ? `${said} · ${t(`route.channel_${first.channel}`)}` : said
}
