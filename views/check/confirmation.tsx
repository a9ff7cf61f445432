import { Icon } from '../icons.tsx'
import { Button, Chip, sizeInWords, When } from '../parts.tsx'
import type { Reader } from '../reader.ts'
import { type Place, threadUrl } from '../shown.ts'

export type FindingView = {
  says:
    | 'other_customer'
    | 'new_recipient'
    | 'far_recipient'
    | 'internal_recipient'
    | 'many_recipients'
    | 'addressee_missing'
    | 'addressee_wrong'
    | 'placeholder'
    | 'attachment'
    | 'caution'
    | 'subject_empty'
    | 'subject_vague'
  what: string
  meant: string
}

export type ConfirmationProps = {
  reader: Reader
  place: Place
  threadId: number
  findings: readonly FindingView[]
  /** What came in while it was written; null where nothing did. */
  changed: readonly { who: string; at: number; excerpt: string; href: string }[] | null
  recipients: readonly {
    field: 'to' | 'cc' | 'bcc'
    name: string
    address: string
    /** New to the thread, ours, or neither. */
    is: 'new' | 'ours' | null
  }[]
  files: readonly { id: number; filename: string; size: number }[]
  subject: string
  /** What was written, without what is quoted. */
  text: string
  after: 'in_progress' | 'awaiting_dept' | 'done'
  /** What the button does: it goes, or somebody is asked to approve it. */
  asks: 'sending' | 'approval'
  /** The form as it was filled in, which sending sends again, and the mark of what is confirmed. */
  fields: readonly { name: string; value: string }[]
}

/** The one question before a reply goes: what was found, to whom it goes and with which files. */
export function Confirmation(props: ConfirmationProps) {
  const { reader, place, threadId, findings, changed, after, asks, fields } = props
  const { t } = reader
  return (
    <section class="composer asks" data-asks="" aria-labelledby={`asks-${threadId}`}>
      <h2 id={`asks-${threadId}`} tabindex={-1}>
        <Icon name="warning" />
        {t('check.title')}
      </h2>
      <ul class="findings">
        {findings.map((finding) => (
          <Finding reader={reader} finding={finding} />
        ))}
      </ul>
      {changed && changed.length > 0 && <Changed reader={reader} changed={changed} />}
      <Envelope {...props} />
      <form
        method="post"
        action={threadUrl(threadId, place, asks === 'sending' ? '/replies' : '/approvals')}
        class="composer-acts"
        data-writing={threadUrl(threadId, {}, '/writing')}
      >
        {fields.map(({ name, value }) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <a class="button" href={threadUrl(threadId, place, '/reply')} autofocus>
          <Icon name="back" />
          {t('check.back')}
        </a>
        <span class="send">
          <Button tone="act" name="after" value={after} icon={asks === 'sending' ? 'send' : 'seal'}>
            {t(asks === 'sending' ? `check.send_${after}` : 'check.ask_approval')}
          </Button>
        </span>
      </form>
    </section>
  )
}

function Finding({ reader: { t }, finding }: { reader: Reader; finding: FindingView }) {
  const { says, what } = finding
  const values = { what, meant: finding.meant || t('check.customer') }
  return (
    <li>
      <b>{t(`finding.${says}`, values)}</b> {t(`finding_next.${says}`, values)}
    </li>
  )
}

type ChangedProps = { reader: Reader; changed: NonNullable<ConfirmationProps['changed']> }

function Changed({ reader, changed }: ChangedProps) {
  return (
    <div class="changed">
      <strong>{reader.t('reply.changed')}</strong>
      <ul>
        {changed.map(({ who, at, excerpt, href }) => (
          <li>
            <a href={href}>
              <b>{who}</b> <When reader={reader} at={at} as="clock" /> {excerpt}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** All that leaves, so that nothing has to be remembered to judge it. */
function Envelope({ reader: { t }, recipients, files, subject, text }: ConfirmationProps) {
  return (
    <dl class="envelope">
      {(['to', 'cc', 'bcc'] as const).map((field) => {
        const people = recipients.filter((one) => one.field === field)
        if (people.length === 0) return null
        return (
          <>
            <dt>{t(`reply.${field}`)}</dt>
            <dd>
              {people.map(({ name, address, is }) => (
                <span class="recipient">
                  {name && <b>{name}</b>} <span>{address}</span>{' '}
                  {is && <Chip tone={is === 'ours' ? 'ai' : 'kohaku'}>{t(`check.is_${is}`)}</Chip>}
                </span>
              ))}
            </dd>
          </>
        )
      })}
      <dt>{t('reply.subject')}</dt>
      <dd>{subject}</dd>
      <dt>{t('reply.attached')}</dt>
      <dd>
        {files.length === 0 && t('check.no_files')}
        {files.map(({ filename, size }) => (
          <span class="recipient">
            <Icon name="attachment" />
            {filename} <small>{sizeInWords(size)}</small>
          </span>
        ))}
      </dd>
      <dt>{t('reply.body')}</dt>
      <dd class="written">{text}</dd>
    </dl>
  )
}
