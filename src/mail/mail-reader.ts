import { type MimeThread, openMimeThread } from './mime-thread.ts'
import type { MimeAnswer, MimeQuestion } from './mime-worker.ts'
import {
  type AttachmentBytes,
  defaultMailLimits,
  emptyMail,
  type MailLimits,
  type MailProblem,
  type ParsedMail,
} from './parsed-mail.ts'

/** Reads raw mail in worker threads. Mail never makes it throw; only a closed reader does. */
export type MailReader = {
  /** What the mail says; kind `broken` when it cannot be read or takes longer than `limits.ms`. */
  parse(raw: Uint8Array): Promise<ParsedMail>
  /** The bytes of the attachment that `parse` listed at `index`; null when there is none. */
  attachment(raw: Uint8Array, index: number): Promise<AttachmentBytes | null>
  /** Ends the threads. What still waits is refused. */
  close(): Promise<void>
}

/** Time for the second, smaller try: only the header of a mail that took too long. In ms. */
const HEADER_MS = 2000

/**
 * Opens a reader with `workers` threads (1 unless told otherwise), started when first needed. The threads are
 * watched from outside: one that does not answer in time is ended and replaced, and the queue goes on.
 */
export function openMailReader(options: { workers?: number; limits?: Partial<MailLimits> } = {}): MailReader {
  const limits = { ...defaultMailLimits, ...options.limits }
  const threads = Array.from({ length: options.workers ?? 1 }, openMimeThread)
  const idle = [...threads]
  const waiting: ((thread: MimeThread | null) => void)[] = []
  let closed = false

  const borrow = (): Promise<MimeThread | null> =>
    new Promise((resolve) => {
      const thread = closed ? null : idle.pop()
      if (thread === undefined) waiting.push(resolve)
      else resolve(thread)
    })

  const giveBack = (thread: MimeThread): void => {
    const next = waiting.shift()
    if (next) next(thread)
    else idle.push(thread)
  }

  const withThread = async <T>(act: (thread: MimeThread) => Promise<T>): Promise<T> => {
    const thread = await borrow()
    if (thread === null) throw new Error('The mail reader is closed.')
    try {
      const answer = await act(thread)
      // A mail whose thread was ended by closing is not a broken mail: it has to be read another time.
      if (closed) throw new Error('The mail reader is closed.')
      return answer
    } finally {
      giveBack(thread)
    }
  }

  return {
    parse: (raw) => withThread((thread) => parseIn(thread, raw, limits)),
    attachment: (raw, index) => withThread((thread) => attachmentIn(thread, raw, index, limits)),
    close: async () => {
      closed = true
      for (const refuse of waiting.splice(0)) refuse(null)
      await Promise.all(threads.map((thread) => thread.end()))
    },
  }
}

async function parseIn(thread: MimeThread, raw: Uint8Array, limits: MailLimits): Promise<ParsedMail> {
  const first = await thread.ask(question({ ask: 'mail', raw, limits }), limits.ms)
  if (typeof first !== 'string') return mailIn(first)
  const problem: MailProblem = first === 'late' ? 'timed-out' : 'unreadable'
  const second = await thread.ask(question({ ask: 'broken', raw, problem }), HEADER_MS)
  return typeof second === 'string' ? emptyMail(problem) : mailIn(second)
}

async function attachmentIn(
  thread: MimeThread,
  raw: Uint8Array,
  index: number,
  limits: MailLimits,
): Promise<AttachmentBytes | null> {
  const answer = await thread.ask(question({ ask: 'attachment', raw, index, limits }), limits.ms)
  return typeof answer !== 'string' && 'attachment' in answer ? answer.attachment : null
}

/** The thread gets a copy that can be handed over: the caller still has to store the original. */
function question(asked: MimeQuestion): MimeQuestion {
  return { ...asked, raw: new Uint8Array(asked.raw) }
}

function mailIn(answer: MimeAnswer): ParsedMail {
  return 'mail' in answer ? answer.mail : emptyMail('unreadable')
}
