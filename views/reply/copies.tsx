import { Icon } from '../icons.tsx'
import { Button } from '../parts.tsx'
import { dayAndTime, type Reader } from '../reader.ts'
import { type Place, placeQuery } from '../shown.ts'

/** A text that is kept beside a draft: one's own from another page, or of whom one took over from. */
export type CopyView = {
  copyId: number
  /** Null: one's own. */
  of: string | null
  /** When it was last changed, UTC ms. */
  at: number
  body: string
  files: readonly string[]
}

type Props = { reader: Reader; place: Place; copies: readonly CopyView[] }

/** Offered beside the composer: to read, and to put into what one is writing. */
export function Copies({ reader, place, copies }: Props) {
  const { t } = reader
  return copies.map((copy) => (
    <details class="copy" id={`copy-${copy.copyId}`}>
      <summary>
        <Icon name="draft" />
        <b>{copy.of === null ? t('writing.copy_own') : t('writing.copy_of', { name: copy.of })}</b>
        <small>{dayAndTime(reader, copy.at)}</small>
      </summary>
      <div class="copied">{copy.body}</div>
      {copy.files.length > 0 && (
        <ul class="files" aria-label={t('reply.attached')}>
          {copy.files.map((name) => (
            <li>
              <Icon name="attachment" />
              <span>{name}</span>
            </li>
          ))}
        </ul>
      )}
      <form method="post" action={`/draft-copies/${copy.copyId}/insertions${placeQuery(place)}`}>
        <Button icon="reply">{t('writing.insert')}</Button>
      </form>
    </details>
  ))
}
