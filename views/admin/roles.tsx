import { Field } from '../parts.tsx'
import type { Reader } from '../reader.ts'

/** The strongest first, as a choice offers them. */
export const roleWords = ['supervisor', 'agent', 'assistant', 'read_only'] as const
export type Role = (typeof roleWords)[number]
export type RoleIn = { mailboxId: number; role: Role }
export type MailboxName = { id: number; name: string; address: string }

type RoleFieldsProps = {
  reader: Reader
  mailboxes: readonly MailboxName[]
  roles: readonly RoleIn[]
  /** What was typed, when the form comes back. */
  typed: Readonly<Record<string, string>>
}

/** One choice for each mailbox: nothing or a role. */
export function RoleFields({ reader, mailboxes, roles, typed }: RoleFieldsProps) {
  const { t } = reader
  const options = [
    { value: '', label: t('admin.role_none') },
    ...roleWords.map((role) => ({ value: role, label: t(`admin.role_${role}`) })),
  ]
  return (
    <fieldset>
      <legend>{t('admin.roles')}</legend>
      {mailboxes.length === 0 && <p class="hint">{t('admin.no_mailboxes')}</p>}
      <div class="fields">
        {mailboxes.map((mailbox) => (
          <Field
            label={mailbox.name}
            name={`role-${mailbox.id}`}
            value={
              typed[`role-${mailbox.id}`] ?? roles.find((one) => one.mailboxId === mailbox.id)?.role ?? ''
            }
            options={options}
          />
        ))}
      </div>
    </fieldset>
  )
}

type ChecksProps = {
  legend: string
  name: string
  choices: readonly { id: number; name: string; note?: string }[]
  chosen: readonly number[]
  empty: string
}

/** Check boxes for people or groups. */
export function Checks({ legend, name, choices, chosen, empty }: ChecksProps) {
  return (
    <fieldset>
      <legend>{legend}</legend>
      {choices.length === 0 && <p class="hint">{empty}</p>}
      <div class="checks">
        {choices.map((choice) => (
          <label class="check">
            <input type="checkbox" name={name} value={choice.id} checked={chosen.includes(choice.id)} />
            <span>
              {choice.name} {choice.note && <small>{choice.note}</small>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** A link to hand over. Read only, so that it is handed over as it is. */
export function LinkToCopy({ reader, id, link }: { reader: Reader; id: string; link: string }) {
  return (
    <div class="field link-to-copy">
      <label for={id}>{reader.t('admin.copy')}</label>
      <div class="with-button">
        <input id={id} type="text" value={link} readonly />
        <button
          type="button"
          class="button needs-script"
          data-copy={id}
          data-copied={reader.t('admin.copied')}
        >
          {reader.t('admin.copy_act')}
        </button>
      </div>
    </div>
  )
}
