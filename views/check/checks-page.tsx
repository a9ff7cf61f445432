import { Page, Shell, type ShellFrame } from '../layout.tsx'
import { Button, Chip, Field, Icon } from '../parts.tsx'
import type { Reader } from '../reader.ts'

export type CheckRow = {
  kind:
    | 'other_customer'
    | 'new_recipient'
    | 'internal_recipient'
    | 'many_recipients'
    | 'addressee'
    | 'placeholder'
    | 'attachment'
    | 'caution'
    | 'subject'
  on: boolean
  /** The mailbox's own, one a line. */
  words: string
  found: number
  /** Of those found, changed before sending. */
  heeded: number
}

type Props = {
  frame: ShellFrame
  mailbox: { id: number; name: string }
  rows: readonly CheckRow[]
  /** Seconds as they stand in the field; empty: as the installation says. */
  pause: string
  usualPause: number
  pauseIsWrong: boolean
}

/** Seen this often and this seldom heeded, a check costs more attention than it saves. */
const ENOUGH = 10
const SELDOM = 0.25

/** A mailbox's checks with what each was worth, its own words, and its pause. */
export function ChecksPage({ frame, mailbox, rows, pause, usualPause, pauseIsWrong }: Props) {
  const { reader, viewer } = frame
  const { t } = reader
  const title = t('check_page.title', { mailbox: mailbox.name })
  return (
    <Shell {...frame} view="page" title={title}>
      <Page reader={reader} title={title} lead={t('check_page.lead')}>
        {viewer.isAdmin && (
          <p>
            <a href={`/admin/mailboxes#mailbox-${mailbox.id}`}>
              <Icon name="back" /> {t('check_page.back')}
            </a>
          </p>
        )}
        <form method="post" action={`/mailboxes/${mailbox.id}/sending-checks`} class="sending-checks">
          <section class="panel">
            <h2>{t('check_page.pause')}</h2>
            <Field
              label={t('check_page.pause_seconds')}
              name="pause"
              value={pause}
              hint={t('check_page.pause_hint', { seconds: usualPause })}
              error={pauseIsWrong ? t('check_page.pause_wrong') : undefined}
              autofocus={pauseIsWrong}
              autocomplete="off"
            />
          </section>
          <section class="panel">
            <h2>{t('check_page.checks')}</h2>
            <p class="hint">{t('check_page.score_hint')}</p>
            {rows.map((row) => (
              <CheckFields reader={reader} row={row} />
            ))}
          </section>
          <div class="save-bar">
            <p class="acts">
              <Button tone="act">{t('common.save')}</Button>
            </p>
          </div>
        </form>
      </Page>
    </Shell>
  )
}

function CheckFields({ reader, row }: { reader: Reader; row: CheckRow }) {
  const { t } = reader
  const { kind, on, words, found, heeded } = row
  const percent = Math.round((heeded / Math.max(1, found)) * 100)
  return (
    <div class="check-row">
      <label class="check">
        <input type="checkbox" name={`on_${kind}`} value="1" checked={on} /> {t(`check_kind.${kind}`)}
      </label>
      <p class="hint">{t(`check_hint.${kind}`)}</p>
      <p class="score">
        {found === 0 ? t('check_page.never_found') : t('check_page.score', { found, heeded, percent })}{' '}
        {found >= ENOUGH && heeded / found < SELDOM && <Chip tone="kohaku">{t('check_page.noisy')}</Chip>}
      </p>
      {kind === 'many_recipients' ? (
        <Field label={t(`check_words.${kind}`)} name={`words_${kind}`} value={words} autocomplete="off" />
      ) : (
        <Field
          label={t(`check_words.${kind}`)}
          name={`words_${kind}`}
          value={words}
          rows={3}
          hint={t('check_page.words_hint')}
        />
      )}
    </div>
  )
}
