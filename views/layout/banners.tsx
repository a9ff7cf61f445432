import { Icon } from '../icons.tsx'
import { Button } from '../parts.tsx'
import { dueTime, type Reader } from '../reader.ts'

/** What everybody, or every administrator, must know on whatever page they are. Instants in UTC ms. */
export type Banner =
  | { is: 'restored'; at: number; takenAt: number }
  | { is: 'calling'; escalationId: number; threadId: number; subject: string; since: number }
  | { is: 'outbox_stuck'; mailbox: string; since: number }
  | { is: 'backup_failed' | 'backup_old'; goodAt: number | null }

export function Banners({
  reader,
  banners = [],
}: {
  reader: Reader
  banners?: readonly Banner[] | undefined
}) {
  if (banners.length === 0) return null
  return (
    <aside class="banners">
      {banners.map((banner) =>
        banner.is === 'restored' ? (
          <Restored reader={reader} banner={banner} />
        ) : banner.is === 'calling' ? (
          <Calling reader={reader} banner={banner} />
        ) : banner.is === 'outbox_stuck' ? (
          <OutboxStuck reader={reader} banner={banner} />
        ) : (
          <BackupTrouble reader={reader} banner={banner} />
        ),
      )}
    </aside>
  )
}

type Of<Is extends Banner['is']> = { reader: Reader; banner: Extract<Banner, { is: Is }> }

function Restored({ reader, banner }: Of<'restored'>) {
  const { t } = reader
  const times = { at: dueTime(reader, banner.at), taken: dueTime(reader, banner.takenAt) }
  return (
    <p class="banner">
      <Icon name="undo" />
      <span>{t('backup.banner_restored', times)}</span>{' '}
      <a href="/outbox">{t('backup.banner_restored_more')}</a>
    </p>
  )
}

/** Nobody accepted on any level: the first of all who see this has it. */
function Calling({ reader, banner }: Of<'calling'>) {
  const { t } = reader
  return (
    <div class="banner banner-bad" role="alert">
      <Icon name="raise" />
      <span>
        <b>{t('desk.calling')}</b>{' '}
        <a href={`/threads/${banner.threadId}#escalation`}>{banner.subject || t('list.no_subject')}</a>{' '}
        {t('desk.calling_since', { time: dueTime(reader, banner.since) })}
      </span>
      <form method="post" action={`/escalations/${banner.escalationId}/acceptance`}>
        <Button tone="act" icon="check">
          {t('escalation.accept')}
        </Button>
      </form>
    </div>
  )
}

function OutboxStuck({ reader, banner: { mailbox, since } }: Of<'outbox_stuck'>) {
  const { t } = reader
  return (
    <p class="banner banner-bad" role="alert">
      <Icon name="warning" />
      <span>
        <b>{t('stuck.heading', { mailbox })}</b> {t('stuck.banner', { time: dueTime(reader, since) })}
      </span>{' '}
      <a href="/outbox">{t('stuck.open')}</a>
    </p>
  )
}

function BackupTrouble({ reader, banner: { is, goodAt } }: Of<'backup_failed' | 'backup_old'>) {
  const { t } = reader
  return (
    <p class="banner banner-bad" role="alert">
      <Icon name="warning" />
      <span>
        <b>{t(is === 'backup_failed' ? 'backup.alarm_failed' : 'backup.alarm_old')}</b>{' '}
        {goodAt === null ? t('backup.never_good') : t('backup.last_good', { time: dueTime(reader, goodAt) })}
      </span>{' '}
      <a href="/admin/backups">{t('backup.alarm_more')}</a>
    </p>
  )
}
