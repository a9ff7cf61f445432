import { type ApprovalAskView, AskFields } from '../approval/ask-fields.tsx'
import { Icon } from '../icons.tsx'
import { Button, ErrorSummary, type Errors, Field, sizeInWords, When } from '../parts.tsx'
import { dayAndTime, type Reader } from '../reader.ts'
import { type Place, type Status, threadUrl } from '../shown.ts'
import { type OfferedTemplates, TemplateChooser } from '../template/template-chooser.tsx'
import { SendButtons } from './send-buttons.tsx'
import { TakenOver } from './writers.tsx'

export type ComposerProps = {
  reader: Reader
  place: Place
  threadId: number
  threadStatus: Status
  /** Of all files of one mail together, bytes. */
  filesLimit: number
  /** Others were asked and have not answered: sending does not complete the thread. */
  waiting: boolean
  /** As drafted or typed. */
  values: { to: string; cc: string; bcc: string; subject: string; body: string }
  /** By field name: to, cc, bcc, subject, body, files. */
  errors: Errors
  /** The same token sends once, however often the form is sent. */
  formToken: string
  /** The thread's version that the writer has in view. */
  threadVersion: number
  /** Goes beneath the body on sending; empty when the mailbox has none. */
  signature: string
  /** The newest customer mail, ready to be put in as a quote; null when there is none. */
  quote: string | null
  /** Texts that can be put in. */
  templates: OfferedTemplates
  /** Files kept with the draft; ticking one sends it no longer (`remove_files`). */
  files: readonly { id: number; filename: string; size: number }[]
  savedAt: number | null
  /** The version of the draft that the fields go on from; 0 for none. */
  draftVersion: number
  /** How often something had been typed on this page when it was saved. */
  edit: number
  /** Somebody took this reply over from the writer, who has not begun anew since. */
  taken: { by: string; at: number } | null
  /** Why it needs a yes, and whom to ask; null where the writer may send it. */
  ask: ApprovalAskView | null
  /** The binding policy, beside what is being written. */
  policy: { by: string; instruction: string } | null
  /** What came in since `threadVersion`; given, the next press sends anyway (`confirm_changed`). */
  changed: readonly { who: string; at: number; excerpt: string; href: string }[] | null
}

/** The reply, docked where it stays in sight. Its buttons say what they will do. */
export function Composer(props: ComposerProps) {
  const { reader, place, threadId, values, errors, changed, savedAt } = props
  const { t } = reader
  const limit = Math.round(props.filesLimit / 1_048_576)
  const first = (['to', 'cc', 'bcc', 'subject', 'body'] as const).find((name) => errors[name])
  return (
    <form
      id={`reply-${threadId}`}
      class="composer"
      method="post"
      action={threadUrl(threadId, place, '/replies')}
      enctype="multipart/form-data"
      data-draft={threadUrl(threadId, {}, '/draft')}
      data-writing={threadUrl(threadId, {}, '/writing')}
      aria-label={t(props.ask === null ? 'reply.title' : 'approval.ask_title')}
    >
      <div class="composer-head">
        {/* First in the form: Enter in a line saves the draft and never sends. */}
        <Button tone="quiet" formAction={threadUrl(threadId, place, '/draft')} icon="draft">
          {t('reply.save_draft')}
        </Button>
        <small class="saved" data-saved="" role="status">
          {savedAt !== null && t('reply.saved', { time: dayAndTime(reader, savedAt) })}
        </small>
        <a class="fold" href={threadUrl(threadId, place)} title={t('common.close')}>
          <Icon name="down" />
          <span class="away">{t('common.close')}</span>
        </a>
      </div>
      <input type="hidden" name="form_token" value={props.formToken} />
      <input type="hidden" name="thread_version" value={props.threadVersion} />
      <ErrorSummary reader={reader} errors={errors} within="reply" />
      <input type="hidden" name="draft_version" value={props.draftVersion} />
      <input type="hidden" name="edit" value={props.edit} />
      {props.taken && <TakenOver reader={reader} place={place} threadId={threadId} taken={props.taken} />}
      {changed && <Changed {...props} changed={changed} />}
      <div class="addressing">
        <Field
          within="reply"
          name="to"
          label={t('reply.to')}
          value={values.to}
          error={errors.to}
          autocomplete="off"
          autofocus={first === 'to'}
          required
        />
        <details open={Boolean(values.cc || values.bcc || errors.cc || errors.bcc || errors.subject)}>
          <summary>{t('reply.more_fields')}</summary>
          <Field
            within="reply"
            name="cc"
            label={t('reply.cc')}
            value={values.cc}
            error={errors.cc}
            autocomplete="off"
            autofocus={first === 'cc'}
          />
          <Field
            within="reply"
            name="bcc"
            label={t('reply.bcc')}
            value={values.bcc}
            error={errors.bcc}
            autocomplete="off"
            autofocus={first === 'bcc'}
          />
          <Field
            within="reply"
            name="subject"
            label={t('reply.subject')}
            value={values.subject}
            error={errors.subject}
            autocomplete="off"
            autofocus={first === 'subject'}
          />
        </details>
      </div>
      <PolicyReminder {...props} />
      <div class={errors.body ? 'field wrong' : 'field'}>
        <label class="away" for="reply-body">
          {t('reply.body')}
        </label>
        <textarea
          id="reply-body"
          name="body"
          rows={6}
          autofocus={first === undefined || first === 'body'}
          required
          aria-invalid={errors.body ? 'true' : undefined}
        >
          {values.body}
        </textarea>
        {errors.body && <p class="error">{errors.body}</p>}
      </div>
      {props.signature && (
        <details class="signature">
          <summary>{t('reply.signature', { name: firstLine(props.signature) })}</summary>
          <pre>{props.signature}</pre>
        </details>
      )}
      <Files {...props} />
      <small class="hint" id="reply-files-hint">
        {t('reply.files_limit', { limit })}
      </small>
      <div class="composer-acts">
        <label class="button attach">
          <Icon name="attachment" />
          {t('reply.attach')}
          <input
            type="file"
            name="files"
            multiple
            aria-describedby="reply-files-hint"
            data-limit={props.filesLimit}
            data-too-large={t('reply.files_too_large', { limit })}
          />
        </label>
        {props.quote !== null && (
          <>
            <button type="button" class="button needs-script" data-insert="quote" data-into="reply-body">
              {t('reply.quote')}
            </button>
            <template data-quote="">{props.quote}</template>
          </>
        )}
        {props.ask && <AskFields reader={reader} ask={props.ask} />}
        <TemplateChooser {...props} />
        <SendButtons {...props} />
      </div>
    </form>
  )
}

/** `-- ` and rules above a signature are not its name. */
function firstLine(signature: string): string {
  return signature.split('\n').find((line) => /[\p{L}\p{N}]/u.test(line)) ?? ''
}

function Changed({ reader, changed }: ComposerProps & { changed: NonNullable<ComposerProps['changed']> }) {
  return (
    <div class="changed" role="alert" data-asks="">
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
      <p>{reader.t('reply.changed_next')}</p>
      <input type="hidden" name="confirm_changed" value="1" />
    </div>
  )
}

function PolicyReminder({ reader, policy }: ComposerProps) {
  if (!policy) return null
  return (
    <p class="reminder">
      <span class="chip chip-shu">{reader.t('reply.policy', { by: policy.by })}</span>
      {policy.instruction}
    </p>
  )
}

function Files({ reader, files, errors }: ComposerProps) {
  const { t } = reader
  return (
    <>
      {errors.files && <p class="error">{errors.files}</p>}
      <ul class="files" aria-label={t('reply.attached')} data-chosen="">
        {files.map((file) => (
          <li data-size={file.size}>
            <Icon name="attachment" />
            <span>{file.filename}</span>
            <small>{sizeInWords(file.size)}</small>
            <label>
              <input type="checkbox" name="remove_files" value={file.id} /> {t('reply.remove')}
            </label>
          </li>
        ))}
      </ul>
    </>
  )
}
