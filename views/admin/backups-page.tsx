import type { BackupProblemView } from '../backup-problem.ts'
import type { ShellFrame } from '../layout.tsx'
import { Chip, type ChipTone, Empty, sizeInWords, When } from '../parts.tsx'
import { dayAndTime, type Reader } from '../reader.ts'
import { AdminFrame } from './admin-frame.tsx'

/** One backup. Instants in UTC ms. */
export type BackupView = {
  id: number
  at: number
  path: string
  madeBy: 'schedule' | 'command' | 'outside'
  state: 'running' | 'good' | 'failed'
  size: number | null
  checked: 'quick' | 'full' | null
  problem: BackupProblemView | null
  removedAt: number | null
}

export type BackupsPageProps = {
  frame: ShellFrame
  standing: 'unwatched' | 'good' | 'old' | 'failed'
  goodAt: number | null
  /** Null where none is configured. `nextAt` in UTC ms. */
  schedule: {
    folder: string
    times: readonly string[]
    timeZone: string
    keep: { daily: number; weekly: number; monthly: number }
    nextAt: number
  } | null
  /** What to type on the server. */
  commands: { back: string; now: string; example: string | null; outside: string | null }
  configFile: string
  /** Newest first. */
  backups: readonly BackupView[]
}

/** How the backups stand, what there is, and what to type when one is needed. */
export function BackupsPage(props: BackupsPageProps) {
  const { frame, backups } = props
  const { reader } = frame
  const { t } = reader
  return (
    <AdminFrame frame={frame} title={t('backup.title')} lead={t('backup.lead')} on="backups">
      <Standing reader={reader} {...props} />
      <section>
        <h2>{t('backup.list')}</h2>
        {backups.length === 0 && (
          <Empty title={t('backup.empty')}>
            {props.commands.outside === null && props.schedule === null && t('backup.empty_next')}
          </Empty>
        )}
        <ul class="rows">
          {backups.map((backup) => (
            <BackupRow reader={reader} backup={backup} />
          ))}
        </ul>
      </section>
      <Commands reader={reader} {...props} />
    </AdminFrame>
  )
}

type Within = BackupsPageProps & { reader: Reader }

const tones: Record<BackupsPageProps['standing'], ChipTone> = {
  unwatched: 'plain',
  good: 'matsu',
  old: 'shu',
  failed: 'shu',
}

function Standing({ reader, standing, goodAt, schedule, commands }: Within) {
  const { t } = reader
  const lines = schedule && {
    times: schedule.times.join(reader.locale === 'ja' ? '、' : ', '),
    zone: schedule.timeZone,
    folder: schedule.folder,
    ...schedule.keep,
  }
  return (
    <section class="panel" id="standing">
      <h2>{t('backup.schedule')}</h2>
      <p class="row-marks">
        <Chip tone={tones[standing]} icon={standing === 'good' ? 'check' : undefined}>
          {goodAt === null
            ? t('backup.never_good')
            : t('backup.last_good', { time: dayAndTime(reader, goodAt) })}
        </Chip>
        {standing === 'failed' && <Chip tone="shu">{t('backup.alarm_failed')}</Chip>}
        {standing === 'old' && <Chip tone="shu">{t('backup.alarm_old')}</Chip>}
        {schedule && <Chip>{t('backup.next', { time: dayAndTime(reader, schedule.nextAt) })}</Chip>}
      </p>
      {lines && <p>{t('backup.schedule_on', lines)}</p>}
      {!lines && commands.example !== null && (
        <>
          <p>
            {t('backup.schedule_off')} {t('backup.schedule_how')}
          </p>
          <pre class="command">{commands.example}</pre>
        </>
      )}
      {commands.outside !== null && (
        <>
          <p>{t('backup.schedule_postgres')}</p>
          <pre class="command">{commands.outside}</pre>
        </>
      )}
    </section>
  )
}

const stateTones = { running: 'kohaku', good: 'matsu', failed: 'shu' } as const

function BackupRow({ reader, backup }: { reader: Reader; backup: BackupView }) {
  const { t } = reader
  const { at, path, madeBy, state, size, checked, problem, removedAt } = backup
  return (
    <li class={removedAt === null ? undefined : 'gone'}>
      <div class="row-words">
        <b>
          <When reader={reader} at={at} as="clock" />
        </b>{' '}
        {size !== null && <span class="num">{sizeInWords(size)}</span>}
        <small class="path">{path}</small>
        {state === 'good' && (
          <small>
            {t(`backup.by_${madeBy}`)} · {t(`backup.checked_${checked ?? 'none'}`)}
          </small>
        )}
        {problem && <p class="error">{t(`backup_problem.${problem.code}`, { detail: problem.detail })}</p>}
      </div>
      {removedAt === null ? (
        <Chip tone={stateTones[state]}>{t(`backup.${state}`)}</Chip>
      ) : (
        <Chip>{t('backup.removed')}</Chip>
      )}
    </li>
  )
}

function Commands({ reader, commands, configFile }: Within) {
  const { t } = reader
  return (
    <>
      {commands.outside === null && (
        <section class="panel">
          <h2>{t('backup.now')}</h2>
          <p>{t('backup.now_hint')}</p>
          <pre class="command">{commands.now}</pre>
        </section>
      )}
      <section class="panel">
        <h2>{t('backup.back')}</h2>
        <p>{t('backup.back_hint')}</p>
        <pre class="command">{commands.back}</pre>
      </section>
      <section class="panel">
        <h2>{t('backup.keep_beside')}</h2>
        <p>{t('backup.keep_beside_hint', { config: configFile })}</p>
      </section>
    </>
  )
}
