import type { LastDelivery } from '../../src/channel/channel.store.ts'
import { type ChannelKind, channelKinds } from '../../src/channel/channel.ts'
import { Page, Shell, type ShellFrame } from '../layout.tsx'
import { Button, ErrorSummary, type Errors, Field, Icon } from '../parts.tsx'
import { dayAndTime, type Reader } from '../reader.ts'
import { problemWords } from './problem-words.ts'

type ChannelView = {
  id: number
  kind: ChannelKind
  name: string
  /** Enough of the address to know it again. */
  target: string
  last: LastDelivery | null
}

export type ChannelsPageProps = {
  frame: ShellFrame
  mailbox: { id: number; name: string }
  channels: readonly ChannelView[]
  typed: Readonly<Record<string, string>>
  errors: Errors
}

/** A mailbox's chats and gateways: what each last did, and a form for one more. */
export function ChannelsPage({ frame, mailbox, channels, typed, errors }: ChannelsPageProps) {
  const { reader, viewer } = frame
  const { t } = reader
  const title = t('channel.title_of', { mailbox: mailbox.name })
  const action = `/mailboxes/${mailbox.id}/channels`
  return (
    <Shell {...frame} view="page" title={title}>
      <Page reader={reader} title={title} lead={t('channel.lead')}>
        {viewer.isAdmin && (
          <p>
            <a href={`/admin/mailboxes#mailbox-${mailbox.id}`}>
              <Icon name="back" /> {t('channel.back')}
            </a>
          </p>
        )}
        <ErrorSummary reader={reader} errors={errors} />
        <section>
          <h2>{t('channel.list')}</h2>
          {channels.length === 0 && <p class="hint">{t('channel.none')}</p>}
          <ul class="rows">
            {channels.map((channel) => (
              <ChannelRow reader={reader} action={action} channel={channel} />
            ))}
          </ul>
        </section>
        <AddForm reader={reader} action={action} typed={typed} errors={errors} />
      </Page>
    </Shell>
  )
}

function ChannelRow({ reader, action, channel }: { reader: Reader; action: string; channel: ChannelView }) {
  const { t } = reader
  const { id, kind, name, target, last } = channel
  return (
    <li id={`channel-${id}`}>
      <div class="row-words">
        <b>{name}</b>
        <small>
          {t(`channel_kind.${kind}`)} · {target}
        </small>
        <small>{lastWords(reader, last)}</small>
      </div>
      <form method="post" action={`${action}/${id}`} class="channel-acts" aria-label={name}>
        <Button name="act" value="test">
          {t('channel.test')}
        </Button>
        <Button name="act" value="remove">
          {t('channel.remove')}
        </Button>
      </form>
    </li>
  )
}

function lastWords(reader: Reader, last: LastDelivery | null): string {
  const { t } = reader
  if (last === null || last.state === 'needless') return t('channel.last_none')
  const time = dayAndTime(reader, last.settled_at ?? last.created_at)
  const why = problemWords(reader, last.problem, last.problem_words)
  const state = last.state === 'sending' ? 'queued' : last.state
  return `${t(`channel.last_${state}`, { time })} ${why}`.trim()
}

function AddForm({
  reader,
  action,
  typed,
  errors,
}: Pick<ChannelsPageProps, 'typed' | 'errors'> & { reader: Reader; action: string }) {
  const { t, locale } = reader
  return (
    <form method="post" action={action} class="panel" id="add">
      <h2>{t('channel.add')}</h2>
      <div class="fields">
        <Field
          label={t('channel.kind')}
          name="kind"
          value={typed.kind ?? 'slack'}
          options={channelKinds.map((kind) => ({ value: kind, label: t(`channel_kind.${kind}`) }))}
        />
        <Field
          label={t('channel.name')}
          name="name"
          value={typed.name}
          hint={t('channel.name_hint')}
          error={errors.name}
          required
        />
        <Field
          label={t('channel.url')}
          name="url"
          value={typed.url}
          hint={t('channel.url_hint')}
          error={errors.url}
          autocomplete="off"
          required
        />
        <Field
          label={t('channel.token')}
          name="token"
          type="password"
          hint={t('channel.token_hint')}
          error={errors.token}
          autocomplete="new-password"
        />
        <Field
          label={t('channel.locale')}
          name="locale"
          value={typed.locale ?? locale}
          options={[
            { value: 'ja', label: '日本語' },
            { value: 'en', label: 'English' },
          ]}
        />
      </div>
      <p class="acts">
        <Button tone="act">{t('channel.save')}</Button>
      </p>
    </form>
  )
}
