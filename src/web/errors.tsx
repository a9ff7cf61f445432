import { randomBytes } from 'node:crypto'
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { ErrorPage, type ErrorPageProps } from '../../views/error.tsx'
import { Flashes } from '../../views/layout/flash.tsx'
import { makeReader } from '../../views/reader.ts'
import type { Deps } from './deps.ts'
import type { PublicEnv } from './env.ts'
import { BodyTooLarge } from './forms.ts'
import { wantsFragment } from './fragment.ts'
import { sendDocument } from './page.tsx'
import { preferredLocale } from './session.ts'

type ErrorDeps = Pick<Deps, 'assets' | 'clock' | 'config' | 'log'>
type Trouble = Pick<ErrorPageProps, 'kind' | 'words' | 'reference'>

/** The same answer for what does not exist and for what this person may not see. */
export function notFound(c: Context, deps: ErrorDeps): Response | Promise<Response> {
  return sendTrouble(c, deps, 404, { kind: 'not_found' })
}

/** What a person lacks the right to do; `words` say who can. */
export function forbidden(c: Context, deps: ErrorDeps, words: string): Response | Promise<Response> {
  return sendTrouble(c, deps, 403, { kind: 'forbidden', words })
}

/** The answer to anything that was thrown. A surprise gets a number that stands in the log with its cause. */
export function answerError(
  error: Error,
  c: Context<PublicEnv>,
  deps: ErrorDeps,
): Response | Promise<Response> {
  const { t } = readerOf(c, deps)
  if (error instanceof BodyTooLarge) {
    return sendTrouble(c, deps, 413, { kind: 'forbidden', words: t('trouble.large') })
  }
  if (error instanceof HTTPException && error.status === 403) {
    return sendTrouble(c, deps, 403, { kind: 'forbidden', words: t('trouble.foreign') })
  }
  const reference = randomBytes(4).toString('hex')
  deps.log(`error ${reference} ${c.req.method} ${c.req.routePath}: ${error.stack ?? error.message}`)
  return sendTrouble(c, deps, 500, { kind: 'broken', reference })
}

function sendTrouble(
  c: Context<PublicEnv>,
  deps: ErrorDeps,
  status: 403 | 404 | 413 | 500,
  trouble: Trouble,
): Response | Promise<Response> {
  const reader = readerOf(c, deps)
  if (!wantsFragment(c)) {
    return sendDocument(
      c,
      <ErrorPage reader={reader} assets={deps.assets.addresses()} {...trouble} />,
      status,
    )
  }
  // htmx would put the answer in place of what was asked for; the page stays and says what went wrong.
  const { kind, words, reference } = trouble
  const said = words ?? `${reader.t(`error.${kind}`)} ${reader.t(`error.${kind}_next`)}`
  const number = reference ? ` ${reader.t('error.reference', { id: reference })}` : ''
  c.header('HX-Retarget', '#flash')
  c.header('HX-Reswap', 'outerHTML')
  c.header('HX-Reselect', '#flash')
  return c.html(<Flashes reader={reader} flash={{ kind: 'refused', words: said + number }} />, status)
}

/** An error may come before the session was read. */
function readerOf(c: Context<PublicEnv>, { clock, config }: ErrorDeps) {
  const known: ReturnType<typeof makeReader> | undefined = c.get('reader')
  return (
    known ??
    makeReader({
      locale: preferredLocale(c.req.header('accept-language')),
      timeZone: config.timeZone,
      newestFirst: true,
      now: clock(),
    })
  )
}
