import { Button, ErrorSummary, type Errors, Field } from '../../views/parts.tsx'
import { mailboxes } from '../mailboxes.ts'
import type { Seen } from './frame.tsx'

/** As typed: mailbox, name, address, subject, text, and the id of the mail that is answered. */
export type LetterValues = Readonly<Record<string, string>>

/** A customer's mail; with `answers` the mailbox is that of the mail it answers. */
export function LetterForm({ seen, values, errors }: { seen: Seen; values: LetterValues; errors: Errors }) {
  const { reader, words } = seen
  const within = 'letter'
  return (
    <form method="post" action="/demo/mails" class="letter-form">
      <ErrorSummary reader={reader} errors={errors} within={within} />
      {values.answers ? (
        <>
          <input type="hidden" name="answers" value={values.answers} />
          <input type="hidden" name="mailbox" value={values.mailbox} />
        </>
      ) : (
        <Field
          label={words.mailbox}
          name="mailbox"
          within={within}
          value={values.mailbox}
          error={errors.mailbox}
          options={mailboxes.map(({ key, name, address }) => ({ value: key, label: `${name} <${address}>` }))}
        />
      )}
      <div class="fields">
        <Field label={words.name} name="name" within={within} value={values.name} error={errors.name} />
        <Field
          label={words.address}
          name="address"
          type="email"
          within={within}
          value={values.address}
          error={errors.address}
          required
        />
      </div>
      <Field
        label={words.subject}
        name="subject"
        within={within}
        value={values.subject}
        error={errors.subject}
      />
      <Field
        label={words.text}
        name="text"
        within={within}
        value={values.text}
        error={errors.text}
        rows={7}
        required
      />
      <div class="acts">
        <Button tone="act" icon="send">
          {words.send}
        </Button>
      </div>
    </form>
  )
}
