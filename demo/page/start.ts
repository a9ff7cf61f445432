import { join } from 'node:path'
import type { Config } from '../../config/config.ts'
import { openReady } from '../../src/db/open-ready.ts'
import { builtScript, installationFolder } from '../../src/installation.ts'
import type { Log } from '../../src/log.ts'
import { bundleScript, gatherAssets } from '../../src/web/assets.ts'
import { listenOn } from '../../src/web/listen.ts'
import type { DemoImap } from '../imap-server.ts'
import type { DemoSmtp } from '../smtp-sink.ts'
import { createPage } from './page.routes.tsx'
import { openPost } from './post.ts'

type PageParts = { config: Config; imap: DemoImap; smtp: DemoSmtp; port: number; log: Log }

/** A form on this page is some lines of text. Bytes. */
const BODY_BYTES = 1024 * 1024
const ANSWERS_WITHIN = 1_000

/**
 * Serves the page for playing the customer on a port of its own, so that hoshin itself knows nothing of the
 * demo. It has the product's looks, and of its database only the sign-in.
 */
export async function startPage({ config, imap, smtp, port, log }: PageParts) {
  const { db } = await openReady(config.databaseUrl)
  const folder = installationFolder()
  const script = builtScript(folder) ?? (await bundleScript(join(folder, 'src', 'client', 'main.ts')))
  const app = createPage({
    db,
    inbox: config.listen.url,
    assets: gatherAssets(join(folder, 'public'), script),
    post: openPost({ imap, smtp }),
    clock: Date.now,
    log: (line) => log.room('demo').info(line),
  })
  const listening = await listenOn(
    { host: config.listen.host, port },
    (request, bindings) => app.fetch(request, bindings),
    BODY_BYTES,
  )
  return {
    url: `http://${config.listen.host}:${listening.port}/demo`,
    async stop() {
      await listening.stop(ANSWERS_WITHIN)
      await db.destroy()
    },
  }
}
