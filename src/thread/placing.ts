/** Why a message stands where it stands. */
export type PlacedBy =
  | 'first'
  | 'references'
  | 'token'
  | 'subject'
  | 'sent_folder'
  | 'outbox'
  | 'split'
  | 'merge'
  /** It answers one of hoshin's own notification mails. */
  | 'notification'
  /** A delivery report that names no mail: the last one that was sent to the address that failed. */
  | 'failed_address'

/** A thread that could take a mail, and when something last happened on it (UTC ms). */
export type Candidate = { threadId: number; lastAt: number }

/** What was found for one mail, from the surest sign to the weakest. */
export type Candidates = {
  /** Threads of the referenced Message-IDs, the direct parent first. */
  byReference: readonly Candidate[]
  /** The thread that a signed token in a referenced Message-ID of ours names. */
  byToken: Candidate | null
  /** Of a delivery report that names no mail: where we last wrote to the address that failed. */
  byFailedAddress?: Candidate | null
  /** Threads with the same subject in which the sender already takes part. */
  bySubject: readonly Candidate[]
}

export type Placing =
  | { threadId: number; by: 'references' | 'token' | 'failed_address' | 'subject' }
  | { threadId: null; by: 'first' }

const DAY = 86_400_000
/** Past this a late answer is more likely a new matter under an old subject. */
const ANSWER_DAYS = 30
/** The same subject without "Re:" is an afterthought ("forgot the attachment") on the same day, a new matter later. */
const AFTERTHOUGHT_DAYS = 1

/**
 * Decides where a mail belongs. A number in a subject is never looked at: whoever knows a ticket's
 * number must not get into it.
 *
 * @param now when the mail was received, UTC ms
 * @param answers whether the subject says that this is an answer (Re:, 返信:)
 */
export function placeMail(found: Candidates, answers: boolean, now: number): Placing {
  const parent = found.byReference[0]
  if (parent) return { threadId: parent.threadId, by: 'references' }
  if (found.byToken) return { threadId: found.byToken.threadId, by: 'token' }
  if (found.byFailedAddress) return { threadId: found.byFailedAddress.threadId, by: 'failed_address' }
  const reach = (answers ? ANSWER_DAYS : AFTERTHOUGHT_DAYS) * DAY
  const recent = found.bySubject
    .filter((candidate) => Math.abs(now - candidate.lastAt) <= reach)
    .sort((a, b) => b.lastAt - a.lastAt)[0]
  if (recent) return { threadId: recent.threadId, by: 'subject' }
  return { threadId: null, by: 'first' }
}

// Outlook, Gmail and the Japanese, German, French, Spanish, Italian and Nordic forms of "answer" and "forwarded".
const prefix =
  /^\s*(?:(?:re|aw|antw|sv|vs|res|rif|ref|fwd?|wg|tr|rv|返信|転送|回答)\s*(?:\[\d+\]|\(\d+\)|\^\d+)?\s*[:：])\s*/i
const answerPrefix = /^\s*(?:re|aw|antw|sv|vs|res|rif|ref|返信|回答)\s*(?:\[\d+\]|\(\d+\)|\^\d+)?\s*[:：]/i

/** The subject without its prefixes, folded (NFKC, lower case, one space) for comparing; at most 200 characters. */
export function subjectKey(subject: string): string {
  return withoutPrefixes(oneSpaced(subject.normalize('NFKC')))
    .toLowerCase()
    .slice(0, 200)
    .toWellFormed()
}

export function answersSomething(subject: string): boolean {
  return answerPrefix.test(oneSpaced(subject.normalize('NFKC')))
}

/** The subject of an answer: `Re: ` once, whatever prefixes stood there. */
export function answerSubject(subject: string): string {
  return `Re: ${withoutPrefixes(oneSpaced(subject))}`
}

/** Also keeps the prefixes' patterns from trying every way to cut a long run of spaces. */
function oneSpaced(subject: string): string {
  return subject.replace(/\s+/g, ' ').trim()
}

function withoutPrefixes(subject: string): string {
  let rest = subject
  for (let found = prefix.exec(rest); found; found = prefix.exec(rest)) rest = rest.slice(found[0].length)
  return rest.trim()
}
