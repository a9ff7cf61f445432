import type { Reader } from '../reader.ts'

type Props = {
  reader: Reader
  within: string
  name: string
  groups: readonly { id: number; name: string }[]
  /** As typed or sent: `group:ID`, or words. */
  value: string
  error?: string | undefined
  required?: boolean
}

/** Whom to ask: a department from the list, or a partner in words, with an e-mail address where one is known. */
export function PartyField({ reader, within, name, groups, value, error, required }: Props) {
  const list = `${within}-parties`
  return (
    <div class={error ? 'field of-department wrong' : 'field of-department'}>
      <label for={`${within}-${name}`}>{reader.t('wait.with')}</label>
      <input
        id={`${within}-${name}`}
        name={name}
        list={list}
        value={groups.find((group) => `group:${group.id}` === value)?.name ?? value}
        required={required}
        aria-invalid={error ? 'true' : undefined}
        autocomplete="off"
      />
      <datalist id={list}>
        {groups.map((group) => (
          <option value={group.name} data-sends={`group:${group.id}`} />
        ))}
      </datalist>
      {error && <p class="error">{error}</p>}
    </div>
  )
}
