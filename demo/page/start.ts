import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../../config/config.ts'
import { installationFolder } from '../../src/installation.ts'
import { gatherAssets } from '../../src/web/assets.ts'
import { listenOn } from '../../src/web/listen.ts'
import type { DemoImap } from '../imap-server.ts'
import type { DemoSmtp } from '../smtp-sink.ts'
import { createPage } from './page.routes.tsx'
import { openPost } from './post.ts'
import { signInAt } from './sign-in.ts'

type PageParts = { config: Config; imap: DemoImap; smtp: DemoSmtp; port: number }

/** A form on this page is some lines of text. Bytes. */
const BODY_BYTES = 1024 * 1024
const ANSWERS_WITHIN = 1_000

/**
 * Serves the page for playing the customer on a port of its own, so that hoshin itself knows nothing of the
 * demo. It has the product's looks, and comes to hoshin as a browser and as mail do.
 */
export async function startPage({ config, imap, smtp, port }: PageParts) {
  const { host, url: inbox } = config.listen
  const self = `http://${host}:${port}`
  const app = createPage({
    inbox,
    self: new URL(self),
    assets: gatherAssets(join(installationFolder(), 'public'), new Uint8Array()),
    css: readFileSync(new URL('./demo.css', import.meta.url)),
    post: openPost({ imap, smtp }),
    signIn: (person, userAgent) => signInAt(inbox, person, userAgent),
    clock: Date.now,
  })
  const listening = await listenOn({ host, port }, (request) => app.fetch(request), BODY_BYTES)
  return { url: `${self}/demo`, stop: () => listening.stop(ANSWERS_WITHIN) }
}
