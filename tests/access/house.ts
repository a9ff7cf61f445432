import { hashPassword } from '../../src/account/hash-password.ts'
import { openSession } from '../../src/account/sign-in.ts'
import type { Db } from '../../src/db/database.ts'
import { emptyReport } from '../../src/escalation/report.ts'
import { insertThreadLabel } from '../../src/label/thread-labels.store.ts'
import { restrictThread } from '../../src/restriction/restrict-thread.ts'
import { VISIT } from '../../src/restriction/restriction.ts'
import { addAccount, addMembership, openCast } from '../support/cast.ts'
import { morning } from '../web/app.ts'

/** Everybody who comes to the door, from nobody at all to an administrator who said why. */
export const callers = [
  'nobody',
  'read_only',
  'assistant',
  'agent',
  'supervisor',
  'other_mailbox',
  'named',
  'admin',
  'admin_with_visit',
] as const
export type Caller = (typeof callers)[number]

/** Where a thread stands: in the callers' mailbox, in another one, or limited to the one who is `named`. */
export const places = ['own', 'foreign', 'restricted'] as const
export type Place = (typeof places)[number]

/** What a thread says, by its place: no outsider may ever read it. */
export const secrets: Readonly<Record<Place, string>> = {
  own: 'ダレデモヨメル',
  foreign: 'トナリノヒミツ',
  restricted: 'ネコノヒミツ',
}

/** The ids of everything that hangs on one thread. */
export type Ids = Readonly<
  Record<
    | 'thread'
    | 'message'
    | 'attachment'
    | 'comment'
    | 'policy'
    | 'wait'
    | 'outbox'
    | 'approval'
    | 'escalation'
    | 'call'
    | 'answer'
    | 'customer'
    | 'mailbox',
    number
  >
>

/** An id that nothing has. */
export const NEVER = 987_654_321
export const unknown: Ids = {
  ...{ thread: NEVER, message: NEVER, attachment: NEVER, comment: NEVER, policy: NEVER, wait: NEVER },
  ...{
    outbox: NEVER,
    approval: NEVER,
    escalation: NEVER,
    call: NEVER,
    answer: NEVER,
    customer: NEVER,
    mailbox: NEVER,
  },
}

export type House = Awaited<ReturnType<typeof openHouse>>

/** An office with one person of every kind, each signed in. */
export async function openHouse(db: Db) {
  const cast = await openCast(db)
  const passwordHash = await hashPassword('correct horse battery')
  const ids = {
    /** Writes what others send, in both mailboxes; nobody asks as them. */
    helper: await addAccount(db, '下書き係', 'helper@minato.example'),
    read_only: await addAccount(db, '見るだけ', 'read@minato.example'),
    assistant: await addAccount(db, '手伝い', 'assist@minato.example'),
    agent: await addAccount(db, '係員', 'agent@minato.example'),
    supervisor: await addAccount(db, '係長', 'super@minato.example'),
    other_mailbox: cast.ids.emma,
    named: cast.ids.ito,
    admin: cast.ids.admin,
    admin_with_visit: await addAccount(db, '管理 二郎', 'admin2@minato.example', { admin: true }),
  }
  for (const role of ['read_only', 'assistant', 'agent', 'supervisor'] as const)
    await addMembership(db, cast.support, { account: ids[role] }, role)
  for (const mailbox of [cast.support, cast.billing])
    await addMembership(db, mailbox, { account: ids.helper }, 'assistant')
  await addLabels(db)
  await db.updateTable('accounts').set({ password_hash: passwordHash }).execute()
  const cookies = new Map<Caller, string>()
  for (const [caller, id] of Object.entries(ids)) {
    const token = await openSession(db, id, { userAgent: 'x', address: '127.0.0.1' }, morning)
    const known = callers.find((one) => one === caller)
    if (known) cookies.set(known, `hoshin_session=${token}`)
  }
  return { db, cast, ids, cookies }
}

/** Its one label of threads and its one class of customers. */
export const LABEL = '大事'
export const CUSTOMER_LABEL = 'お得意'

async function addLabels(db: Db): Promise<void> {
  for (const [kind, name] of [
    ['thread', LABEL],
    ['customer', CUSTOMER_LABEL],
  ] as const) {
    await db
      .insertInto('labels')
      .values({
        ...{ kind, name, name_key: name, colour: 'ai', mailbox_id: null, created_by: null },
        created_at: morning,
      })
      .execute()
  }
}

/** Limits a thread again that a caller has given back, or to which an escalation has let others in. */
export async function shut(house: House, { thread }: Ids): Promise<void> {
  const { db, cast, ids } = house
  if ((await cast.thread(thread)).restricted_at === null) await limit(house, thread)
  await db
    .deleteFrom('thread_viewers')
    .where('thread_id', '=', thread)
    .where('account_id', '!=', ids.named)
    .execute()
}

/**
 * A thread with everything on it, so that each address has something to lead to. The comment is the caller's
 * own: whether they may still edit it is what is asked.
 */
export async function plant(house: House, place: Place, caller: Caller): Promise<Ids> {
  const { db, cast, ids } = house
  const words = secrets[place]
  const mailbox = place === 'foreign' ? cast.billing : cast.support
  const customer = `c${++planted}@shop.example`
  const arrived = await cast.arrive(
    {
      from: `${words} <${customer}>`,
      // Known to the thread: a reply to them is sent without a question.
      cc: 'x@shop.example',
      subject: `${words}の件`,
      text: `${words}\r\n`,
      headers: [`X-N: ${planted}`],
    },
    { mailbox },
  )
  await showHtml(db, arrived.id, words)
  const author = caller === 'nobody' ? ids.named : ids[caller]
  const thread_id = arrived.id
  const [message] = await cast.messages(thread_id)
  const made = { created_at: morning }
  const idOf = async (row: Promise<{ id: number }>) => (await row).id
  const attachment = await idOf(
    db
      .insertInto('attachments')
      .values({
        ...{
          message_id: message?.id ?? 0,
          position: 0,
          filename: `${words}.txt`,
          content_type: 'text/plain',
        },
        ...{ size: 1, sha256: words, content_id: null, inline: 0 },
      })
      .returning('id')
      .executeTakeFirstOrThrow(),
  )
  const comment = await idOf(
    db
      .insertInto('comments')
      .values({ thread_id, message_id: null, author_id: author, body: words, edited_at: null, ...made })
      .returning('id')
      .executeTakeFirstOrThrow(),
  )
  const policy = await idOf(
    db
      .insertInto('policies')
      .values({
        ...{ thread_id, version: 1, instruction: words, due_at: null, reply_by: 'anyone', needs_approval: 0 },
        ...{ return_when: '', author_id: cast.ids.sato, ...made },
      })
      .returning('id')
      .executeTakeFirstOrThrow(),
  )
  const wait = await idOf(
    db
      .insertInto('waits')
      .values({
        ...{ thread_id, group_id: null, party: words, address: null, question: words, due_at: null },
        ...{ opened_by: cast.ids.sato, opened_at: morning, ended_by: null, ended_at: null, answer: null },
      })
      .returning('id')
      .executeTakeFirstOrThrow(),
  )
  const outbox = await idOf(
    db
      .insertInto('outbox')
      .values({
        ...{ message_id: message?.id ?? 0, thread_id, mailbox_id: mailbox, form_token: `t${planted}` },
        ...{ state: 'uncertain', state_at: morning, envelope: '{}', send_at: morning },
        ...{ account_id: cast.ids.sato, queued_by: cast.ids.sato },
      })
      .returning('id')
      .executeTakeFirstOrThrow(),
  )
  const approval = await idOf(
    db
      .insertInto('approvals')
      .values({
        ...{ thread_id, mailbox_id: mailbox, writer_id: ids.helper, state: 'waiting', asked_at: morning },
        ...{ after: 'done', form_token: `a${planted}`, thread_version: 0, note: words, text_version: 1 },
        ...{ reasons: JSON.stringify([{ because: 'assistant' }]), least_role: 'agent', route_id: null },
        ...{ round: 1, rounds: 1, level: 2, stage: 'everybody', holder_id: null, stage_at: morning },
        ...{ until_at: null, next_at: null, ended_by: null, ended_at: null, words: null, outbox_id: null },
      })
      .returning('id')
      .executeTakeFirstOrThrow(),
  )
  await db
    .insertInto('approval_texts')
    .values({
      ...{ approval_id: approval, version: 1, author_id: ids.helper, at: morning },
      ...{ to_text: 'x@shop.example', cc_text: '', bcc_text: '', subject: words, body: words },
    })
    .execute()
  await db
    .updateTable('threads')
    .set({ policy_id: policy, comment_count: 1 })
    .where('id', '=', thread_id)
    .execute()
  const answer = await idOf(
    db
      .insertInto('mail_answers')
      .values({
        ...{ thread_id, mailbox_id: mailbox, account_id: ids.helper, from_name: words, outcome: 'held' },
        ...{ from_address: customer, subject: words, text: words, why: 'wrong-sender', comment_id: null },
        ...{ raw_blob_id: message?.raw_blob_id ?? 0, raw_sha256: words + planted, received_at: morning },
        ...{ settled_by: null, settled_at: null, ...made },
      })
      .returning('id')
      .executeTakeFirstOrThrow(),
  )
  const escalation = await idOf(
    db
      .insertInto('escalations')
      .values({
        ...{
          thread_id,
          mailbox_id: mailbox,
          route_id: null,
          kind: 'instruction',
          state: 'waiting',
          level: 1,
        },
        ...{ stage: 'everybody', holder_id: null, stage_at: morning, urgent: 0, urgency: 1, expertise: 1 },
        ...{
          impact: 1,
          suggested_level: 1,
          level_reason: '',
          report: JSON.stringify({ ...emptyReport(), wanted: words }),
        },
        ...{ raised_by: cast.ids.sato, raised_at: morning },
      })
      .returning('id')
      .executeTakeFirstOrThrow(),
  )
  const call = await idOf(
    db
      .insertInto('phone_calls')
      .values({
        ...{ escalation_id: escalation, seq: 1, account_id: cast.ids.sato, caller_id: null, outcome: null },
        ...{ asked_at: morning, note: '', done_by: null, done_at: null },
      })
      .returning('id')
      .executeTakeFirstOrThrow(),
  )
  await label(house, thread_id, arrived.customer_id ?? 0)
  if (place === 'restricted') await limit(house, thread_id)
  return {
    ...{ thread: thread_id, message: message?.id ?? 0, attachment, comment, policy, wait, outbox, approval },
    ...{ escalation, call, answer },
    ...{ customer: arrived.customer_id ?? 0, mailbox },
  }
}

let planted = 0

/** With a label, and so is its customer: lists can be kept to either. */
async function label({ db, cast }: House, threadId: number, customerId: number): Promise<void> {
  const labels = await db.selectFrom('labels').select(['id', 'kind']).orderBy('id').execute()
  const of = (kind: string) => labels.find((one) => one.kind === kind)?.id ?? 0
  await insertThreadLabel(db, await cast.thread(threadId), of('thread'), cast.ids.sato, morning)
  await db
    .insertInto('customer_labels')
    .values({
      ...{ customer_id: customerId, label_id: of('customer'), added_by: cast.ids.sato },
      added_at: morning,
    })
    .execute()
}

async function showHtml(db: Db, threadId: number, words: string): Promise<void> {
  const message = await db
    .updateTable('messages')
    .set({ has_html: 1 })
    .where('thread_id', '=', threadId)
    .returning('id')
    .executeTakeFirstOrThrow()
  await db
    .updateTable('message_bodies')
    .set({ html: `<p>${words}</p>` })
    .where('message_id', '=', message.id)
    .execute()
}

async function limit({ db, cast, ids }: House, threadId: number): Promise<void> {
  const sato = await cast.viewer(cast.ids.sato)
  const limits = { accountIds: [ids.named], groupIds: [] }
  const done = await restrictThread(db, sato, { threadId, ...limits, reason: secrets.restricted }, morning)
  if ('refused' in done) throw new Error(done.refused)
  await db
    .insertInto('thread_visits')
    .values({
      ...{ thread_id: threadId, account_id: ids.admin_with_visit, reason: '監査' },
      ...{ began_at: morning, ends_at: morning + VISIT },
    })
    .execute()
}
