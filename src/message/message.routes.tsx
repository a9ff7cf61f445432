import { type Context, Hono } from 'hono'
import { MailFrame } from '../../views/message/mail-frame.tsx'
import { recordEvent } from '../event/record-event.ts'
import { withImages } from '../mail/html-images.ts'
import { threadId } from '../thread/thread.routes.tsx'
import { findThread } from '../thread/thread.store.ts'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { notFound } from '../web/errors.tsx'
import { setMailFramePolicy } from '../web/mail-frame-policy.ts'
import { sendDocument } from '../web/page.tsx'
import { readBlob } from './blob.store.ts'

/** What a mail carries: its HTML in a frame of its own, its files, its original bytes. */
export function messageRoutes(deps: Deps) {
  const app = new Hono<Env>()

  app.get('/messages/:id/body', async (c) => {
    const message = await messageInSight(c, deps)
    if (!message) return notFound(c, deps)
    const body = await deps.db
      .selectFrom('message_bodies')
      .select('html')
      .where('message_id', '=', message.id)
      .executeTakeFirst()
    if (!body?.html) return notFound(c, deps)
    const remote = c.req.query('images') === '1'
    const html = withImages(body.html, {
      inlineUrl: (index) => `/messages/${message.id}/inline/${index}`,
      remote,
    })
    setMailFramePolicy(c, { remoteImages: remote })
    keepForThisSession(c, 3600)
    return sendDocument(c, <MailFrame reader={c.get('reader')} html={html} />)
  })

  app.get('/messages/:id/inline/:index', async (c) => {
    const message = await messageInSight(c, deps)
    const index = Number(c.req.param('index'))
    if (!message?.raw_blob_id || !Number.isSafeInteger(index)) return notFound(c, deps)
    const file = await deps.mailReader.attachment(await readBlob(deps.db, message.raw_blob_id), index)
    // Only pictures that browsers draw without running anything are shown in place.
    if (!file || !/^image\/(png|jpeg|gif|webp)$/.test(file.contentType)) return notFound(c, deps)
    return sendBytes(c, file.bytes, file.contentType, null)
  })

  app.get('/attachments/:id', async (c) => {
    const attachment = await deps.db
      .selectFrom('attachments')
      .innerJoin('messages', 'messages.id', 'attachments.message_id')
      .select(['attachments.position', 'attachments.filename', 'messages.thread_id', 'messages.raw_blob_id'])
      .where('attachments.id', '=', threadId(c))
      .executeTakeFirst()
    const thread = attachment && (await findThread(deps.db, c.get('viewer'), attachment.thread_id))
    if (!attachment?.raw_blob_id || !thread) return notFound(c, deps)
    const raw = await readBlob(deps.db, attachment.raw_blob_id)
    const file = await deps.mailReader.attachment(raw, attachment.position)
    if (!file) return notFound(c, deps)
    return sendBytes(c, file.bytes, 'application/octet-stream', attachment.filename || 'attachment')
  })

  app.get('/messages/:id/original', async (c) => {
    const message = await messageInSight(c, deps)
    if (!message?.raw_blob_id) return notFound(c, deps)
    const raw = await readBlob(deps.db, message.raw_blob_id)
    await recordEvent(deps.db, {
      at: deps.clock(),
      kind: 'original_opened',
      mailboxId: message.mailbox_id,
      threadId: message.thread_id,
      actorId: c.get('viewer').accountId,
      facts: { message: message.id },
    })
    return sendBytes(c, raw, 'message/rfc822', `${message.subject || 'mail'}-${message.id}.eml`)
  })

  return app
}

async function messageInSight(c: Context<Env>, deps: Deps) {
  const message = await deps.db
    .selectFrom('messages')
    .selectAll()
    .where('id', '=', threadId(c))
    .executeTakeFirst()
  const thread = message && (await findThread(deps.db, c.get('viewer'), message.thread_id))
  return thread ? message : null
}

/** Files are always downloads: an HTML or SVG file opened here would run with this site's rights. */
export function sendBytes(c: Context, bytes: Uint8Array, type: string, filename: string | null): Response {
  if (filename !== null) c.header('Content-Disposition', attachmentNamed(filename))
  c.header('Content-Type', type)
  c.header('X-Content-Type-Options', 'nosniff')
  c.header('Content-Security-Policy', "default-src 'none'; sandbox")
  keepForThisSession(c, 86_400)
  return c.body(unshared(bytes))
}

/** The same bytes, seen anew and not copied: answers take none that threads share, and none here do. */
function unshared(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer, byteOffset, byteLength } = bytes
  return buffer instanceof ArrayBuffer
    ? new Uint8Array(buffer, byteOffset, byteLength)
    : new Uint8Array(bytes)
}

/** Whoever signs in next at this browser asks the server again, which knows what they may see. */
function keepForThisSession(c: Context, seconds: number): void {
  c.header('Cache-Control', `private, max-age=${seconds}`)
  c.header('Vary', 'Cookie')
}

/** RFC 6266: a plain name for old programs, the true one in UTF-8 for the rest. */
function attachmentNamed(filename: string): string {
  const [, stem = '', ending = ''] = /^(.*?)(\.[^.]{1,10})?$/s.exec(filename) ?? []
  // Cutting may halve a character, of which encodeURIComponent makes an error.
  const safe = `${stem.slice(0, 190)}${ending}`.toWellFormed().replace(/[\\/\x00-\x1f\x7f"]/g, '_')
  const plain = safe.replace(/[^\x20-\x7e]/g, '_')
  const encoded = encodeURIComponent(safe).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16)}`)
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
