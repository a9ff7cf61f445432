import { Chip, Empty, type Errors, Face, Icon, When } from '../../views/parts.tsx'
import { cast, roleOf } from '../cast.ts'
import { mailboxes } from '../mailboxes.ts'
import { Frame, type Seen } from './frame.tsx'
import { LetterForm, type LetterValues } from './letter-form.tsx'
import type { ReadMail } from './post.ts'

export type MailList = { mails: readonly ReadMail[]; to: ReadMail['to'] | null; page: number; pages: number }

type DeskProps = {
  seen: Seen
  list: MailList
  letter: { values: LetterValues; errors: Errors }
  /** The key of the mailbox that just got a mail. */
  written: string | undefined
  refused: boolean
}

/** Everything in one view: whom to be, what to write, what came out. */
export function Desk({ seen, list, letter, written, refused }: DeskProps) {
  const { words, inbox } = seen
  const mailbox = mailboxes.find(({ key }) => key === written)
  return (
    <Frame seen={seen} title={words.title}>
      <main id="main" class="stage">
        <h1 class="away">{words.title}</h1>
        <p class="lead">{words.lead}</p>
        {mailbox && (
          <p class="told" role="status">
            <Icon name="check" /> {words.written(mailbox.name)} <a href={`${inbox}/`}>{words.inbox}</a>
          </p>
        )}
        {refused && (
          <p class="summary" role="alert">
            {words.refused}
          </p>
        )}
        <People seen={seen} />
        <section class="panel" aria-labelledby="write">
          <h2 id="write">{words.write}</h2>
          <LetterForm seen={seen} {...letter} />
        </section>
        <Mails seen={seen} list={list} />
      </main>
    </Frame>
  )
}

function People({ seen }: { seen: Seen }) {
  const { words } = seen
  return (
    <section class="panel" aria-labelledby="people">
      <h2 id="people">{words.people}</h2>
      <p class="hint">{words.peopleLead}</p>
      <ul class="people">
        {cast.map((person) => (
          <li>
            <form method="post" action="/demo/sessions">
              <button type="submit" name="person" value={person.key}>
                <Face name={person.name} />
                <span>
                  <b>{person.name}</b> <small>{person.title}</small>
                  {person.isAdmin && <Chip tone="ai">{words.admin}</Chip>}
                  {mailboxes.some(({ key }) => roleOf(person.key, key) === 'supervisor') && (
                    <Chip tone="shu">{words.supervisor}</Chip>
                  )}
                </span>
              </button>
            </form>
            <small class="reference">
              {person.email} / {person.password}
            </small>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Mails({ seen, list }: { seen: Seen; list: MailList }) {
  const { words } = seen
  const { mails, to, page, pages } = list
  const tabs = [
    { to: null, label: words.all },
    { to: 'customer', label: words.customer },
    { to: 'staff', label: words.staff },
  ] as const
  return (
    <section class="mails" aria-labelledby="mails">
      <div class="mails-head">
        <h2 id="mails">{words.mails}</h2>
        <a class="button quiet" href={addressOf(to, page)}>
          <Icon name="again" /> {words.reload}
        </a>
      </div>
      <nav class="sides" aria-label={words.mails}>
        {tabs.map((tab) => (
          <a href={addressOf(tab.to, 1)} aria-current={tab.to === to ? 'page' : undefined}>
            {tab.label}
          </a>
        ))}
      </nav>
      {mails.length === 0 ? (
        <Empty title={words.noMails}>{words.noMailsHint}</Empty>
      ) : (
        <ul class="notices">
          {mails.map((one) => (
            <Line seen={seen} one={one} />
          ))}
        </ul>
      )}
      {pages > 1 && (
        <nav class="more">
          {page > 1 && <a href={addressOf(to, page - 1)}>{words.newer}</a>}
          <span class="reference">
            {page} / {pages}
          </span>
          {page < pages && <a href={addressOf(to, page + 1)}>{words.older}</a>}
        </nav>
      )}
    </section>
  )
}

function Line({ seen, one }: { seen: Seen; one: ReadMail }) {
  const { reader, words } = seen
  const { mail } = one
  const [first] = mail.to
  return (
    <li class="notice">
      <a href={`/demo/mails/${one.id}`}>
        <b>
          {first?.name || first?.address || one.recipients.join(', ')}{' '}
          <Chip tone={one.to === 'staff' ? 'kohaku' : 'ai'} icon={one.to === 'staff' ? 'bell' : 'send'}>
            {one.to === 'staff' ? words.toStaff : words.toCustomer}
          </Chip>
        </b>
        <When reader={reader} at={one.at} as="clock" />
        <span class="subj">{mail.subject || words.noSubject}</span>
        <span class="snip">{mail.excerpt}</span>
      </a>
    </li>
  )
}

function addressOf(to: ReadMail['to'] | null, page: number): string {
  const query = new URLSearchParams({ ...(to && { to }), ...(page > 1 && { page: String(page) }) })
  return `/demo?${query}#mails`.replace('?#', '#')
}
