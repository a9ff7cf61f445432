import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { ChoosePassword, LinkEnded } from '../../views/account/invitation.tsx'
import type { Deps } from '../web/deps.ts'
import type { PublicEnv } from '../web/env.ts'
import { line, locale, password, requiredLine, timeZone } from '../web/fields.ts'
import { inWords, parseForm, type Values } from '../web/forms.ts'
import { goTo } from '../web/fragment.ts'
import { sendSheet } from '../web/page.tsx'
import { remoteAddress } from '../web/remote-address.ts'
import { keepToken } from '../web/session.ts'
import { acceptInvitation } from './accept-invitation.ts'
import { hashPassword } from './hash-password.ts'
import { findInvitation } from './invitation.store.ts'
import { type Invitation, invitationProblem } from './invitation.ts'
import { passwordProblem } from './password.ts'
import { tokenHash } from './session.ts'
import { openSession } from './sign-in.ts'

const JoinForm = z.object({
  name: requiredLine(),
  reading: line(),
  password: password(),
  locale: locale(),
  timeZone: timeZone(),
})
const PasswordForm = z.object({ password: password() })

/** Links that an administrator hands out. Looking at one does nothing; sending its form uses it. */
export function invitationRoutes(deps: Deps) {
  const { db, clock, config } = deps
  const app = new Hono<PublicEnv>()

  app.get('/invitations/:token', async (c) => {
    const invitation = await findInvitation(db, tokenHash(c.req.param('token')))
    const problem = invitationProblem(invitation, clock())
    if (problem !== null || !invitation) return ended(c, problem ?? 'unknown')
    const { name, grants } = invitation
    const values = {
      name,
      reading: grants.reading,
      locale: c.get('reader').locale,
      timeZone: config.timeZone,
    }
    return page(c, invitation, values, {})
  })

  app.post('/invitations/:token', async (c) => {
    const token = c.req.param('token')
    const invitation = await findInvitation(db, tokenHash(token))
    const before = invitationProblem(invitation, clock())
    if (before !== null || !invitation) return ended(c, before ?? 'unknown')

    const reader = c.get('reader')
    const form = await readAnswer(c, invitation)
    if (!form.ok) return page(c, invitation, form.values, inWords(form.errors, reader))
    const { password, ...answer } = form.value
    const problem = passwordProblem(password, invitation.email)
    if (problem)
      return page(c, invitation, form.values, { password: reader.t(`refused.password_${problem}`) })

    const passwordHash = await hashPassword(password)
    const accepted = await acceptInvitation(db, token, { ...answer, passwordHash }, clock())
    if ('refused' in accepted) return ended(c, accepted.refused === 'taken' ? 'used' : accepted.refused)
    deps.live.wake()
    const from = { userAgent: c.req.header('user-agent') ?? '', address: remoteAddress(c, config.trustProxy) }
    keepToken(c, config, await openSession(db, accepted.accountId, from, clock()))
    return goTo(c, '/')
  })

  async function readAnswer(c: Context<PublicEnv>, { purpose, name, grants }: Invitation) {
    if (purpose === 'join') return parseForm(c, JoinForm)
    const form = await parseForm(c, PasswordForm)
    if (!form.ok) return form
    // The person is there already; only the password is taken.
    const kept = { name, reading: grants.reading, locale: 'ja', timeZone: config.timeZone } as const
    return { ...form, value: { ...kept, password: form.value.password } }
  }

  function page(
    c: Context<PublicEnv>,
    invitation: Invitation,
    values: Values,
    errors: Record<string, string>,
  ) {
    const { t } = c.get('reader')
    const { purpose, name, email } = invitation
    const title = purpose === 'join' ? t('invitation.title', { name }) : t('invitation.reset_title')
    const status = Object.keys(errors).length > 0 ? 422 : 200
    return sendSheet(
      c,
      deps,
      { title, status },
      <ChoosePassword
        reader={c.get('reader')}
        action={c.req.path}
        purpose={purpose}
        email={email}
        values={values}
        errors={errors}
      />,
    )
  }

  function ended(c: Context<PublicEnv>, why: 'unknown' | 'used' | 'ended') {
    const { t } = c.get('reader')
    const status = why === 'unknown' ? 404 : 410
    return sendSheet(
      c,
      deps,
      { title: t(`invitation.${why}_title`), status },
      <LinkEnded reader={c.get('reader')} why={why} />,
    )
  }

  return app
}
