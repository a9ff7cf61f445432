import type { ShellFrame } from '../layout.tsx'
import { Button, Chip, ErrorSummary, type Errors, Field } from '../parts.tsx'
import { AdminFrame } from './admin-frame.tsx'
import { Checks, LinkToCopy, type MailboxName, RoleFields, type RoleIn } from './roles.tsx'

export type PersonPageProps = {
  frame: ShellFrame
  person: {
    id: number
    name: string
    reading: string
    email: string
    title: string
    phone: string
    isAdmin: boolean
    isDisabled: boolean
    groupIds: readonly number[]
    roles: readonly RoleIn[]
  }
  mailboxes: readonly MailboxName[]
  groups: readonly { id: number; name: string }[]
  /** To choose a new password by; null while none was made. */
  passwordLink: string | null
  typed: Readonly<Record<string, string>>
  errors: Errors
}

export function PersonPage(props: PersonPageProps) {
  const { frame, person, errors } = props
  const { reader } = frame
  const { t } = reader
  return (
    <AdminFrame
      frame={frame}
      title={person.name}
      lead={
        <>
          {person.email} {person.isDisabled && <Chip tone="shu">{t('admin.disabled_chip')}</Chip>}
        </>
      }
      on="people"
    >
      <ErrorSummary reader={reader} errors={errors} />
      <Profile {...props} />
      {!person.isDisabled && <Forgotten {...props} />}
      <State {...props} />
    </AdminFrame>
  )
}

function Profile({ frame, person, mailboxes, groups, typed, errors }: PersonPageProps) {
  const { reader } = frame
  const { t } = reader
  return (
    <form method="post" action={`/admin/people/${person.id}`} class="panel">
      <div class="fields">
        <Field
          label={t('account.name')}
          name="name"
          value={typed.name ?? person.name}
          error={errors.name}
          required
        />
        <Field
          label={t('account.reading')}
          name="reading"
          value={typed.reading ?? person.reading}
          error={errors.reading}
        />
        <Field
          label={t('account.title')}
          name="title"
          value={typed.title ?? person.title}
          error={errors.title}
        />
        <Field
          label={t('call.phone')}
          name="phone"
          value={typed.phone ?? person.phone}
          hint={t('call.phone_hint')}
          error={errors.phone}
        />
      </div>
      <RoleFields reader={reader} mailboxes={mailboxes} roles={person.roles} typed={typed} />
      <p class="hint">{t('admin.roles_hint')}</p>
      <Checks
        legend={t('people.in_groups')}
        name="group"
        choices={groups}
        chosen={person.groupIds}
        empty={t('people.no_groups')}
      />
      <div class={errors.admin ? 'wrong' : undefined}>
        <label class="check">
          <input
            id="f-admin"
            type="checkbox"
            name="admin"
            checked={person.isAdmin}
            aria-describedby={errors.admin && 'f-admin-error'}
          />{' '}
          {t('admin.is_admin')}
        </label>
        {errors.admin && (
          <p class="error" id="f-admin-error">
            {errors.admin}
          </p>
        )}
      </div>
      <p class="acts">
        <Button tone="act">{t('common.save')}</Button>
      </p>
    </form>
  )
}

function Forgotten({ frame, person, passwordLink }: PersonPageProps) {
  const { reader } = frame
  const { t } = reader
  return (
    <form method="post" action={`/admin/people/${person.id}/password-link`} class="panel">
      <h2>{t('people.forgotten')}</h2>
      <p class="hint">{t('people.forgotten_hint')}</p>
      {passwordLink && <LinkToCopy reader={reader} id="password-link" link={passwordLink} />}
      <p class="acts">
        <Button>{t('people.make_link')}</Button>
      </p>
    </form>
  )
}

function State({ frame, person, errors }: PersonPageProps) {
  const { t } = frame.reader
  const verb = person.isDisabled ? 'enable' : 'disable'
  return (
    <form method="post" action={`/admin/people/${person.id}/state`} class="panel" id="f-state">
      <h2>{t(`people.${verb}`)}</h2>
      <p class="hint">{t(`people.${verb}_hint`)}</p>
      {errors.state && <p class="error">{errors.state}</p>}
      <p class="acts">
        <Button name="state" value={person.isDisabled ? 'enabled' : 'disabled'}>
          {t(`people.${verb}_act`)}
        </Button>
      </p>
    </form>
  )
}
