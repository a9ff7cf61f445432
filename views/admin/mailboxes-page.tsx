import type { ShellFrame } from '../layout.tsx'
import { Button, Chip, Empty, Field, When } from '../parts.tsx'
import type { Reader } from '../reader.ts'
import { AdminFrame } from './admin-frame.tsx'
import type { Role } from './roles.tsx'

export type ConnectionView = {
  way: 'imap' | 'smtp'
  folder: string
  state: 'connecting' | 'connected' | 'waiting' | 'failed'
  okAt: number | null
  lastMailAt: number | null
  error: string | null
  errorAt: number | null
  nextTryAt: number | null
  progress: { done: number; total: number } | null
}

export type MailboxView = {
  id: number
  name: string
  address: string
  retiredAt: number | null
  connections: readonly ConnectionView[]
  members: readonly { name: string; title: string; isGroup: boolean; role: Role }[]
  signature: string
  signatureIsConfigured: boolean
  signatureError?: string | undefined
}

export function MailboxesPage({
  frame,
  mailboxes,
}: {
  frame: ShellFrame
  mailboxes: readonly MailboxView[]
}) {
  const { t } = frame.reader
  return (
    <AdminFrame frame={frame} title={t('admin.mailboxes')} lead={t('mailboxes.lead')} on="mailboxes">
      {mailboxes.length === 0 && <Empty title={t('shell.no_mailbox')}>{t('admin.no_mailboxes')}</Empty>}
      {mailboxes.map((mailbox) => (
        <Mailbox reader={frame.reader} mailbox={mailbox} />
      ))}
    </AdminFrame>
  )
}

function Mailbox({ reader, mailbox }: { reader: Reader; mailbox: MailboxView }) {
  const { t } = reader
  return (
    <section class="panel" id={`mailbox-${mailbox.id}`}>
      <h2>
        {mailbox.name} <small>{mailbox.address}</small>
      </h2>
      {mailbox.retiredAt !== null && <p class="hint">{t('mailboxes.retired')}</p>}
      <h3>{t('mailboxes.connections')}</h3>
      {mailbox.connections.length === 0 && <p class="hint">{t('mailboxes.never')}</p>}
      <ul class="rows">
        {mailbox.connections.map((connection) => (
          <ConnectionRow reader={reader} connection={connection} />
        ))}
      </ul>
      <h3>{t('mailboxes.members')}</h3>
      {mailbox.members.length === 0 && (
        <p class="hint">
          <a href="/admin/people">{t('mailboxes.no_members')}</a>
        </p>
      )}
      <p class="row-marks">
        {mailbox.members.map(({ name, isGroup, role }) => (
          <Chip tone={role === 'supervisor' ? 'shu' : 'plain'}>
            {isGroup ? `@${name}` : name} · {t(`admin.role_${role}_short`)}
          </Chip>
        ))}
      </p>
      {mailbox.retiredAt === null && (
        <p>
          <a href={`/mailboxes/${mailbox.id}/hours`}>{t('hours.link')}</a>
          {' · '}
          <a href={`/mailboxes/${mailbox.id}/acknowledgement`}>{t('acknowledgement.link')}</a>
          {' · '}
          <a href={`/mailboxes/${mailbox.id}/targets`}>{t('target_page.link')}</a>
          {' · '}
          <a href={`/mailboxes/${mailbox.id}/route`}>{t('route.link')}</a>
          {' · '}
          <a href={`/mailboxes/${mailbox.id}/rules`}>{t('rule.link')}</a>
          {' · '}
          <a href={`/mailboxes/${mailbox.id}/channels`}>{t('channel.link')}</a>
          {' · '}
          <a href={`/mailboxes/${mailbox.id}/approval`}>{t('approval_page.link')}</a>
          {' · '}
          <a href={`/mailboxes/${mailbox.id}/sending-checks`}>{t('check_page.link')}</a>
        </p>
      )}
      <Signature reader={reader} mailbox={mailbox} />
    </section>
  )
}

const tones = { connecting: 'kohaku', connected: 'matsu', waiting: 'matsu', failed: 'shu' } as const

function ConnectionRow({ reader, connection }: { reader: Reader; connection: ConnectionView }) {
  const { t } = reader
  const { way, folder, state, okAt, lastMailAt, error, errorAt, nextTryAt, progress } = connection
  return (
    <li>
      <div class="row-words">
        <b>{way === 'smtp' ? t('mailboxes.smtp') : t('mailboxes.folder', { folder })}</b>
        <small>
          {lastMailAt !== null && (
            <>
              {t('mailboxes.last_mail')} <When reader={reader} at={lastMailAt} as="clock" />
            </>
          )}
          {lastMailAt !== null && okAt !== null && ' · '}
          {okAt !== null && (
            <>
              {t('mailboxes.last_ok')} <When reader={reader} at={okAt} as="clock" />
            </>
          )}
        </small>
        {progress && (
          <>
            <progress value={progress.done} max={Math.max(1, progress.total)} />
            <small>{t('mailboxes.importing', progress)}</small>
          </>
        )}
        {error && (
          <p class="error">
            <span>
              {error}{' '}
              <small>
                {errorAt !== null && (
                  <>
                    {t('mailboxes.since')} <When reader={reader} at={errorAt} as="clock" />
                  </>
                )}
                {errorAt !== null && nextTryAt !== null && ' · '}
                {nextTryAt !== null && (
                  <>
                    {t('mailboxes.next_try')} <When reader={reader} at={nextTryAt} as="clock" />
                  </>
                )}
              </small>
            </span>
          </p>
        )}
      </div>
      <Chip tone={tones[state]}>{t(`mailboxes.${state}`)}</Chip>
    </li>
  )
}

function Signature({ reader, mailbox }: { reader: Reader; mailbox: MailboxView }) {
  const { t } = reader
  if (mailbox.signatureIsConfigured) {
    return (
      <>
        <h3>{t('mailboxes.signature')}</h3>
        <pre class="signature">{mailbox.signature}</pre>
        <p class="hint">{t('mailboxes.signature_configured')}</p>
      </>
    )
  }
  return (
    <form method="post" action={`/admin/mailboxes/${mailbox.id}/signature`}>
      <Field
        label={t('mailboxes.signature')}
        name="signature"
        within={`m${mailbox.id}`}
        rows={4}
        value={mailbox.signature}
        hint={t('mailboxes.signature_hint')}
        error={mailbox.signatureError}
      />
      <p class="acts">
        <Button>{t('common.save')}</Button>
      </p>
    </form>
  )
}
