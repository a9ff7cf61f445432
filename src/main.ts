import { join, resolve } from 'node:path'
import type { Config } from '../config/config.ts'
import { createApp } from './app.ts'
import { bannersFor } from './backup/banners.ts'
import { lastRestored } from './backup/restored.store.ts'
import { settleIfPutBack } from './backup/settle-put-back.ts'
import { readyHolidays } from './business-time/calendar.store.ts'
import { openConfiguredReader, syncConfigured } from './configured.ts'
import type { Db } from './db/database.ts'
import { openReady } from './db/open-ready.ts'
import { listenPostgres } from './db/postgres.ts'
import { shownDatabase } from './db/problem.ts'
import { callingBanners } from './escalation/calling-everybody.store.ts'
import { builtScript, installationFolder } from './installation.ts'
import type { Log } from './log.ts'
import type { MailReader } from './mail/mail-reader.ts'
import { railFacts } from './mailbox/rail.store.ts'
import { stuckBanners } from './outbox/tell-of-stuck.ts'
import type { Progress } from './progress.ts'
import { savedCounter } from './search/saved-counts.ts'
import { type Assets, bundleScript, gatherAssets } from './web/assets.ts'
import type { WebConfig } from './web/deps.ts'
import { type Listening, listenOn } from './web/listen.ts'
import { announce, eventChannel, type Live, startLive } from './web/live.ts'
import { startWorker } from './worker.ts'

export type Role = 'web' | 'worker' | 'all'

/** `url` is where this process answers; null for a worker. */
export type Running = { url: string | null; stop(): Promise<void> }

/** `onProgress`: of the first imports, to be drawn; without it the log says so now and then. */
type Setup = { role?: Role; log: Log; clock?: () => number; onProgress?: (progress: Progress) => void }

/** The largest request is a reply with all its files; beside them so many bytes of text and form. */
const BESIDE_FILES = 20 * 1024 * 1024
/** How long answers under way may take after the wish to stop, ms. */
const ANSWERS_WITHIN = 4_000

/**
 * Puts hoshin together and starts it: database (made or migrated, under a lock) → mailboxes follow the
 * configuration → mail reader → web pages → worker.
 *
 * `stop` goes the other way: nothing new is accepted and nothing new is begun; browsers' live streams end;
 * answers, polls and sendings that run may finish; then the mail reader and, last, the database close. What
 * is cut off was a row and goes on at the next start.
 *
 * @param config a `listen.port` of 0 takes any free port; `url` says which
 * @throws DatabaseUnusable or CannotListen, with everything closed again
 */
export async function startHoshin(
  config: Config,
  { role = 'all', log, clock = Date.now, onProgress }: Setup,
): Promise<Running> {
  await using opened = new AsyncDisposableStack()
  const { db, migrated } = await openReady(config.databaseUrl)
  opened.defer(() => db.destroy())
  if (migrated.length > 0) log.info('database brought to this version', { steps: migrated.join(', ') })
  const settled = await settleIfPutBack(db, config, clock())
  if (settled) log.warn('this database was put back from a backup', settled)
  const mailboxes = await syncConfigured(db, config, log, clock())
  await readyHolidays(db, clock())
  const reader = openConfiguredReader(config)
  opened.defer(() => reader.close())

  const parts: { stop(): Promise<void> }[] = []
  opened.defer(() => Promise.all(parts.map((part) => part.stop())).then(() => {}))
  const web = role === 'worker' ? null : await startWeb({ config, db, reader, log: log.room('web'), clock })
  if (web) parts.push(web)
  if (role !== 'web') {
    const wake = web ? web.wake : () => announce(db, (line) => log.room('live').warn(line))
    const links = web?.url ?? config.listen.url
    const drawn = onProgress && { onProgress }
    parts.push(startWorker({ config, db, reader, mailboxes, log, clock, publicUrl: links, wake, ...drawn }))
  }

  const all = opened.move()
  return { url: web?.url ?? null, stop: () => all.disposeAsync() }
}

type WebParts = { config: Config; db: Db; reader: MailReader; log: Log; clock: () => number }

async function startWeb({ config, db, reader, log, clock }: WebParts) {
  const assets = await gatherOwnAssets()
  const say = (line: string) => log.info(line)
  // Bound before the application exists, because links carry the port that was taken.
  let answer: Parameters<typeof listenOn>[1] = () => new Response('Starting.\n', { status: 503 })
  const listening = await listenOn(
    config.listen,
    (request, bindings) => answer(request, bindings),
    config.limits.attachmentBytes + BESIDE_FILES,
  )
  const live = startLive(db, {
    clock,
    log: say,
    ...(config.databaseUrl.startsWith('postgres') && {
      listen: (wake) => listenPostgres(config.databaseUrl, eventChannel, wake),
    }),
  })
  const restored = await lastRestored(db)
  const countSaved = savedCounter(db)
  const webConfig = webConfigOf(config, listening)
  const app = createApp({
    db,
    clock,
    config: webConfig,
    mailReader: reader,
    live,
    assets,
    railOf: async (viewer, known) => ({
      ...(await railFacts(db, viewer, clock(), known)),
      searches: await countSaved(viewer, clock()),
      banners: [
        ...(await callingBanners(db, viewer)),
        ...(await stuckBanners(db, viewer)),
        ...(await bannersFor(db, viewer, { restored, warnAfter: config.backup.warnAfter }, clock())),
      ],
    }),
    log: say,
  })
  answer = (request, bindings) => app.fetch(request, bindings)
  return { url: publicUrl(config, listening), wake: live.wake, stop: () => stopWeb(listening, live) }
}

async function stopWeb(listening: Listening, live: Live): Promise<void> {
  listening.refuseNew()
  // A live stream is an answer without end.
  await live.stop()
  await listening.stop(ANSWERS_WITHIN)
}

async function gatherOwnAssets(): Promise<Assets> {
  const folder = installationFolder()
  const script = builtScript(folder) ?? (await bundleScript(join(folder, 'src', 'client', 'main.ts')))
  return gatherAssets(join(folder, 'public'), script)
}

function webConfigOf(config: Config, listening: Listening): WebConfig {
  return {
    publicUrl: new URL(publicUrl(config, listening)),
    timeZone: config.timeZone,
    trustProxy: config.listen.trustProxy,
    sendPause: config.sendPause,
    filesLimit: config.limits.attachmentBytes,
    channelHosts: config.channelHosts,
    backup: config.backup,
    installed: { configFile: resolve(config.file), database: shownDatabase(config.databaseUrl) },
    configuredSignatures: new Set(
      config.mailboxes.filter((mailbox) => mailbox.signature !== undefined).map((mailbox) => mailbox.key),
    ),
  }
}

/** The configured address, or with port 0 that of the port that was taken. */
function publicUrl({ listen }: Config, { port }: Listening): string {
  return listen.port === 0 ? listen.url.replace(/:0$/, `:${port}`) : listen.url
}
