import { Page, Shell, type ShellFrame } from '../layout.tsx'
import { Button, Chip, Icon, When } from '../parts.tsx'
import type { Reader } from '../reader.ts'

export type SessionView = {
  hash: string
  /** Browser and system in words; empty when unknown. */
  device: string
  remoteAddress: string
  createdAt: number
  seenAt: number
  isThis: boolean
}

export function SessionsPage({ frame, sessions }: { frame: ShellFrame; sessions: readonly SessionView[] }) {
  const { reader } = frame
  const { t } = reader
  const others = sessions.filter((session) => !session.isThis)
  return (
    <Shell {...frame} view="page" title={t('own.sessions')}>
      <Page
        reader={reader}
        title={t('own.sessions')}
        lead={t(others.length > 0 ? 'own.sessions_lead' : 'own.only_this')}
      >
        <ul class="rows">
          {sessions.map((session) => (
            <SessionRow reader={reader} session={session} />
          ))}
        </ul>
        {others.length > 1 && (
          <form method="post" action="/settings/sessions/end" class="acts">
            <input type="hidden" name="session" value="others" />
            <Button>{t('own.end_others')}</Button>
          </form>
        )}
        <p>
          <a href="/settings" class="back-to">
            <Icon name="back" />
            {t('own.title')}
          </a>
        </p>
      </Page>
    </Shell>
  )
}

function SessionRow({ reader, session }: { reader: Reader; session: SessionView }) {
  const { t } = reader
  return (
    <li>
      <div class="row-words">
        <b>{session.device || t('own.unknown_device')}</b>{' '}
        {session.isThis && <Chip tone="matsu">{t('own.this_session')}</Chip>}
        <small>
          {t('own.seen')} <When reader={reader} at={session.seenAt} as="clock" /> · {t('own.since')}{' '}
          <When reader={reader} at={session.createdAt} as="clock" />
          {session.remoteAddress && ` · ${t('own.from')} ${session.remoteAddress}`}
        </small>
      </div>
      {!session.isThis && (
        <form method="post" action="/settings/sessions/end">
          <input type="hidden" name="session" value={session.hash} />
          <Button>{t('own.end_session')}</Button>
        </form>
      )}
    </li>
  )
}
