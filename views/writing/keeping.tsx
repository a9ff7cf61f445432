import { dayAndTime, type Reader } from '../reader.ts'

/** Words that somebody typed into a form and did not send; their time in UTC ms. */
export type KeptView = { fields: Readonly<Record<string, string>>; follows: string; at: number }

/**
 * What a form needs so that its words are kept while they are typed: see src/client/keep-words.ts, which names
 * the page when something is typed on it.
 */
export function Keeping({ reader, kept }: { reader: Reader; kept: KeptView | null }) {
  return (
    <>
      <input type="hidden" name="kept_page" value="" />
      <input type="hidden" name="edit" value="0" />
      <input type="hidden" name="follows" value={kept?.follows ?? ''} />
      <small class="saved" data-saved="" role="status">
        {kept && reader.t('writing.restored', { time: dayAndTime(reader, kept.at) })}
      </small>
    </>
  )
}
