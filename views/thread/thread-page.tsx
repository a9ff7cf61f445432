import { ApprovalCard, type ApprovalView, type DecisionAttempt } from '../approval/approval-card.tsx'
import { Confirmation, type ConfirmationProps } from '../check/confirmation.tsx'
import { type CommentAttempt, CommentForm } from '../comment/comment-form.tsx'
import type { CommentView } from '../comment/comment-note.tsx'
import { EscalationPlace, type EscalationPlaceProps } from '../escalation/escalation-band.tsx'
import { Icon } from '../icons.tsx'
import { keyed } from '../keys.ts'
import type { ThreadLabelsProps } from '../label/thread-labels.tsx'
import type { MessageView } from '../message/message-card.tsx'
import { PolicyBand, type PolicyBandProps } from '../policy/policy-band.tsx'
import type { Reader } from '../reader.ts'
import { Composer, type ComposerProps } from '../reply/composer.tsx'
import { Copies, type CopyView } from '../reply/copies.tsx'
import { AskWriter, Writers, type WriterView } from '../reply/writers.tsx'
import { Restriction, type RestrictionView } from '../restriction/restriction-line.tsx'
import { ThreadRules, type ThreadRulesProps } from '../rule/thread-rules.tsx'
import { listOf, type Person, type Place, threadUrl } from '../shown.ts'
import { Clocks, type ClocksView } from '../target/clocks.tsx'
import { WaitForm, type WaitFormProps, Waits, type WaitView } from '../wait/waits.tsx'
import type { KeptView } from '../writing/keeping.tsx'
import { Flow } from './flow.tsx'
import type { FoldedMail } from './folded-mails.tsx'
import { ReplyBar } from './reply-bar.tsx'
import { type NextThread, type ThreadFacts, ThreadHead } from './thread-head.tsx'

type Within = 'reader' | 'place' | 'threadId'

export type ThreadPageProps = {
  reader: Reader
  place: Place
  thread: ThreadFacts
  people: readonly Person[]
  viewerId: number
  labels: ThreadLabelsProps
  restriction: RestrictionView
  /** The ways on and back through the list that somebody came from. */
  next?: NextThread | null
  previous?: NextThread | null
  /** May reply, comment and move; without it the page only shows. */
  mayWork: boolean
  policy: Omit<PolicyBandProps, Within | 'keeping'>
  clocks: ClocksView | null
  rules: Omit<ThreadRulesProps, Within>
  escalation: Omit<EscalationPlaceProps, Within>
  waits: readonly WaitView[]
  waitForm: Omit<WaitFormProps, Within>
  /** Oldest first; the reader's own order is made here. */
  messages: readonly MessageView[]
  /** Of a long thread: those before, a line each. */
  folded: readonly FoldedMail[]
  /** How many messages may stand on one page. */
  wholeLimit: number
  /** Oldest first, those at a message and those on the thread together. */
  comments: readonly CommentView[]
  /** A comment that was refused, with what was typed. */
  commentAttempt: CommentAttempt | null
  /** Ids of the newest message and comment before those shown; null where nothing is before. */
  earlier: { message: number | null; note: number | null }
  reply: ReplyState
  /** Replies that wait for a yes, the newest first. */
  approvals: readonly ApprovalView[]
  decision: DecisionAttempt | null
  /** Others who are writing a reply now. */
  writers: readonly WriterView[]
  /** Texts kept beside the viewer's draft; they stand by the open composer. */
  copies: readonly CopyView[]
  /** Words that the viewer has typed into other forms and not sent, by form. */
  keeping: ReadonlyMap<string, KeptView>
  /** Of all files of one mail together, bytes. */
  filesLimit: number
}

export type ReplyState =
  /** Folded: a bar that leads to GET /threads/ID/reply. */
  | { state: 'folded'; to: string; hasDraft: boolean; needsYes: boolean }
  | ({ state: 'open' } & Omit<ComposerProps, Within | 'threadStatus' | 'waiting' | 'filesLimit'>)
  /** Written, and asked about once before it goes. */
  | ({ state: 'asks' } & Omit<ConfirmationProps, Within>)
  /** Others are writing: a question stands in the composer's place. Empty: they have left meanwhile. */
  | { state: 'occupied'; writers: readonly WriterView[] }
  /** Nobody of the viewer's standing may send here; `why` says who can, in the reader's language. */
  | { state: 'refused'; why: string }

/** One customer's matter: head, policy, waits, then mail with its notes; the reply stays in sight beneath. */
export function ThreadPage(props: ThreadPageProps) {
  const { reader, place, thread, people, viewerId, mayWork, reply } = props
  const within = { reader, place, threadId: thread.id }
  return (
    <main id="main" class={`thread reply-${reply.state}`} tabindex={-1} data-thread={thread.id}>
      <ThreadHead
        reader={reader}
        place={listOf(place)}
        thread={thread}
        people={people}
        viewerId={viewerId}
        labels={props.labels}
        mayWork={mayWork}
        restricted={props.restriction.current !== null}
        next={props.next ?? null}
        previous={props.previous ?? null}
      />
      <div class="flow" id={`flow-${thread.id}`} data-scroll={`thread-${thread.id}`}>
        <div class="pill-place">
          <button type="button" class="pill" id="new-mail" hidden></button>
        </div>
        <Restriction {...within} {...props.restriction} />
        <PolicyBand {...within} {...props.policy} keeping={props.keeping} />
        <Clocks reader={reader} clocks={props.clocks} />
        <ThreadRules {...within} {...props.rules} />
        <EscalationPlace {...within} {...props.escalation} />
        {props.approvals.map((approval) => (
          <ApprovalCard
            reader={reader}
            place={place}
            approval={approval}
            attempt={props.decision?.id === approval.id ? props.decision : null}
          />
        ))}
        <Waits reader={reader} place={place} waits={props.waits} mayWork={mayWork} />
        <Flow {...props} />
      </div>
      {reply.state === 'open' && <Copies reader={reader} place={place} copies={props.copies} />}
      {reply.state !== 'occupied' && <Writers reader={reader} writers={props.writers} />}
      {reply.state === 'occupied' ? (
        <AskWriter {...within} writers={reply.writers} />
      ) : reply.state === 'open' ? (
        <Composer
          {...within}
          threadStatus={thread.status}
          filesLimit={props.filesLimit}
          waiting={props.waits.some((wait) => wait.ended === null)}
          {...reply}
        />
      ) : reply.state === 'asks' ? (
        <Confirmation {...within} {...reply} />
      ) : (
        <ReplyBar
          {...within}
          reply={reply}
          mayWork={mayWork}
          raise={mayEscalate(props.escalation) && <RaiseLink {...within} />}
        >
          <CommentForm {...within} messageId={null} attempt={props.commentAttempt} keeping={props.keeping} />
          <WaitForm {...within} {...props.waitForm} />
        </ReplyBar>
      )}
    </main>
  )
}

function RaiseLink({
  reader,
  place,
  threadId,
}: Pick<ThreadPageProps, 'reader' | 'place'> & { threadId: number }) {
  return (
    <a class="button" href={threadUrl(threadId, place, '/escalations/new')} {...keyed(reader, 'escalate')}>
      <Icon name="raise" />
      {reader.t('escalation.raise')}
    </a>
  )
}

/** While one is open, what is new belongs there. */
function mayEscalate({ form, escalation }: ThreadPageProps['escalation']): boolean {
  return form === null && escalation?.state !== 'waiting' && escalation?.state !== 'accepted'
}
