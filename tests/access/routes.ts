import { type Caller, CUSTOMER_LABEL, type Ids, LABEL, type Place } from './house.ts'

type Fields = Readonly<Record<string, string | number | readonly (string | number)[]>>
export type Asked = { path: string; fields?: Fields }

/** The status of the answer where the caller sees what they ask for. */
type Answers = (caller: Caller, place: Place) => number

/** What is known of one route: how it is asked, and who gets which answer. */
export type Row = {
  /** Null: it has no id of anything that hangs on a thread, and is asked once for each caller. */
  of: keyof Ids | null
  ask: (ids: Ids) => Asked
  answers: Answers
  /** The answer where it does not exist, if that is no 404. */
  hidden?: number
  /** An administrator outside is asked for a reason. */
  asksWhy?: true
  /** A visit opens the thread and what hangs on it, not this. */
  notByVisit?: true
  /** Without a session there is no page to come back to, or none is needed. */
  forEverybody?: true
}

/** How far a role goes; the one who is named and the neighbour are agents where they see anything. */
const strength: Record<Caller, number> = {
  ...{ nobody: 0, admin: 0, admin_with_visit: 0, read_only: 1 },
  ...{ assistant: 2, agent: 3, named: 3, other_mailbox: 3, supervisor: 4 },
}
const from =
  (least: number, done: number, refused = 403): Answers =>
  (caller) =>
    strength[caller] >= least ? done : refused
const everybody = (done: number): Answers => from(0, done)
const workers = (done: number, refused?: number): Answers => from(2, done, refused)
const senders = (done: number): Answers => from(3, done)
const supervisors = (done: number): Answers => from(4, done)
const admins =
  (done: number): Answers =>
  (caller) =>
    caller === 'admin' || caller === 'admin_with_visit' ? done : 404
/** Supervisors of the mailbox and administrators; for others its settings are not there. */
const keepers =
  (done: number): Answers =>
  (caller) =>
    caller === 'supervisor' || caller.startsWith('admin') ? done : 404
/** Supervisors, and administrators wherever they see it. */
const deciders =
  (done: number): Answers =>
  (caller) =>
    caller === 'supervisor' || caller.startsWith('admin') ? done : 403
/** Supervisors, and an administrator during a visit. */
const restrictors =
  (done: number): Answers =>
  (caller, place) =>
    caller === 'supervisor' || (caller === 'admin_with_visit' && place === 'restricted') ? done : 403

const thread = (rest: string, answers: Answers, fields?: Fields): Row => ({
  of: 'thread',
  ask: (ids) => ({ path: `/threads/${ids.thread}${rest}`, ...(fields && { fields }) }),
  answers,
})
const page = (rest: string, answers: Answers): Row => ({ ...thread(rest, answers), asksWhy: true })
const at = (of: keyof Ids, path: string, answers: Answers, fields?: Fields): Row => ({
  of,
  ask: (ids) => ({ path: path.replace('ID', String(ids[of])), ...(fields && { fields }) }),
  answers,
})
const plain = (path: string, answers: Answers, fields?: Fields): Row => ({
  of: null,
  ask: () => ({ path, ...(fields && { fields }) }),
  answers,
})
const open = (path: string, status: number, fields?: Fields): Row => ({
  ...plain(path, () => status, fields),
  forEverybody: true,
})

const reply = ({ thread: id }: Ids): Fields => ({
  ...{ to: 'x@shop.example', subject: 's', body: 'b', thread_version: 9_999_999 },
  form_token: String(id).padStart(32, '0'),
})

const customer: Fields = { name: 'x', organisation: '', version: 1 }
const writing = (rest: string, answers: Answers): Row => ({
  ...thread(rest, answers),
  ask: (ids) => ({ path: `/threads/${ids.thread}${rest}`, fields: reply(ids) }),
})

/** One row for each route of the application's own table. */
export const rows: Readonly<Record<string, Row>> = {
  'GET /health': open('/health', 200),
  'GET /health/backup': open('/health/backup', 200),
  'GET /assets/*': plain('/assets/none', everybody(404)),
  'GET /sign-in': { ...plain('/sign-in', (caller) => (caller === 'nobody' ? 200 : 303)), forEverybody: true },
  'POST /sessions': open('/sessions', 422, {}),
  'GET /first-run': open('/first-run', 404),
  'POST /first-run': open('/first-run', 404, {}),
  'GET /invitations/:token': open('/invitations/none', 404),
  'POST /invitations/:token': open('/invitations/none', 404, {}),

  'GET /': plain('/', everybody(302)),
  'GET /inbox': plain('/inbox', everybody(200)),
  'GET /inbox/bulk': plain('/inbox/bulk', everybody(303)),
  'GET /threads/:id': page('', everybody(200)),
  'GET /threads/:id/reply': page('/reply', everybody(200)),
  'GET /threads/:id/policies/new': page('/policies/new', everybody(200)),
  'POST /threads/:id/status': thread('/status', workers(303), { status: 'in_progress' }),
  'POST /threads/:id/assignee': thread('/assignee', workers(303), { assignee: '' }),
  'POST /threads/:id/splits': thread('/splits', workers(422), { messages: '1' }),
  'POST /threads/:id/merges': thread('/merges', workers(422), { into: '' }),
  'POST /threads/:id/labels': thread('/labels', workers(303), { name: LABEL }),
  'POST /threads/:id/comments': thread('/comments', workers(303), { body: 'x' }),
  'POST /threads/:id/policies': thread('/policies', supervisors(303), { instruction: 'x', version: 2 }),
  'POST /threads/:id/policy-requests': thread('/policy-requests', workers(422), { of: '', body: 'x' }),
  'POST /threads/:id/waits': thread('/waits', workers(303), { with: 'x', question: 'x' }),
  'POST /threads/:id/writing': thread('/writing', everybody(204), { page: 'a'.repeat(32) }),
  'POST /threads/:id/kept-words/:form': thread('/kept-words/comment', workers(204), {
    ...{ kept_page: 'a'.repeat(32), edit: 1, body: 'x' },
  }),
  'POST /threads/:id/take-overs': thread('/take-overs', workers(303), {}),
  // Only whoever a copy is for has it; of this one that is nobody here.
  'POST /draft-copies/:id/insertions': at('approval', '/draft-copies/ID/insertions', everybody(404)),
  'GET /threads/:id/template-insertions': plain('/threads/7/template-insertions', everybody(303)),
  'POST /threads/:id/template-insertions': writing('/template-insertions', workers(200)),
  'GET /templates': plain('/templates', everybody(200)),
  'GET /templates/:rest{.+}': plain('/templates/9', everybody(303)),
  'POST /templates': plain('/templates', everybody(422), {}),
  'POST /templates/signature': plain('/templates/signature', everybody(303), { signature: '' }),
  'POST /templates/:id{[0-9]{1,15}}': plain('/templates/987654321', everybody(404), {}),
  'POST /templates/:id{[0-9]{1,15}}/removal': plain('/templates/987654321/removal', everybody(404), {}),
  'POST /templates/:id{[0-9]{1,15}}/proposal': plain('/templates/987654321/proposal', everybody(404), {
    at: 1,
    outcome: 'take',
  }),
  'POST /threads/:id/draft': writing('/draft', workers(200)),
  'POST /threads/:id/replies': writing('/replies', senders(303)),
  'GET /threads/:id/restriction': page('/restriction', restrictors(200)),
  'POST /threads/:id/restriction': thread('/restriction', restrictors(422), { reason: 'x' }),
  'POST /threads/:id/restriction/end': thread('/restriction/end', restrictors(303), {}),
  'POST /threads/:id/visits': {
    // Whoever is no administrator has nothing to visit; whoever sees it needs no visit.
    ...thread('/visits', (caller) => (caller.startsWith('admin') ? 303 : 404), { reason: '' }),
    asksWhy: true,
  },

  'POST /inbox/bulk': {
    ...at('thread', '/inbox/bulk', everybody(303)),
    hidden: 303,
    ask: ({ thread: id }) => ({ path: '/inbox/bulk', fields: { ids: [id], action: 'status:in_progress' } }),
  },
  'GET /inbox/restrictions': plain('/inbox/restrictions', everybody(303)),
  'POST /inbox/restrictions': {
    ...at('thread', '/inbox/restrictions', everybody(422)),
    hidden: 422,
    ask: ({ thread: id }) => ({ path: '/inbox/restrictions', fields: { ids: [id], reason: '' } }),
  },
  'POST /changes/:id/reversal': plain('/changes/987654321/reversal', everybody(404), {}),
  'GET /people/suggestions': {
    ...at('thread', '/people/suggestions?q=&thread=ID', everybody(200)),
    hidden: 200,
  },

  'GET /messages/:id/body': at('message', '/messages/ID/body', everybody(200)),
  'GET /messages/:id/inline/:index': at('message', '/messages/ID/inline/0', everybody(200)),
  'GET /messages/:id/original': at('message', '/messages/ID/original', everybody(200)),
  'GET /attachments/:id': at('attachment', '/attachments/ID', everybody(200)),

  'GET /comments/:id/edit': at('comment', '/comments/ID/edit', workers(200)),
  'POST /comments/:id': at('comment', '/comments/ID', workers(303), { body: 'y' }),
  'POST /policies/:id/acknowledgement': at('policy', '/policies/ID/acknowledgement', workers(303), {}),
  'POST /waits/:id/end': at('wait', '/waits/ID/end', workers(303), { answer: 'x' }),
  'POST /outbox/:id/cancellation': at('outbox', '/outbox/ID/cancellation', workers(409), {}),
  'POST /outbox/:id/attempts': at('outbox', '/outbox/ID/attempts', senders(303), {}),
  'POST /outbox/:id/resolution': at('outbox', '/outbox/ID/resolution', workers(303), { outcome: 'sent' }),
  // One waits on it already.
  'POST /threads/:id/approvals': writing('/approvals', everybody(403)),
  'GET /approvals': plain('/approvals', everybody(200)),
  'GET /approvals/:id{[0-9]{1,15}}': at('approval', '/approvals/ID', everybody(303)),
  // It has no file.
  'GET /approvals/:id{[0-9]{1,15}}/files/:file{[0-9]{1,15}}': at(
    'approval',
    '/approvals/ID/files/9',
    everybody(404),
  ),
  'GET /approvals/:id{[0-9]{1,15}}/:form{(?:decision|withdrawal)}': plain(
    '/approvals/7/decision',
    everybody(303),
  ),
  'POST /approvals/:id{[0-9]{1,15}}/decision': at('approval', '/approvals/ID/decision', senders(303), {
    ...{ act: 'return', reason: 'x', text_version: 1, round: 1, thread_version: 0 },
  }),
  'POST /approvals/:id{[0-9]{1,15}}/withdrawal': at(
    'approval',
    '/approvals/ID/withdrawal',
    everybody(403),
    {},
  ),
  'GET /mailboxes/:id{[0-9]{1,15}}/approval': at('mailbox', '/mailboxes/ID/approval', keepers(200)),
  'POST /mailboxes/:id{[0-9]{1,15}}/approval': at('mailbox', '/mailboxes/ID/approval', keepers(303), {}),

  'GET /threads/:id/escalations/new': page('/escalations/new', everybody(409)),
  // One is open already.
  'POST /threads/:id/escalations': thread('/escalations', everybody(409), {}),
  'GET /threads/:id/reports/new': page('/reports/new', everybody(200)),
  'POST /threads/:id/reports': thread('/reports', everybody(303), { what: 'x' }),
  'GET /escalations/:id/report': at('escalation', '/escalations/ID/report', everybody(200)),
  'POST /escalations/:id/report': at('escalation', '/escalations/ID/report', workers(303), {
    what: 'x',
    version: 1,
  }),
  'GET /escalations/:id{[0-9]{1,15}}': at('escalation', '/escalations/ID', everybody(200)),
  'GET /escalations': plain('/escalations', everybody(200)),
  'GET /escalations/record.csv': plain('/escalations/record.csv', everybody(200)),
  'GET /desk': plain('/desk', everybody(200)),
  'GET /held-answers': plain('/held-answers', everybody(200)),
  'POST /held-answers/:id{[0-9]{1,15}}/settlement': at(
    'answer',
    '/held-answers/ID/settlement',
    from(4, 303, 404),
    {
      act: 'comment',
    },
  ),
  'GET /internal-threads/new': plain('/internal-threads/new', everybody(200)),
  'GET /internal-threads': plain('/internal-threads', everybody(303)),
  'POST /internal-threads': plain('/internal-threads', everybody(422), {}),
  'POST /escalations/:id/acceptance': at('escalation', '/escalations/ID/acceptance', deciders(303), {}),
  'POST /escalations/:id/refusal': at('escalation', '/escalations/ID/refusal', everybody(409), {
    words: 'x',
  }),
  'POST /escalations/:id/withdrawal': at('escalation', '/escalations/ID/withdrawal', deciders(303), {
    words: 'x',
  }),
  'POST /escalations/:id/level': at('escalation', '/escalations/ID/level', deciders(303), {
    to: 'up',
    words: 'x',
  }),
  'POST /escalations/:id/decision': at('escalation', '/escalations/ID/decision', deciders(303), {
    by: 'answer',
    words: 'x',
  }),
  'POST /escalations/:id/outcome': at('escalation', '/escalations/ID/outcome', workers(409), {
    outcome: 'solved',
  }),
  'GET /acceptances/:token': open('/acceptances/none', 404),
  'POST /acceptances/:token': open('/acceptances/none', 404, {}),
  'GET /mailboxes/:id{[0-9]{1,15}}/route': at('mailbox', '/mailboxes/ID/route', keepers(200)),
  'POST /mailboxes/:id{[0-9]{1,15}}/route': at('mailbox', '/mailboxes/ID/route', keepers(422), {}),
  'POST /mailboxes/:id{[0-9]{1,15}}/route/running': at(
    'mailbox',
    '/mailboxes/ID/route/running',
    keepers(303),
    {},
  ),
  'GET /mailboxes/:id{[0-9]{1,15}}/route/versions': at(
    'mailbox',
    '/mailboxes/ID/route/versions',
    keepers(200),
  ),
  'GET /mailboxes/:id{[0-9]{1,15}}/rules': at('mailbox', '/mailboxes/ID/rules', keepers(200)),
  'POST /mailboxes/:id{[0-9]{1,15}}/rules': at('mailbox', '/mailboxes/ID/rules', keepers(422), {}),
  // None of that number is there.
  'POST /mailboxes/:id{[0-9]{1,15}}/rules/:rule{[0-9]{1,15}}/state': at(
    'mailbox',
    '/mailboxes/ID/rules/9/state',
    keepers(404),
    { state: 'on' },
  ),
  'GET /mailboxes/:id{[0-9]{1,15}}/rules/reading': at(
    'mailbox',
    '/mailboxes/ID/rules/reading',
    everybody(200),
  ),
  'POST /mailboxes/:id{[0-9]{1,15}}/rules/:rule{[0-9]{1,15}}/confirmation': at(
    'mailbox',
    '/mailboxes/ID/rules/9/confirmation',
    everybody(404),
    {},
  ),
  'POST /threads/:id/rule-hits/:hit{[0-9]{1,15}}/judgement': thread(
    '/rule-hits/9/judgement',
    everybody(404),
    {},
  ),
  'GET /threads/:id/careful': page('/careful', supervisors(200)),
  'POST /threads/:id/careful': thread('/careful', supervisors(303), { reason: 'x' }),
  'POST /threads/:id/careful/end': thread('/careful/end', supervisors(303), {}),
  'GET /mailboxes/:id{[0-9]{1,15}}/channels': at('mailbox', '/mailboxes/ID/channels', keepers(200)),
  'POST /mailboxes/:id{[0-9]{1,15}}/channels': at('mailbox', '/mailboxes/ID/channels', keepers(422), {}),
  'GET /mailboxes/:id{[0-9]{1,15}}/channels/:channel{[0-9]{1,15}}': plain(
    '/mailboxes/1/channels/9',
    everybody(303),
  ),
  // None of that number is there.
  'POST /mailboxes/:id{[0-9]{1,15}}/channels/:channel{[0-9]{1,15}}': at(
    'mailbox',
    '/mailboxes/ID/channels/9',
    keepers(404),
    { act: 'remove' },
  ),
  'POST /calls/:id{[0-9]{1,15}}': at('call', '/calls/ID', workers(303), { outcome: 'reached' }),
  'GET /calls/:id{[0-9]{1,15}}': plain('/calls/7', everybody(303)),
  'GET /absences': plain('/absences', everybody(200)),
  'POST /absences': plain('/absences', everybody(422), {}),
  'POST /absences/:id{[0-9]{1,15}}': plain('/absences/987654321', everybody(404), {}),
  'POST /absences/:id{[0-9]{1,15}}/end': plain('/absences/987654321/end', everybody(404), {}),
  'GET /mailboxes/:id{[0-9]{1,15}}/hours': at('mailbox', '/mailboxes/ID/hours', keepers(200)),
  'GET /mailboxes/:id{[0-9]{1,15}}/acknowledgement': at(
    'mailbox',
    '/mailboxes/ID/acknowledgement',
    keepers(200),
  ),
  'POST /mailboxes/:id{[0-9]{1,15}}/acknowledgement': at(
    'mailbox',
    '/mailboxes/ID/acknowledgement',
    keepers(303),
    {},
  ),
  'POST /mailboxes/:id{[0-9]{1,15}}/hours': at('mailbox', '/mailboxes/ID/hours', keepers(422), {}),
  'GET /mailboxes/:id{[0-9]{1,15}}/sending-checks': at(
    'mailbox',
    '/mailboxes/ID/sending-checks',
    keepers(200),
  ),
  'POST /mailboxes/:id{[0-9]{1,15}}/sending-checks': at(
    'mailbox',
    '/mailboxes/ID/sending-checks',
    keepers(303),
    {},
  ),
  'GET /mailboxes/:id{[0-9]{1,15}}/targets': at('mailbox', '/mailboxes/ID/targets', keepers(200)),
  'POST /mailboxes/:id{[0-9]{1,15}}/targets': at('mailbox', '/mailboxes/ID/targets', keepers(422), {}),
  'POST /mailboxes/:id{[0-9]{1,15}}/targets/:target{[0-9]{1,15}}': at(
    'mailbox',
    '/mailboxes/ID/targets/9',
    keepers(422),
    {},
  ),
  'POST /mailboxes/:id{[0-9]{1,15}}/targets/:target{[0-9]{1,15}}/removal': at(
    'mailbox',
    '/mailboxes/ID/targets/9/removal',
    keepers(409),
    {},
  ),
  'POST /mailboxes/:id{[0-9]{1,15}}/target-audiences': at(
    'mailbox',
    '/mailboxes/ID/target-audiences',
    keepers(303),
    { warning: 'nobody', overdue: 'nobody' },
  ),
  'GET /mailboxes/:id{[0-9]{1,15}}/target-audiences': plain('/mailboxes/1/target-audiences', everybody(303)),
  'GET /mailboxes/:id{[0-9]{1,15}}/targets/:target{[0-9]{1,15}}': plain(
    '/mailboxes/1/targets/9',
    everybody(303),
  ),
  'GET /mailboxes/:id{[0-9]{1,15}}/targets/:target{[0-9]{1,15}}/removal': plain(
    '/mailboxes/1/targets/9/removal',
    everybody(303),
  ),

  'GET /customers': plain('/customers', everybody(200)),
  'GET /customers/:id': { ...at('customer', '/customers/ID', everybody(200)), notByVisit: true },
  'POST /customers/:id': {
    ...at('customer', '/customers/ID', workers(303), customer),
    notByVisit: true,
  },
  'POST /customers/:id/addresses': {
    ...at('customer', '/customers/ID/addresses', workers(422), { address: '' }),
    notByVisit: true,
  },
  'POST /customers/:id/labels': {
    ...at('customer', '/customers/ID/labels', workers(303), { name: CUSTOMER_LABEL }),
    notByVisit: true,
  },

  // Reloading the address of a refused form leads back, whatever the number.
  'GET /threads/:id/:form{(?:replies|draft|approvals)}': plain('/threads/7/draft', everybody(303)),
  'GET /threads/:id/:form{(?:comments|policies|escalations|reports|policy-requests|waits|status|assignee|splits|merges|labels)}':
    plain('/threads/7/waits', everybody(303)),
  'GET /threads/:id/:form{(?:restriction/end|visits)}': plain('/threads/7/visits', everybody(303)),
  'GET /comments/:id': plain('/comments/7', everybody(303)),
  'GET /customers/:id/:form{(?:addresses|labels)}': plain('/customers/7/labels', everybody(303)),

  'GET /outbox': plain('/outbox', everybody(200)),
  'GET /search': plain('/search?q=ヒミツ', everybody(200)),
  'GET /search/suggestions': plain('/search/suggestions?q=ヒミツ', everybody(200)),
  'GET /searches': plain('/searches', everybody(303)),
  'POST /searches': plain('/searches', everybody(422), {}),
  'GET /searches/:id{[0-9]{1,15}}': plain('/searches/7', everybody(303)),
  'POST /searches/:id{[0-9]{1,15}}': plain('/searches/7', everybody(404), {}),
  'GET /searches/:id{[0-9]{1,15}}/removals': plain('/searches/7/removals', everybody(303)),
  'POST /searches/:id{[0-9]{1,15}}/removals': plain('/searches/7/removals', everybody(404), {}),
  'GET /notifications': plain('/notifications', everybody(200)),
  'POST /notifications/read': plain('/notifications/read', everybody(303), {}),
  'GET /live': plain('/live', everybody(200)),
  'GET /keys': plain('/keys', everybody(200)),
  'POST /settings/after-action': plain('/settings/after-action', everybody(303), { after_action: 'next' }),
  'POST /settings/keys': plain('/settings/keys', everybody(303), {}),
  'GET /settings': plain('/settings', everybody(200)),
  'POST /settings': plain('/settings', everybody(422), {}),
  'POST /settings/order': plain('/settings/order', everybody(303), { order: 'newest', next: '/' }),
  'POST /settings/notifications': plain('/settings/notifications', everybody(303), {}),
  'POST /settings/password': plain('/settings/password', everybody(422), {}),
  'GET /settings/sessions': plain('/settings/sessions', everybody(200)),
  'POST /settings/sessions/end': plain('/settings/sessions/end', everybody(303), { session: 'none' }),

  'GET /admin': plain('/admin', admins(303)),
  'GET /admin/people': plain('/admin/people', admins(200)),
  'POST /admin/invitations': plain('/admin/invitations', admins(422), {}),
  'POST /admin/invitations/withdrawal': plain('/admin/invitations/withdrawal', admins(303), {}),
  'GET /admin/people/:id{[0-9]{1,15}}': plain('/admin/people/1', admins(200)),
  'POST /admin/people/:id{[0-9]{1,15}}': plain('/admin/people/1', admins(422), {}),
  'POST /admin/people/:id{[0-9]{1,15}}/state': plain('/admin/people/1/state', admins(404), {}),
  'POST /admin/people/:id{[0-9]{1,15}}/password-link': plain(
    '/admin/people/1/password-link',
    admins(303),
    {},
  ),
  'GET /admin/groups': plain('/admin/groups', admins(200)),
  'POST /admin/groups': plain('/admin/groups', admins(422), {}),
  'GET /admin/groups/:id{[0-9]{1,15}}': plain('/admin/groups/1', admins(200)),
  'POST /admin/groups/:id{[0-9]{1,15}}': plain('/admin/groups/1', admins(422), {}),
  'GET /admin/mailboxes': plain('/admin/mailboxes', admins(200)),
  'POST /admin/mailboxes/:id{[0-9]{1,15}}/signature': plain('/admin/mailboxes/1/signature', admins(303), {
    signature: '',
  }),
  'GET /admin/backups': plain('/admin/backups', admins(200)),
  'GET /admin/labels': plain('/admin/labels', admins(200)),
  'POST /admin/labels': plain('/admin/labels', admins(422), {}),
  'GET /admin/labels/:id{[0-9]{1,15}}': plain('/admin/labels/1', admins(200)),
  'POST /admin/labels/:id{[0-9]{1,15}}': plain('/admin/labels/1', admins(422), {}),
  'GET /admin/labels/:id{[0-9]{1,15}}/:form{(?:merges|removals)}': plain(
    '/admin/labels/1/merges',
    admins(303),
  ),
  'POST /admin/labels/:id{[0-9]{1,15}}/merges': plain('/admin/labels/1/merges', admins(422), { into: 99 }),
  'POST /admin/labels/:id{[0-9]{1,15}}/removals': plain('/admin/labels/1/removals', admins(422), {}),
  'GET /admin/events': plain('/admin/events', admins(200)),
  // Last, since it ends everybody's session.
  'POST /sessions/end': open('/sessions/end', 303, {}),
}
