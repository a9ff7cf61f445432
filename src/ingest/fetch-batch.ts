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
  const there = new Set((await connection.sizes(missing.map((mail) => mail.uid))).map((mail) => mail.uid))
  return { fetched, withheld: missing.filter((mail) => there.has(mail.uid)) }
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
    const fetched: FetchedMail[] = []
    for (const { uid } of announced)
      fetched.push(...(await connection.fetch([uid], limit).catch(noneIfRefused)))
    if (fetched.length === 0) throw error
    return fetched
  }
}

function noneIfRefused(error: unknown): FetchedMail[] {
  if (isRefusal(error)) return []
  throw error
}

function isRefusal(error: unknown): boolean {
  return error instanceof ConnectionFailed && error.problem.code === 'server-said'
}
