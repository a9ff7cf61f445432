import type { MailAddress } from '../../src/mail/parsed-mail.ts'
import { MessageText, type Segment } from '../../views/message/message-text.tsx'
import { Chip, type Errors, Icon, When } from '../../views/parts.tsx'
import { Frame, type Seen } from './frame.tsx'
import { LetterForm, type LetterValues } from './letter-form.tsx'
import type { ReadMail } from './post.ts'

type SentMailProps = {
  seen: Seen
  one: ReadMail
  segments: readonly Segment[]
  /** Which of its bodies is shown. */
  as: 'text' | 'html'
  /** Given where a customer can answer. */
  letter: { values: LetterValues; errors: Errors } | null
}

/** A mail of hoshin's as its addressee reads it, with an answer beneath. */
export function SentMail({ seen, one, segments, as, letter }: SentMailProps) {
  const { reader, words } = seen
  const { mail, id } = one
  const title = mail.subject || words.noSubject
  return (
    <Frame seen={seen} title={title}>
      <main id="main" class="stage stage-mail">
        <p>
          <a href="/demo#mails">
            <Icon name="back" /> {words.back}
          </a>
        </p>
        <article class="panel">
          <h1>{title}</h1>
          <dl class="addresses">
            <Addresses label={words.from} all={mail.from ? [mail.from] : []} />
            <Addresses label={words.to} all={mail.to} />
            <Addresses label={words.cc} all={mail.cc} />
            <dt>{words.date}</dt>
            <dd>
              <When reader={reader} at={one.at} as="clock" />{' '}
              <Chip tone={one.to === 'staff' ? 'kohaku' : 'ai'}>
                {one.to === 'staff' ? words.toStaff : words.toCustomer}
              </Chip>
            </dd>
          </dl>
          {mail.html !== null && (
            <nav class="sides">
              <a href={`/demo/mails/${id}`} aria-current={as === 'html' ? 'page' : undefined}>
                {words.asHtml}
              </a>
              <a href={`/demo/mails/${id}?as=text`} aria-current={as === 'text' ? 'page' : undefined}>
                {words.asText}
              </a>
            </nav>
          )}
          {as === 'html' ? (
            <iframe class="html-body" src={`/demo/mails/${id}/html`} title={title} />
          ) : (
            <MessageText reader={reader} segments={segments} />
          )}
          {mail.attachments.length > 0 && (
            <p class="hint">
              {words.files}: {mail.attachments.map(({ filename }) => filename).join(', ')}
            </p>
          )}
          <p class="hint">
            <a href={`/demo/mails/${id}/source`} target="_blank" rel="noopener">
              {words.source}
            </a>
          </p>
        </article>
        {letter && (
          <section class="panel" id="answer" aria-labelledby="answer-title">
            <h2 id="answer-title">{words.answer(letter.values.name || letter.values.address || '')}</h2>
            <LetterForm seen={seen} {...letter} />
          </section>
        )}
      </main>
    </Frame>
  )
}

function Addresses({ label, all }: { label: string; all: readonly MailAddress[] }) {
  if (all.length === 0) return null
  return (
    <>
      <dt>{label}</dt>
      <dd>{all.map(({ name, address }) => (name ? `${name} <${address}>` : address)).join(', ')}</dd>
    </>
  )
}
