import type { Child } from 'hono/jsx'
import { Page, Shell, type ShellFrame } from '../layout.tsx'

type AdminFrameProps = {
  frame: ShellFrame
  title: string
  lead?: Child
  on: (typeof pages)[number]
  children?: Child
}

const pages = ['people', 'groups', 'mailboxes', 'labels', 'backups', 'events'] as const

/** The pages of the administration, with the way between them on top. */
export function AdminFrame({ frame, title, lead, on, children }: AdminFrameProps) {
  const { reader } = frame
  const { t } = reader
  return (
    <Shell {...frame} view="page" title={title}>
      <Page reader={reader} title={title} lead={lead}>
        <nav class="tabs" aria-label={t('admin.pages')}>
          {pages.map((page) => (
            <a
              href={`/admin/${page}`}
              class={page === on ? 'on' : undefined}
              aria-current={page === on ? 'page' : undefined}
            >
              {t(`admin.${page}`)}
            </a>
          ))}
        </nav>
        {children}
      </Page>
    </Shell>
  )
}
