import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { PeoplePage } from '../../views/admin/people-page.tsx'
import { secretFor } from '../settings/settings.store.ts'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { email, id, line, requiredLine } from '../web/fields.ts'
import { inWords, many, parseForm, ticked, type Values } from '../web/forms.ts'
import { goTo } from '../web/fragment.ts'
import { frameOf, sendDocument } from '../web/page.tsx'
import { allAccounts } from './account.store.ts'
import { grantableMailboxes } from './grantable.store.ts'
import { allGroups } from './group.store.ts'
import { openInvitations } from './invitation.store.ts'
import { invitationLink, invitationToken } from './invitation.ts'
import { invitePerson, withdrawInvitation } from './invite-person.ts'
import { allMemberships } from './membership.store.ts'
import { rolesIn } from './role-fields.ts'

const Invited = z.object({
  name: requiredLine(),
  reading: line(),
  email: email(),
  title: line(),
  admin: ticked(),
  group: many(id()),
})

/** Everybody who has an account or an invitation, and inviting more. */
export function peopleRoutes(deps: Deps) {
  const { db, clock, config } = deps
  const app = new Hono<Env>()

  app.get('/admin/people', (c) => page(c, {}, {}))

  app.post('/admin/invitations', async (c) => {
    const { t } = c.get('reader')
    const form = await parseForm(c, Invited)
    if (!form.ok) return page(c, form.values, inWords(form.errors, c.get('reader')))
    const { name, email, reading, title, admin, group } = form.value
    const memberships = rolesIn(form.values).flatMap(({ mailboxId, role }) =>
      role ? [{ mailboxId, role }] : [],
    )
    const grants = { reading, title, isAdmin: admin, memberships, groupIds: group }
    const invited = await invitePerson(db, { email, name, grants }, c.get('viewer').accountId, clock())
    if ('refused' in invited) return page(c, form.values, { email: t('admin.email_taken') })
    return goTo(c, '/admin/people?done=invited')
  })

  app.post('/admin/invitations/withdrawal', async (c) => {
    const form = await parseForm(c, z.object({ email: email() }))
    if (form.ok) await withdrawInvitation(db, form.value.email, c.get('viewer').accountId, clock())
    return goTo(c, '/admin/people?done=withdrawn')
  })

  async function page(c: Context<Env>, values: Values, errors: Record<string, string>) {
    const secret = await secretFor(db, 'links')
    const [accounts, memberships, mailboxes, groups, invitations] = await Promise.all([
      allAccounts(db),
      allMemberships(db),
      grantableMailboxes(db),
      allGroups(db),
      openInvitations(db, clock()),
    ])
    const people = accounts.map((account) => ({
      ...account,
      isAdmin: account.adminSince !== null,
      isDisabled: account.disabledAt !== null,
      isViewer: account.id === c.get('viewer').accountId,
      groups: groups.filter((group) => group.memberIds.includes(account.id)).map((group) => group.name),
      roles: mailboxes.flatMap((mailbox) => {
        const held = memberships.find((one) => one.mailboxId === mailbox.id && one.accountId === account.id)
        return held ? [{ mailbox: mailbox.name, role: held.role }] : []
      }),
    }))
    const links = invitations.map((invitation) => ({
      ...invitation,
      link: invitationLink(config.publicUrl, invitationToken(secret, invitation)),
    }))
    const frame = await frameOf(c, deps, { page: 'admin', flash: flashFor(c, invitations[0]?.name) })
    return sendDocument(
      c,
      <PeoplePage
        frame={frame}
        people={people}
        invitations={links}
        mailboxes={mailboxes}
        groups={groups}
        values={values}
        errors={errors}
      />,
      Object.keys(errors).length > 0 ? 422 : 200,
    )
  }

  return app
}

function flashFor(c: Context<Env>, newest: string | undefined) {
  const { t } = c.get('reader')
  const done = c.req.query('done')
  if (done === 'invited' && newest)
    return { kind: 'done', words: t('people.invited', { name: newest }) } as const
  if (done === 'withdrawn') return { kind: 'done', words: t('people.withdrawn') } as const
  return undefined
}
