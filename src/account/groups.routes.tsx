import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { GroupPage, GroupsPage } from '../../views/admin/groups-page.tsx'
import { transact } from '../db/transact.ts'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { notFound } from '../web/errors.tsx'
import { id, line, requiredLine } from '../web/fields.ts'
import { inWords, many, parseForm, type Values } from '../web/forms.ts'
import { goTo } from '../web/fragment.ts'
import { frameOf, sendDocument } from '../web/page.tsx'
import { allAccounts } from './account.store.ts'
import { changeGroup, createGroup } from './change-group.ts'
import { grantableMailboxes } from './grantable.store.ts'
import { allGroups, findGroup, type Group } from './group.store.ts'
import { allMemberships } from './membership.store.ts'
import { rolesIn } from './role-fields.ts'
import { setMemberships } from './set-membership.ts'

const Wished = z.object({ name: requiredLine(80), reading: line(80), member: many(id()) })
const path = '/admin/groups/:id{[0-9]{1,15}}'

/** Departments: who is in them and what they may do as a whole. */
export function groupRoutes(deps: Deps) {
  const { db, clock } = deps
  const app = new Hono<Env>()

  app.get('/admin/groups', (c) => list(c, {}, {}))

  app.post('/admin/groups', async (c) => {
    const form = await parseForm(c, Wished)
    if (!form.ok) return list(c, form.values, inWords(form.errors, c.get('reader')))
    const made = await createGroup(db, await wishOf(form.value), c.get('viewer').accountId, clock())
    if ('refused' in made) return list(c, form.values, { name: c.get('reader').t('admin.group_taken') })
    deps.live.wake()
    return goTo(c, `/admin/groups/${made.groupId}`)
  })

  app.get(path, async (c) => {
    const group = await findGroup(db, Number(c.req.param('id')))
    return group ? page(c, group, {}, {}) : notFound(c, deps)
  })

  app.post(path, async (c) => {
    const group = await findGroup(db, Number(c.req.param('id')))
    if (!group) return notFound(c, deps)
    const form = await parseForm(c, Wished)
    if (!form.ok) return page(c, group, form.values, inWords(form.errors, c.get('reader')))
    const actor = c.get('viewer').accountId
    const wish = await wishOf(form.value)
    const roles = rolesIn(form.values).map((one) => ({ ...one, of: { groupId: group.id } }))
    const changed = await transact(db, async (tx) => {
      const done = await changeGroup(tx, group.id, wish, actor, clock())
      if (!('refused' in done)) await setMemberships(tx, roles, actor, clock())
      return done
    })
    if ('refused' in changed) {
      return page(c, group, form.values, { name: c.get('reader').t('admin.group_taken') })
    }
    deps.live.wake()
    return goTo(c, `/admin/groups/${group.id}?done=saved`)
  })

  /** Only people who are there: a form may be older than an account. */
  async function wishOf({ name, reading, member }: z.infer<typeof Wished>) {
    const known = new Set((await allAccounts(db)).map((account) => account.id))
    return { name, reading, memberIds: member.filter((accountId) => known.has(accountId)) }
  }

  async function list(c: Context<Env>, values: Values, errors: Record<string, string>) {
    const accounts = await allAccounts(db)
    const groups = (await allGroups(db)).map((group) => ({
      ...group,
      members: accounts
        .filter((account) => group.memberIds.includes(account.id))
        .map((account) => account.name),
    }))
    const frame = await frameOf(c, deps, { page: 'admin' })
    const status = Object.keys(errors).length > 0 ? 422 : 200
    return sendDocument(
      c,
      <GroupsPage frame={frame} groups={groups} values={values} errors={errors} />,
      status,
    )
  }

  async function page(c: Context<Env>, group: Group, typed: Values, errors: Record<string, string>) {
    const words = c.req.query('done') === 'saved' ? c.get('reader').t('admin.saved') : null
    const frame = await frameOf(c, deps, {
      page: 'admin',
      flash: words ? { kind: 'done', words } : undefined,
    })
    const accounts = await allAccounts(db)
    const memberships = await allMemberships(db)
    return sendDocument(
      c,
      <GroupPage
        frame={frame}
        group={{ ...group, roles: memberships.filter((one) => one.groupId === group.id) }}
        people={accounts.filter((one) => one.disabledAt === null || group.memberIds.includes(one.id))}
        mailboxes={await grantableMailboxes(db)}
        typed={typed}
        errors={errors}
      />,
      Object.keys(errors).length > 0 ? 422 : 200,
    )
  }

  return app
}
