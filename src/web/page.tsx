import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { type Flash, Sheet, type ShellFrame } from '../../views/layout.tsx'
import type { Place } from '../../views/shown.ts'
import { pack, packingFor } from './compress.ts'
import type { Deps } from './deps.ts'
import type { Env, PublicEnv } from './env.ts'

/** Smaller than one packet: packing would cost more than it saves. Bytes. */
const WORTH_PACKING = 1000

/** Sends a whole document, packed as the browser takes it. */
export async function sendDocument(
  c: Context,
  document: Child,
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  const bytes = Buffer.from(`<!doctype html>${document}`)
  const packing = bytes.byteLength < WORTH_PACKING ? null : packingFor(c.req.header('accept-encoding'))
  c.header('Content-Type', 'text/html; charset=UTF-8')
  c.header('Vary', 'Accept-Encoding')
  if (packing) c.header('Content-Encoding', packing)
  // Packed here and not by a middleware: a finished response would be opened, read and made anew for it.
  return c.body(new Uint8Array(packing ? await pack(bytes, packing) : bytes), status)
}

type WithinFrame = {
  place?: Place
  page?: ShellFrame['page']
  flash?: Flash | undefined
}

/** What a signed-in page needs around it, with the rail as it stands now. */
export async function frameOf(c: Context<Env>, deps: Deps, within: WithinFrame): Promise<ShellFrame> {
  const viewer = c.get('viewer')
  const { place = {}, page, flash } = within
  const rail = await deps.railOf(viewer)
  return { ...rail, reader: c.get('reader'), viewer, assets: deps.assets.addresses(), place, page, flash }
}

/** Sends a page without the frame: sign-in, first run, an invitation, an error. */
export function sendSheet(
  c: Context<PublicEnv>,
  deps: Pick<Deps, 'assets'>,
  sheet: { title: string; flash?: Flash | undefined; status?: ContentfulStatusCode },
  content: Child,
): Response | Promise<Response> {
  const { title, flash, status } = sheet
  return sendDocument(
    c,
    <Sheet reader={c.get('reader')} assets={deps.assets.addresses()} title={title} flash={flash}>
      {content}
    </Sheet>,
    status,
  )
}
