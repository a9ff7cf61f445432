import type { Child } from 'hono/jsx'
import { CustomerFacts, CustomerOthers, type CustomerSideProps } from '../customer/customer-side.tsx'
import { Icon } from '../icons.tsx'
import { keyed } from '../keys.ts'
import { When } from '../parts.tsx'
import type { Reader } from '../reader.ts'
import { type Address, addressName, type Place, threadUrl } from '../shown.ts'
import { Arrange, type ArrangeProps } from './arrange.tsx'
import { EventWords, type ThreadEventView } from './event-words.tsx'

export type SidePanelProps = {
  reader: Reader
  place: Place
  threadId: number
  beside: Pick<CustomerSideProps, 'customer' | 'others' | 'othersCount'>
  participants: readonly Address[]
  /** Newest first. */
  events: readonly ThreadEventView[]
  /** May limit it to certain people, and nobody has. */
  mayRestrict: boolean
  /** May put it into careful mode, and nobody has. */
  mayBeCareful: boolean
  /** Splitting and merging; null where the viewer may not. */
  arrange: Omit<ArrangeProps, 'reader' | 'place' | 'threadId'> | null
}

/** Beside the thread: who this is, what else there was, what happened. */
export function SidePanel(props: SidePanelProps) {
  const { reader, place, threadId, beside, participants, arrange } = props
  const { t } = reader
  const within = { reader, place, threadId }
  return (
    <aside id="side" class="side" popover="auto" aria-label={t('side.title')}>
      <button type="button" class="side-close" popovertarget="side" popovertargetaction="hide">
        <Icon name="close" />
        <span class="away">{t('common.close')}</span>
      </button>
      <Part title={t('side.customer')}>
        <CustomerFacts {...within} {...beside} />
      </Part>
      <Part title={t('side.others')}>
        <CustomerOthers {...within} {...beside} />
      </Part>
      {participants.length > 1 && (
        <Part title={t('side.participants')}>
          <ul>
            {participants.map((p) => (
              <li>
                {addressName(p)}
                {p.name && <small>{p.address}</small>}
              </li>
            ))}
          </ul>
        </Part>
      )}
      <Part title={t('side.history')}>
        <History {...props} />
      </Part>
      {props.mayRestrict && (
        <p>
          <a
            class="button quiet restrict"
            href={threadUrl(threadId, place, '/restriction')}
            {...keyed(reader, 'restrict')}
          >
            <Icon name="lock" />
            {t('restriction.offer')}
          </a>
        </p>
      )}
      {props.mayBeCareful && (
        <p>
          <a class="button quiet restrict" href={threadUrl(threadId, place, '/careful')}>
            <Icon name="warning" />
            {t('rule.careful_offer')}
          </a>
        </p>
      )}
      {arrange && <Arrange reader={reader} place={place} threadId={threadId} {...arrange} />}
    </aside>
  )
}

function Part({ title, children }: { title: string; children?: Child }) {
  return (
    <section>
      <h2>{title}</h2>
      {children}
    </section>
  )
}

const eventsInSight = 12

function History({ reader, events }: SidePanelProps) {
  const earlier = events.slice(eventsInSight)
  return (
    <>
      <Events reader={reader} events={events.slice(0, eventsInSight)} />
      {earlier.length > 0 && (
        <details>
          <summary>{reader.t('side.earlier_history', { count: earlier.length })}</summary>
          <Events reader={reader} events={earlier} />
        </details>
      )}
    </>
  )
}

function Events({ reader, events }: { reader: Reader; events: readonly ThreadEventView[] }) {
  return (
    <ol class="events">
      {events.map((event) => (
        <li>
          <When reader={reader} at={event.at} as="clock" />
          <span>
            <EventWords reader={reader} event={event} />
          </span>
        </li>
      ))}
    </ol>
  )
}
