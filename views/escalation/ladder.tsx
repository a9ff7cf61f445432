import { dayAndTime, dueTime, type Reader } from '../reader.ts'
import { surname } from '../shown.ts'
import type { EscalationView } from './escalation-band.tsx'

type RungView = EscalationView['rungs'][number]

/** A line with a clock: past rungs filled, the present one amber, the next says when it comes by itself. */
export function Ladder({ reader, rungs }: { reader: Reader; rungs: readonly RungView[] }) {
  return (
    <ol class="ladder">
      {rungs.map((rung) => (
        <li class={`rung ${rung.is}`} aria-current={rung.is === 'present' ? 'step' : undefined}>
          <span class="knot" aria-hidden="true" />
          <b>
            {rungTitle(reader, rung)} {rung.name && <span>{surname(rung.name)}</span>}
          </b>
          <small>{sinceOf(reader, rung)}</small>
          {rung.called.length > 0 && <small>{rung.called.map(surname).join(reader.t('rule.list'))}</small>}
          {rung.after.map(({ what, at, words, by }) => (
            <small class={what === 'accepted' || what === 'decided' ? 'good' : undefined}>
              {dayAndTime(reader, at)} {by && `${surname(by)} `}
              {reader.t(`escalation.then_${what}`)}
              {words && what !== 'decided' && <q>{words}</q>}
            </small>
          ))}
        </li>
      ))}
    </ol>
  )
}

/** What a rung is called: 係長, 係長（代行）. */
export function rungTitle({ t }: Reader, { stage, title }: RungView): string {
  switch (stage) {
    case 'reporter':
      return t('escalation.front_line')
    case 'everybody':
      return t('escalation.everybody')
    case 'primary':
      return title ?? ''
    case 'backup':
      return t('escalation.backup_of', { title: title ?? '' })
  }
}

function sinceOf(reader: Reader, rung: RungView): string {
  const { t } = reader
  if (rung.is === 'coming') {
    const key = rung.stage === 'backup' ? 'escalation.comes_authority' : 'escalation.comes'
    return t(key, { time: dueTime(reader, rung.at) })
  }
  const time = dayAndTime(reader, rung.at)
  return rung.stage === 'reporter'
    ? t('escalation.raised_at', { time })
    : t(rung.stage === 'backup' ? 'escalation.authority_at' : 'escalation.called_at', { time })
}
