export type Sorting = 'newest' | 'best'

type Asked = { query: string; sorting: Sorting; after?: string; saved?: number | undefined }

/** The address of a search. `saved` is the saved search that it began with. */
export function searchUrl({ query, sorting, after, saved }: Asked): string {
  const search = new URLSearchParams({ q: query })
  if (sorting !== 'newest') search.set('sort', sorting)
  if (saved) search.set('saved', String(saved))
  if (after) search.set('after', after)
  return `/search?${search}`
}
