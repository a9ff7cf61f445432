import type { ShellFrame } from '../layout.tsx'
import { Button, Empty, ErrorSummary, type Errors, Field } from '../parts.tsx'
import { AdminFrame } from './admin-frame.tsx'
import { Checks, type MailboxName, RoleFields, type RoleIn } from './roles.tsx'

export type GroupsPageProps = {
  frame: ShellFrame
  groups: readonly { id: number; name: string; members: readonly string[] }[]
  values: Readonly<Record<string, string>>
  errors: Errors
}

export function GroupsPage({ frame, groups, values, errors }: GroupsPageProps) {
  const { reader } = frame
  const { t } = reader
  return (
    <AdminFrame frame={frame} title={t('admin.groups')} lead={t('groups.lead')} on="groups">
      {groups.length === 0 && <Empty title={t('groups.empty')}>{t('groups.empty_next')}</Empty>}
      {groups.length > 0 && (
        <ul class="rows">
          {groups.map((group) => (
            <li>
              <div class="row-words">
                <a href={`/admin/groups/${group.id}`}>
                  <b>@{group.name}</b>
                </a>
                <small>
                  {group.members.join(reader.locale === 'ja' ? '、' : ', ') || t('groups.no_members')}
                </small>
              </div>
              <small class="num">{t('groups.count', { count: group.members.length })}</small>
            </li>
          ))}
        </ul>
      )}
      <form method="post" action="/admin/groups" class="panel">
        <h2>{t('groups.create')}</h2>
        <ErrorSummary reader={reader} errors={errors} />
        <div class="fields">
          <Field label={t('account.name')} name="name" value={values.name} error={errors.name} required />
          <Field
            label={t('account.reading')}
            name="reading"
            value={values.reading}
            error={errors.reading}
            hint={t('groups.reading_hint')}
          />
        </div>
        <p class="acts">
          <Button tone="act">{t('groups.create_act')}</Button>
        </p>
      </form>
    </AdminFrame>
  )
}

export type GroupPageProps = {
  frame: ShellFrame
  group: { id: number; name: string; reading: string; memberIds: readonly number[]; roles: readonly RoleIn[] }
  people: readonly { id: number; name: string; title: string }[]
  mailboxes: readonly MailboxName[]
  typed: Readonly<Record<string, string>>
  errors: Errors
}

export function GroupPage({ frame, group, people, mailboxes, typed, errors }: GroupPageProps) {
  const { reader } = frame
  const { t } = reader
  return (
    <AdminFrame frame={frame} title={`@${group.name}`} on="groups">
      <form method="post" action={`/admin/groups/${group.id}`} class="panel">
        <ErrorSummary reader={reader} errors={errors} />
        <div class="fields">
          <Field
            label={t('account.name')}
            name="name"
            value={typed.name ?? group.name}
            error={errors.name}
            required
          />
          <Field
            label={t('account.reading')}
            name="reading"
            value={typed.reading ?? group.reading}
            error={errors.reading}
            hint={t('groups.reading_hint')}
          />
        </div>
        <Checks
          legend={t('groups.members')}
          name="member"
          choices={people.map(({ id, name, title }) => ({ id, name, note: title }))}
          chosen={group.memberIds}
          empty={t('groups.no_members')}
        />
        <RoleFields reader={reader} mailboxes={mailboxes} roles={group.roles} typed={typed} />
        <p class="acts">
          <Button tone="act">{t('common.save')}</Button>
        </p>
      </form>
    </AdminFrame>
  )
}
