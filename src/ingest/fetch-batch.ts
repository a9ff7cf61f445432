import { ConnectionFailed } from '../mail/connection-problem.ts'
import type { FetchedMail, ImapConnection, MailOnServer } from '../mail/imap.ts'

/** `withheld`: mails that are in the folder and that the server does not give, while it gives others. */
export type FetchedBatch = { fetched: FetchedMail[]; withheld: MailOnServer[] }

/**
 * Fetches a batch. A mail that the server cannot give (a damaged file, mostly) must not stop those behind it,
 * so a batch that is refused is asked for mail by mail.
 *
 * @param limit of each mail only so many bytes
 * @throws ConnectionFailed when the server gives nothing at all: then it is its trouble, not a mail's
 */
export async function fetchBatch(
  connection: Pick<ImapConnection, 'fetch' | 'sizes'>,
  announced: readonly MailOnServer[],
  limit?: number,
): Promise<FetchedBatch> {
  const fetched = await fetchWhole(connection, announced, limit)
  const missing = announced.filter((mail) => !fetched.some(({ uid }) => uid === mail.uid))
  if (missing.length === 0) return { fetched, withheld: [] }
  // Most are simply gone: somebody moved or deleted them meanwhile.
  const there = await stillThere(connection, missing)
  return { fetched, withheld: missing.filter((mail) => there.has(mail.uid)) }
}

/**
 * The sizes of mails. One that the server cannot even describe must not stop those behind it: it is told
 * with size 0, and fetching it will say more.
 *
 * @param now stands in for the time that the server does not tell, UTC ms
 * @throws ConnectionFailed when the server describes none of them
 */
export async function sizesOf(
  connection: Pick<ImapConnection, 'sizes'>,
  uids: readonly number[],
  now: number,
): Promise<MailOnServer[]> {
  try {
    return await connection.sizes(uids)
  } catch (error) {
    if (!isRefusal(error)) throw error
    const each = await eachAlone(uids, (uid) => connection.sizes([uid]))
    if (each.every((found) => found === null)) throw error
    return uids.flatMap((uid, at) => each[at] ?? [{ uid, size: 0, receivedAt: now }])
  }
}

/** A mail that the server refuses to describe is not gone. */
async function stillThere(
  connection: Pick<ImapConnection, 'sizes'>,
  missing: readonly MailOnServer[],
): Promise<Set<number>> {
  const uids = missing.map((mail) => mail.uid)
  const each = await eachAlone(uids, (uid) => connection.sizes([uid]))
  return new Set(uids.filter((_uid, at) => each[at] === null || each[at]?.length !== 0))
}

/** Null for each that is refused. */
async function eachAlone<T>(
  uids: readonly number[],
  ask: (uid: number) => Promise<T>,
): Promise<(T | null)[]> {
  const answers: (T | null)[] = []
  for (const uid of uids) {
    answers.push(
      await ask(uid).catch((error: unknown) => {
        if (isRefusal(error)) return null
        throw error
      }),
    )
  }
  return answers
}

async function fetchWhole(
  connection: Pick<ImapConnection, 'fetch'>,
  announced: readonly MailOnServer[],
  limit: number | undefined,
): Promise<FetchedMail[]> {
  try {
    return await connection.fetch(
      announced.map((mail) => mail.uid),
      limit,
    )
  } catch (error) {
    if (!isRefusal(error)) throw error
    const each = await eachAlone(
      announced.map((mail) => mail.uid),
      (uid) => connection.fetch([uid], limit),
    )
    const fetched = each.flatMap((mails) => mails ?? [])
    if (fetched.length === 0) throw error
    return fetched
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof ConnectionFailed && error.problem.code === 'server-said'
}
