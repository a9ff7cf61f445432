import type { WorkerParts } from '../worker-parts.ts'
import { sendDueDeliveries } from './send-due-deliveries.ts'

/** What the timetable does for chats and gateways, beside the mail of the same call. */
export async function writeToChannels(
  { config, db, log, clock, publicUrl, wake }: WorkerParts,
  stop: AbortSignal,
): Promise<void> {
  const post = { allow: config.channelHosts }
  const counts = await sendDueDeliveries(db, { post, publicUrl, clock, stop })
  if (Object.values(counts).every((count) => count === 0)) return
  log.room('channel').info('messages', counts)
  wake()
}
