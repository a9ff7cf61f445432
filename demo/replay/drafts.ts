import type { Db } from '../../src/db/database.ts'
import { saveDraft } from '../../src/draft/save-draft.ts'
import { formatAddressList } from '../../src/mail/addresses.ts'
import { answeredMail } from '../../src/outbox/answered.store.ts'
import { recipientsFor, subjectFor } from '../../src/outbox/reply.ts'
import { lastEventId } from '../../src/thread/thread.store.ts'
import { beginWriting } from '../../src/writing/begin-writing.ts'
import type { CastKey } from '../cast.ts'
import { instantOf } from '../clock.ts'
import { accepted } from './accepted.ts'
import { openThread } from './attention.ts'
import { found, type Office } from './office.ts'
import { idOf, type ToldThread } from './told-thread.ts'

/** What somebody is writing at the moment the demo starts: lists show it for some minutes. */
const drafts: { thread: string; by: CastKey; minutesAgo: number; body: string }[] = [
  {
    thread: 'striped-print',
    by: 'kobayashi',
    minutesAgo: 1,
    body: 'お客様\n\nご連絡ありがとうございます。直ったとのこと、安心いたしました。\n「ドラム寿命」の表示は、メニューの［保守］から［カウンターのリセット］を',
  },
  {
    thread: 'booking-down-en',
    by: 'takahashi',
    minutesAgo: 0,
    body: 'Hello,\n\nthank you for letting me know. The admin page runs on the second group of servers, which our engineers',
  },
]

/** Leaves the drafts that are being written. @param now UTC ms */
export async function leaveDrafts(
  db: Db,
  office: Office,
  told: readonly ToldThread[],
  now: number,
): Promise<void> {
  for (const { thread, by, minutesAgo, body } of drafts) {
    const one = told.find((candidate) => candidate.thread.key === thread)
    if (!one) continue
    const threadId = idOf(one)
    const viewer = found(office.people, by)
    const at = instantOf(minutesAgo, now)
    await openThread(db, viewer, threadId, at)
    const answered = await answeredMail(db, threadId)
    if (!answered) throw new Error(`${thread} has no mail to answer`)
    const { to, cc } = recipientsFor(answered, found(office.mailboxes, one.thread.mailbox).address)
    const text = {
      to: formatAddressList(to),
      cc: formatAddressList(cc),
      bcc: '',
      subject: subjectFor(answered, answered.subject),
      body,
    }
    const threadVersion = await lastEventId(db, threadId)
    accepted(await saveDraft(db, viewer, { threadId, text, threadVersion, filesLimit: 0 }, at))
    const page = { threadId, page: `demo ${thread}`, sessionHash: 'demo', asks: false }
    accepted(await beginWriting(db, viewer, page, at))
  }
}
