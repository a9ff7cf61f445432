import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { PersonPage } from '../../views/admin/person-page.tsx'
import { transact } from '../db/transact.ts'
import { secretFor } from '../settings/settings.store.ts'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { notFound } from '../web/errors.tsx'
import { id, line, phone, requiredLine } from '../web/fields.ts'
import { inWords, many, parseForm, ticked, type Values } from '../web/forms.ts'
import { goTo } from '../web/fragment.ts'
import { frameOf, sendDocument } from '../web/page.tsx'
import { findAccount } from './account.store.ts'
import type { Account } from './account.ts'
import { changeAccount } from './change-account.ts'
import { setGroupsOf } from './change-group.ts'
import { disableAccount, enableAccount } from './disable-account.ts'
import { grantableMailboxes } from './grantable.store.ts'
import { allGroups } from './group.store.ts'
import { openPasswordLink } from './invitation.store.ts'
import { invitationLink, invitationToken } from './invitation.ts'
import { offerNewPassword } from './invite-person.ts'
import { allMemberships } from './membership.store.ts'
import { rolesIn } from './role-fields.ts'
import { setMemberships } from './set-membership.ts'

const Changed = z.object({
  name: requiredLine(),
  reading: line(),
  title: line(),
  phone: phone().optional(),
  admin: ticked(),
  group: many(id()),
})
const State = z.object({ state: z.enum(['disabled', 'enabled']) })
const path = '/admin/people/:id{[0-9]{1,15}}'

/** One person, as an administrator sees and changes them. */
export function personRoutes(deps: Deps) {
  const { db, clock, config } = deps
  const app = new Hono<Env>()

  app.get(path, async (c) => {
    const account = await findAccount(db, Number(c.req.param('id')))
    return account ? page(c, account, {}, {}) : notFound(c, deps)
  })

  app.post(path, async (c) => {
    const account = await findAccount(db, Number(c.req.param('id')))
    if (!account) return notFound(c, deps)
    const { t } = c.get('reader')
    const form = await parseForm(c, Changed)
    if (!form.ok) return page(c, account, form.values, inWords(form.errors, c.get('reader')))
    const { name, reading, title, phone, admin, group } = form.value
    const actor = c.get('viewer').accountId
    const roles = rolesIn(form.values).map((one) => ({ ...one, of: { accountId: account.id } }))
    const changed = await transact(db, async (tx) => {
      const wish = { name, reading, title, isAdmin: admin, ...(phone !== undefined && { phone }) }
      const done = await changeAccount(tx, account.id, wish, actor, clock())
      if ('refused' in done) return done
      await setMemberships(tx, roles, actor, clock())
      await setGroupsOf(tx, account.id, group, actor, clock())
      return done
    })
    if ('refused' in changed) return page(c, account, form.values, { admin: t('admin.last_admin') })
    return done(c, account, 'saved')
  })

  app.post(`${path}/state`, async (c) => {
    const account = await findAccount(db, Number(c.req.param('id')))
    const form = await parseForm(c, State)
    if (!account || !form.ok) return notFound(c, deps)
    const actor = c.get('viewer').accountId
    if (form.value.state === 'enabled') {
      await enableAccount(db, account.id, actor, clock())
      return done(c, account, 'enabled')
    }
    const shut = await disableAccount(db, account.id, actor, clock())
    if ('refused' in shut && shut.refused === 'last-admin') {
      return page(c, account, {}, { state: c.get('reader').t('admin.last_admin') })
    }
    return done(c, account, 'disabled')
  })

  app.post(`${path}/password-link`, async (c) => {
    const account = await findAccount(db, Number(c.req.param('id')))
    if (!account) return notFound(c, deps)
    const offered = await offerNewPassword(db, account.id, c.get('viewer').accountId, clock())
    return 'refused' in offered ? notFound(c, deps) : done(c, account, 'link')
  })

  function done(c: Context<Env>, account: Account, what: keyof typeof flashWords) {
    deps.live.wake()
    return goTo(c, `/admin/people/${account.id}?done=${what}`)
  }

  async function page(c: Context<Env>, account: Account, typed: Values, errors: Record<string, string>) {
    const link = await openPasswordLink(db, account.id, clock())
    const secret = await secretFor(db, 'links')
    const [memberships, mailboxes, groups] = await Promise.all([
      allMemberships(db),
      grantableMailboxes(db),
      allGroups(db),
    ])
    return sendDocument(
      c,
      <PersonPage
        frame={await frameOf(c, deps, { page: 'admin', flash: flashFor(c) })}
        person={{
          ...account,
          isAdmin: account.adminSince !== null,
          isDisabled: account.disabledAt !== null,
          groupIds: groups.filter((group) => group.memberIds.includes(account.id)).map((group) => group.id),
          roles: memberships.filter((one) => one.accountId === account.id),
        }}
        mailboxes={mailboxes}
        groups={groups}
        passwordLink={link && invitationLink(config.publicUrl, invitationToken(secret, link))}
        typed={typed}
        errors={errors}
      />,
      Object.keys(errors).length > 0 ? 422 : 200,
    )
  }

  return app
}

const flashWords = {
  saved: 'admin.saved',
  enabled: 'people.enabled',
  disabled: 'people.disabled',
  link: 'people.link_ready',
} as const

function flashFor(c: Context<Env>) {
  const done = c.req.query('done')
  if (done === 'saved' || done === 'enabled' || done === 'disabled' || done === 'link') {
    return { kind: 'done', words: c.get('reader').t(flashWords[done]) } as const
  }
  return undefined
}
