import { RailLink } from '../layout/rail-link.tsx'
import { RailSection } from '../layout/rail-section.tsx'
import type { Reader } from '../reader.ts'

/** A saved search with the threads that it finds for this viewer; null where it finds nothing that is there any more. */
export type RailSearch = {
  id: number
  name: string
  count: { threads: number; isMore: boolean } | null
}

/** The viewer's saved searches, own and shared. */
export function RailSearches({
  reader,
  on,
  searches,
}: {
  reader: Reader
  /** The one that is shown. */
  on: number | undefined
  searches: readonly RailSearch[]
}) {
  if (searches.length === 0) return null
  return (
    <RailSection reader={reader} name="searches" title={reader.t('search_saved.title')}>
      {searches.map(({ id, name, count }) => (
        <RailLink
          href={`/search?saved=${id}`}
          on={id === on}
          words={name}
          fate={count === null ? reader.t('search_saved.broken') : undefined}
          count={count?.threads ?? 0}
          isMore={count?.isMore}
          reader={reader}
        />
      ))}
    </RailSection>
  )
}
