import type { Config } from '../../config/config.ts'
import type { Db } from '../../src/db/database.ts'
import type { MailReader } from '../../src/mail/mail-reader.ts'
import type { DemoImap } from '../imap-server.ts'
import type { DemoSmtp } from '../smtp-sink.ts'
import type { DemoThread } from '../story.ts'
import { type Moment, timeline } from '../timeline.ts'
import { catchUp } from './attention.ts'
import { climb, look } from './climb.ts'
import { compare } from './compare.ts'
import { leaveDrafts } from './drafts.ts'
import { leaveCareful } from './leave-careful.ts'
import { leaveLabels } from './leave-labels.ts'
import { makePromises, promiseMore } from './make-promises.ts'
import { makeRoutes } from './make-routes.ts'
import { makeTemplates } from './make-templates.ts'
import { openOffice } from './office.ts'
import { tellStep } from './tell-step.ts'
import { type ToldThread, untold } from './told-thread.ts'
import { openWorld } from './world.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
/** The office opened long enough before the first mail that no story is older. */
const OFFICE_OPENED = 45 * DAY
/** What was told within a day may still be unread. */
const UNREAD_FOR = DAY

export type Replay = {
  /** Empty, but for its tables. */
  db: Db
  config: Config
  imap: DemoImap
  smtp: Pick<DemoSmtp, 'take'>
  reader: MailReader
  threads: DemoThread[]
  /** The present, UTC ms; all of the stories lies before it. */
  now: number
  /** Sets the clock of the servers, so that they date what they get by the story. */
  setClock: (at: number) => void
  onProgress?: (done: number, total: number) => void
}

/**
 * Lives through all stories in time order by hoshin's own operations, poller and senders, each step at its
 * own time, and holds every thread against the end of its story.
 *
 * @returns how many steps were told
 * @throws with the key of the first thread that could not be told or ends differently
 */
export async function replay({
  db,
  config,
  imap,
  smtp,
  reader,
  threads,
  now,
  ...tools
}: Replay): Promise<number> {
  const office = await openOffice(db, config, now - OFFICE_OPENED)
  await makePromises(db, office, now - OFFICE_OPENED)
  await makeRoutes(db, office, now - OFFICE_OPENED, now)
  await makeTemplates(db, office, now - OFFICE_OPENED)
  const world = await openWorld({ db, config, reader, smtp, office })
  try {
    const stage = { db, imap, office, world, pause: config.sendPause }
    const told = new Map<DemoThread, ToldThread>(threads.map((thread) => [thread, untold(thread)]))
    const moments = timeline(threads, now)
    for (const [index, moment] of moments.entries()) {
      const { at } = moment
      await climb(db, world, at, tools.setClock)
      tools.setClock(at)
      await catchUp(db, office, at, now - UNREAD_FOR)
      await inWords(moment, () => tellStep(stage, told.get(moment.thread) ?? untold(moment.thread), moment))
      await look(db, at)
      await world.sendNotifications(at)
      tools.onProgress?.(index + 1, moments.length)
    }
    await climb(db, world, now, tools.setClock)
    tools.setClock(now)
    await look(db, now)
    await world.sendNotifications(now)
    await catchUp(db, office, now, now - UNREAD_FOR)
    await world.keepCopies(now)
    for (const one of told.values()) await compare(db, office, one)
    await leaveLabels(db, office, [...told.values()], now - OFFICE_OPENED, now)
    await promiseMore(db, office, now)
    await leaveCareful(db, office, [...told.values()], now)
    await leaveDrafts(db, office, [...told.values()], now)
    return moments.length
  } finally {
    await world.close()
  }
}

async function inWords({ thread, index, step }: Moment, act: () => Promise<void>): Promise<void> {
  try {
    await act()
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error)
    throw new Error(`${thread.key}, step ${index} (${step.kind}): ${words}`, { cause: error })
  }
}
