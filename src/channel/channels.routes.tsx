import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { ChannelsPage } from '../../views/channel/channels-page.tsx'
import { chatTest } from '../../views/channel/chat-message.ts'
import { problemWords } from '../../views/channel/problem-words.ts'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { notFound } from '../web/errors.tsx'
import { parseForm, type Values } from '../web/forms.ts'
import { goTo } from '../web/fragment.ts'
import { frameOf, sendDocument } from '../web/page.tsx'
import { addChannel, maySetChannels, removeChannel } from './change-channels.ts'
import { channelsOf, findChannel, lastDeliveries } from './channel.store.ts'
import { channelKinds, shownTarget } from './channel.ts'
import { type Outcome, outcomeOf } from './outcome.ts'
import { requestFor } from './payload.ts'
import { postSafely } from './post.ts'

const text = () => z.string().default('')
const NewForm = z.object({
  kind: z.enum(channelKinds),
  name: text(),
  url: text(),
  token: text(),
  locale: z.enum(['ja', 'en']),
})
const Act = z.object({ act: z.enum(['test', 'remove']) })
const path = '/mailboxes/:id{[0-9]{1,15}}/channels'

type Shown = {
  typed?: Values
  errors?: Record<string, string>
  words?: { kind: 'done' | 'refused'; words: string }
}

/** Where a mailbox's calls are written beside the mail, for its supervisors and for administrators. */
export function channelRoutes(deps: Deps) {
  const { db, clock, config } = deps
  const app = new Hono<Env>()

  app.get(path, async (c) => {
    const mailbox = await mailboxOf(c)
    if (!mailbox) return notFound(c, deps)
    const done = c.req.query('done')
    const { t } = c.get('reader')
    const words = done === 'added' ? t('channel.added') : done === 'removed' ? t('channel.removed') : null
    return page(c, mailbox, words ? { words: { kind: 'done', words } } : {})
  })

  app.post(path, async (c) => {
    const mailbox = await mailboxOf(c)
    if (!mailbox) return notFound(c, deps)
    const { t } = c.get('reader')
    const form = await parseForm(c, NewForm)
    if (!form.ok) return page(c, mailbox, { typed: form.values, errors: { name: t('common.form_wrong') } })
    const added = await addChannel(db, c.get('viewer'), { mailboxId: mailbox.id, ...form.value }, clock())
    if (!('refused' in added)) {
      deps.live.wake()
      return goTo(c, `/mailboxes/${mailbox.id}/channels?done=added#channel-${added.channelId}`)
    }
    if (added.refused === 'no-right') return notFound(c, deps)
    // A token is not sent back: it is typed once more.
    const { token: _, ...typed } = form.values
    return page(c, mailbox, { typed, errors: { [added.field]: t(`channel_problem.${added.problem}`) } })
  })

  // Reloading the address of what a test said leads back.
  app.get(`${path}/:channel{[0-9]{1,15}}`, (c) => goTo(c, `/mailboxes/${c.req.param('id')}/channels`))

  app.post(`${path}/:channel{[0-9]{1,15}}`, async (c) => {
    const mailbox = await mailboxOf(c)
    const channelId = Number(c.req.param('channel'))
    const channel = mailbox && (await findChannel(db, mailbox.id, channelId))
    const form = await parseForm(c, Act)
    if (!mailbox || !channel || !form.ok) return notFound(c, deps)
    const { reader, viewer } = { reader: c.get('reader'), viewer: c.get('viewer') }
    if (form.value.act === 'remove') {
      await removeChannel(db, viewer, { mailboxId: mailbox.id, channelId }, clock())
      deps.live.wake()
      return goTo(c, `/mailboxes/${mailbox.id}/channels?done=removed`)
    }
    const message = chatTest({
      id: `test-${channelId}-${clock()}`,
      locale: channel.locale,
      url: new URL(`/mailboxes/${mailbox.id}/channels`, config.publicUrl).href,
      mailbox: mailbox.name,
      by: viewer.name,
    })
    const answer = await postSafely(requestFor(channel, message, clock()), { allow: config.channelHosts })
    return page(c, mailbox, { words: testedInWords(outcomeOf(answer, channel), reader) })
  })

  /** Only those that this person may set exist here. */
  async function mailboxOf(c: Context<Env>): Promise<{ id: number; name: string } | null> {
    const id = Number(c.req.param('id'))
    const row = await db
      .selectFrom('mailboxes')
      .select(['id', 'name'])
      .where('id', '=', id)
      .where('retired_at', 'is', null)
      .executeTakeFirst()
    return row && maySetChannels(c.get('viewer'), id) ? row : null
  }

  async function page(c: Context<Env>, mailbox: { id: number; name: string }, shown: Shown) {
    const viewer = c.get('viewer')
    const channels = await channelsOf(db, mailbox.id)
    const last = await lastDeliveries(
      db,
      channels.map(({ id }) => id),
    )
    return sendDocument(
      c,
      <ChannelsPage
        frame={await frameOf(c, deps, { page: viewer.isAdmin ? 'admin' : 'settings', flash: shown.words })}
        mailbox={mailbox}
        channels={channels.map(({ id, kind, name, url }) => ({
          ...{ id, kind, name },
          target: shownTarget({ kind, url }),
          last: last.get(id) ?? null,
        }))}
        typed={shown.typed ?? {}}
        errors={shown.errors ?? {}}
      />,
      shown.errors || shown.words?.kind === 'refused' ? 422 : 200,
    )
  }

  return app
}

function testedInWords(outcome: Outcome, reader: Parameters<typeof problemWords>[0]) {
  const { t } = reader
  if (outcome.is === 'sent') {
    return { kind: 'done', words: t('channel.tested_well', { words: outcome.words }) } as const
  }
  const why = problemWords(reader, outcome.problem, outcome.words)
  return { kind: 'refused', words: t('channel.tested_badly', { why }) } as const
}
