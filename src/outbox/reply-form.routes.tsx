import type { Context } from 'hono'
import { z } from 'zod'
import { type DraftText, saveDraft, type Upload } from '../draft/save-draft.ts'
import { threadId } from '../thread/thread.routes.tsx'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { files, many } from '../web/forms.ts'
import { wantsFragment } from '../web/fragment.ts'
import type { NewReply } from './queue-reply.ts'

/** The fields of a reply, whatever its buttons do. */
export const replyForm = z.object({
  to: z.string().default(''),
  cc: z.string().default(''),
  bcc: z.string().default(''),
  subject: z.string().default(''),
  body: z.string().default(''),
  form_token: z.string().regex(/^[0-9a-f]{32}$/),
  thread_version: z.coerce.number().int().nonnegative(),
  draft_version: z.coerce.number().int().nonnegative().default(0),
  edit: z.coerce.number().int().nonnegative().default(0),
  after: z.enum(['in_progress', 'awaiting_dept', 'done']).default('in_progress'),
  /** The mark of what the question before sending was answered for. */
  confirmed: z.string().max(64).default(''),
  /** What is looked for among the templates. */
  find_template: z.string().max(200).optional().catch(undefined),
  remove_files: many(z.coerce.number().int()),
  files: files(),
})

export type ReplyForm = z.infer<typeof replyForm>

export function textOf({ to, cc, bcc, subject, body }: ReplyForm): DraftText {
  return { to, cc, bcc, subject, body }
}

/** Keeps what was typed and attached as the writer's draft. */
export async function keep(c: Context<Env>, deps: Deps, form: ReplyForm) {
  const uploads: Upload[] = await Promise.all(
    form.files.map(async (file) => ({
      filename: file.name,
      contentType: file.type,
      bytes: new Uint8Array(await file.arrayBuffer()),
    })),
  )
  return saveDraft(
    deps.db,
    c.get('viewer'),
    {
      threadId: threadId(c),
      text: textOf(form),
      threadVersion: form.thread_version,
      formToken: form.form_token,
      edition: { base: form.draft_version, page: form.form_token, edit: form.edit },
      // Whoever presses a button means what is on their screen.
      swaps: !wantsFragment(c),
      uploads,
      removeFiles: form.remove_files,
      filesLimit: deps.config.filesLimit,
    },
    deps.clock(),
  )
}

export function asReply(c: Context<Env>, deps: Deps, form: ReplyForm): NewReply {
  return {
    threadId: threadId(c),
    ...textOf(form),
    formToken: form.form_token,
    threadVersion: form.thread_version,
    after: form.after === 'awaiting_dept' ? 'unchanged' : form.after,
    pause: deps.config.sendPause,
    confirmed: form.confirmed,
  }
}

/** Room for the text and the browser's wrapping beside the largest files, bytes. */
const BESIDE_FILES = 2 * 1024 * 1024

/** How large such a form may be. */
export function largestReply({ config }: Deps): { maxBytes: number } {
  return { maxBytes: config.filesLimit + BESIDE_FILES }
}
