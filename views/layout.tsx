import type { Child } from 'hono/jsx'
import { Banners } from './layout/banners.tsx'
import { type Flash, Flashes } from './layout/flash.tsx'
import { KeySheet } from './layout/key-sheet.tsx'
import { Rail, type RailProps } from './layout/rail.tsx'
import { TabBar, ToMenu } from './layout/tab-bar.tsx'
import type { Reader } from './reader.ts'
import { clockPatterns } from './target/clock-words.ts'

export type { Flash } from './layout/flash.tsx'
export type { Connection, ImportProgress, Mailbox, RailProps, WorkCounts } from './layout/rail.tsx'

/** Addresses of the built files, with their content hashes. */
export type Assets = { css: readonly string[]; js: string; icon: string }

type DocumentProps = { reader: Reader; title: string; assets: Assets; children?: Child }

/** The whole HTML document; `children` is the body. The routes put `<!doctype html>` before it. */
export function Document({ reader, title, assets, children }: DocumentProps) {
  const { t } = reader
  const words = {
    offline: t('live.offline'),
    newMail: t('live.new_mail'),
    newThreads: t('live.new_threads'),
    picked: t('list.picked'),
    pickedAll: t('list.picked_all'),
    saved: t('reply.saved'),
    saving: t('reply.saving'),
    notSaved: t('reply.not_saved'),
    offlineUnsaved: t('writing.offline'),
    signedOut: t('writing.signed_out'),
    beside: t('writing.beside'),
    besideOpen: t('writing.beside_open'),
    uploading: t('writing.uploading'),
    leave: t('reply.leave'),
    failed: t('live.failed'),
    filter: t('keys.choose'),
    nothingFits: t('keys.nothing_to_choose'),
    ...clockPatterns(t),
  }
  return (
    <html lang={reader.locale}>
      <head>
        <meta charset="utf-8" />
        <title>{title ? `${title} · hoshin` : 'hoshin'}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="same-origin" />
        <meta name="robots" content="noindex" />
        <link rel="icon" href={assets.icon} type="image/svg+xml" />
        {assets.css.map((href) => (
          <link rel="stylesheet" href={href} />
        ))}
        <script src={assets.js} defer></script>
      </head>
      <body
        data-words={JSON.stringify(words)}
        data-time-zone={reader.timeZone}
        data-now={String(reader.now)}
        data-keys={reader.keys ? 'on' : 'off'}
      >
        {children}
      </body>
    </html>
  )
}

/** What every signed-in page needs around it, the same on each: the rail's facts, files, flash. */
export type ShellFrame = RailProps & { assets: Assets; flash?: Flash | undefined }

type ShellProps = ShellFrame & {
  title: string
  /** What fills a phone's screen: the list, the thread, or a page of its own. */
  view: 'list' | 'thread' | 'page'
  children?: Child
}

/** The signed-in frame: rail, then whatever panes the page brings. */
export function Shell({ title, assets, view, flash, children, ...rail }: ShellProps) {
  const { reader } = rail
  const { t } = reader
  return (
    <Document reader={reader} title={title} assets={assets}>
      <a class="skip" href="#main">
        {t('shell.skip')}
      </a>
      <div
        id="app"
        class={`app view-${view}`}
        hx-history-elt=""
        hx-boost:inherited="select:'#app', target:'#app', swap:'outerMorph show:none'"
      >
        <Banners reader={reader} banners={rail.banners} />
        <Rail {...rail} />
        {children}
        {view !== 'thread' && (
          <TabBar
            reader={reader}
            place={rail.place}
            counts={rail.counts}
            desk={rail.page === 'desk' ? 'open' : rail.supervises ? 'there' : 'none'}
          />
        )}
        <Flashes
          reader={reader}
          flash={flash}
          place={rail.place}
          leaving={rail.leaving}
          undoable={rail.undoable}
        />
      </div>
      <KeySheet reader={reader} />
      <div id="toasts" role="status" aria-live="polite"></div>
    </Document>
  )
}

/** A page of its own in the frame: notifications, outbox, settings. */
export function Page({
  reader,
  title,
  lead,
  actions,
  children,
}: {
  reader: Reader
  title: string
  lead?: Child
  actions?: Child
  children?: Child
}) {
  return (
    <main id="main" class="page" tabindex={-1}>
      <header class="page-head">
        <ToMenu reader={reader} />
        <h1>{title}</h1>
        {actions}
        {lead && <p class="lead">{lead}</p>}
      </header>
      {children}
    </main>
  )
}

/** A signed-out page (sign-in, first run, invitation, error): one sheet of paper in the middle. */
export function Sheet({
  reader,
  title,
  assets,
  flash,
  children,
}: DocumentProps & { flash?: Flash | undefined }) {
  return (
    <Document reader={reader} title={title} assets={assets}>
      <main id="main" class="sheet-ground">
        <div class="sheet">
          <p class="brand">
            hoshin <i>方針</i>
          </p>
          <Flashes reader={reader} flash={flash} />
          <h1>{title}</h1>
          {children}
        </div>
      </main>
    </Document>
  )
}
