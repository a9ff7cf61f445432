import type { ShellFrame } from '../layout.tsx'
import { Button, Chip, ErrorSummary, type Errors, Face, Field, When } from '../parts.tsx'
import type { Reader } from '../reader.ts'
import { AdminFrame } from './admin-frame.tsx'
import { Checks, LinkToCopy, type MailboxName, type Role, RoleFields } from './roles.tsx'

export type PersonRow = {
  id: number
  name: string
  title: string
  email: string
  isAdmin: boolean
  isDisabled: boolean
  isViewer: boolean
  groups: readonly string[]
  roles: readonly { mailbox: string; role: Role }[]
}

export type InvitationRow = { id: number; name: string; email: string; endsAt: number; link: string }

export type PeoplePageProps = {
  frame: ShellFrame
  people: readonly PersonRow[]
  invitations: readonly InvitationRow[]
  mailboxes: readonly MailboxName[]
  groups: readonly { id: number; name: string }[]
  values: Readonly<Record<string, string>>
  errors: Errors
}

export function PeoplePage(props: PeoplePageProps) {
  const { frame, people, invitations } = props
  const { reader } = frame
  const { t } = reader
  return (
    <AdminFrame frame={frame} title={t('admin.people')} lead={t('people.lead')} on="people">
      {invitations.length > 0 && (
        <section id="invited">
          <h2>{t('people.open')}</h2>
          <ul class="rows">
            {invitations.map((invitation) => (
              <Invited reader={reader} invitation={invitation} />
            ))}
          </ul>
        </section>
      )}
      <ul class="rows">
        {people.map((person) => (
          <PersonItem reader={reader} person={person} />
        ))}
      </ul>
      <Invite {...props} />
    </AdminFrame>
  )
}

function Invited({ reader, invitation }: { reader: Reader; invitation: InvitationRow }) {
  const { t } = reader
  return (
    <li class="tall">
      <div class="row-words">
        <b>{invitation.name}</b>
        <small>
          {invitation.email} · {t('people.ends')} <When reader={reader} at={invitation.endsAt} as="due" />
        </small>
      </div>
      <form method="post" action="/admin/invitations/withdrawal">
        <input type="hidden" name="email" value={invitation.email} />
        <Button>{t('people.withdraw')}</Button>
      </form>
      <LinkToCopy reader={reader} id={`link-${invitation.id}`} link={invitation.link} />
    </li>
  )
}

function PersonItem({ reader, person }: { reader: Reader; person: PersonRow }) {
  const { t } = reader
  const nothing = person.roles.length === 0 && person.groups.length === 0 && !person.isAdmin
  return (
    <li>
      <Face name={person.name} />
      <div class="row-words">
        <a href={`/admin/people/${person.id}`}>
          <b>{person.name}</b>
        </a>{' '}
        {person.title && <small class="beside">{person.title}</small>}
        <small>{person.email}</small>
      </div>
      <div class="row-marks">
        {person.isDisabled && <Chip tone="shu">{t('admin.disabled_chip')}</Chip>}
        {person.isViewer && <Chip tone="matsu">{t('people.you')}</Chip>}
        {person.isAdmin && <Chip tone="ai">{t('admin.admin_chip')}</Chip>}
        {person.roles.map(({ mailbox, role }) => (
          <Chip>
            {mailbox} {t(`admin.role_${role}_short`)}
          </Chip>
        ))}
        {person.groups.map((group) => (
          <Chip>@{group}</Chip>
        ))}
        {nothing && !person.isDisabled && <Chip tone="kohaku">{t('admin.no_roles')}</Chip>}
      </div>
    </li>
  )
}

function Invite({ frame, mailboxes, groups, values, errors }: PeoplePageProps) {
  const { reader } = frame
  const { t } = reader
  return (
    <form method="post" action="/admin/invitations" class="panel" id="invite">
      <h2>{t('people.invite')}</h2>
      <ErrorSummary reader={reader} errors={errors} />
      <div class="fields">
        <Field label={t('account.name')} name="name" value={values.name} error={errors.name} required />
        <Field
          label={t('account.reading')}
          name="reading"
          value={values.reading}
          error={errors.reading}
          hint={t('account.reading_hint')}
        />
        <Field
          label={t('account.email')}
          name="email"
          type="email"
          value={values.email}
          error={errors.email}
          required
        />
        <Field label={t('account.title')} name="title" value={values.title} error={errors.title} />
      </div>
      <RoleFields reader={reader} mailboxes={mailboxes} roles={[]} typed={values} />
      {groups.length > 0 && (
        <Checks
          legend={t('people.in_groups')}
          name="group"
          choices={groups}
          chosen={values.group ? [Number(values.group)] : []}
          empty={t('people.no_groups')}
        />
      )}
      <label class="check">
        <input type="checkbox" name="admin" checked={values.admin !== undefined} /> {t('admin.is_admin')}
      </label>
      <p class="acts">
        <small class="hint">{t('people.invite_hint')}</small>
        <Button tone="act">{t('people.invite_act')}</Button>
      </p>
    </form>
  )
}
