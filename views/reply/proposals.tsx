import { Icon } from '../icons.tsx'
import { Button } from '../parts.tsx'
import { dayAndTime, type Reader } from '../reader.ts'
import { type Place, placeQuery } from '../shown.ts'

/** A reply that somebody wrote who may not send it. */
export type ProposalView = {
  draftId: number
  by: string
  /** When it was last changed, UTC ms. */
  at: number
  body: string
  files: readonly string[]
}

type Props = { reader: Reader; place: Place; proposals: readonly ProposalView[] }

/** Offered to whoever may send: to read, and to take over into their own reply. */
export function Proposals({ reader, place, proposals }: Props) {
  const { t } = reader
  return proposals.map((proposal) => (
    <details class="proposal" id={`proposal-${proposal.draftId}`}>
      <summary>
        <Icon name="draft" />
        <b>{t('reply.proposal_of', { by: proposal.by })}</b>
        <small>{dayAndTime(reader, proposal.at)}</small>
      </summary>
      <div class="proposed">{proposal.body}</div>
      {proposal.files.length > 0 && (
        <ul class="files" aria-label={t('reply.attached')}>
          {proposal.files.map((name) => (
            <li>
              <Icon name="attachment" />
              <span>{name}</span>
            </li>
          ))}
        </ul>
      )}
      <form method="post" action={`/proposals/${proposal.draftId}/adoption${placeQuery(place)}`}>
        <Button icon="reply">{t('reply.adopt')}</Button>
      </form>
    </details>
  ))
}
