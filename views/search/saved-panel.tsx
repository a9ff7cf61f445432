import { Button, type Errors, Field } from '../parts.tsx'
import type { Reader } from '../reader.ts'
import type { Sorting } from './search-url.ts'

/** The saved search that is shown, as it is kept. */
export type ShownSaved = {
  id: number
  name: string
  owner: string
  /** With whose team it is shared; null: with nobody. */
  mailbox: string | null
  version: number
  mayChange: boolean
  /** What is asked now is not what is kept. */
  isChanged: boolean
}

export type SavedPanelProps = {
  reader: Reader
  query: string
  sorting: Sorting
  saved: ShownSaved | null
  /** The mailboxes with whose team it may be shared. */
  mailboxes: readonly { id: number; name: string }[]
  typed: Readonly<Record<string, string>>
  errors: Errors
}

/** Keeping this search, or changing the one that is shown. */
export function SavedPanel(props: SavedPanelProps) {
  const { reader, saved, errors } = props
  const { t } = reader
  const isWrong = Object.values(errors).some(Boolean)
  if (saved === null || !saved.mayChange)
    return (
      <details class="find-keep" open={isWrong}>
        <summary>{t('search_saved.keep')}</summary>
        <form method="post" action="/searches">
          <SavedFields {...props} />
          <p class="acts">
            <Button tone="act">{t('search_saved.keep_act')}</Button>
          </p>
        </form>
      </details>
    )
  return (
    <details class="find-keep" open={isWrong || saved.isChanged}>
      <summary>{t('search_saved.change')}</summary>
      <form method="post" action={`/searches/${saved.id}`}>
        <input type="hidden" name="version" value={saved.version} />
        {saved.isChanged && <p class="hint">{t('search_saved.changed')}</p>}
        <SavedFields {...props} />
        <p class="acts">
          <Button tone="act">{t('common.save')}</Button>
        </p>
      </form>
      <form method="post" action={`/searches/${saved.id}/removals`}>
        <Button tone="quiet">{t('search_saved.remove')}</Button>
      </form>
    </details>
  )
}

/** Whose it is, for those who find it in their rail. */
export function savedInWords({ t }: Reader, { owner, mailbox }: ShownSaved): string {
  return mailbox === null ? t('search_saved.own') : t('search_saved.shared_by', { name: owner, mailbox })
}

function SavedFields({ reader, query, sorting, mailboxes, typed, errors }: SavedPanelProps) {
  const { t } = reader
  return (
    <>
      <input type="hidden" name="query" value={query} />
      <input type="hidden" name="sorting" value={sorting} />
      {errors.form && (
        <p class="error" role="alert">
          {errors.form}
        </p>
      )}
      <Field
        within="saved"
        label={t('search_saved.name')}
        name="name"
        value={typed.name}
        error={errors.name}
        required
        autocomplete="off"
      />
      <Field
        within="saved"
        label={t('search_saved.share')}
        name="mailbox"
        value={typed.mailbox}
        error={errors.mailbox}
        options={[
          { value: '', label: t('search_saved.nobody') },
          ...mailboxes.map(({ id, name }) => ({
            value: String(id),
            label: t('search_saved.team', { mailbox: name }),
          })),
        ]}
      />
    </>
  )
}
