import { Face } from '../parts.tsx'

/** One that may be called: a person, or a group (`kind` group, `detail` its size in words). */
export type Suggestion = {
  kind: 'person' | 'group'
  id: number
  name: string
  reading: string
  detail: string
}

/** What GET /people/suggestions answers: nothing else, no page around it. */
export function PeopleSuggestions({ suggestions }: { suggestions: readonly Suggestion[] }) {
  return (
    <div class="suggestions" role="listbox" tabIndex={-1}>
      {suggestions.map(({ kind, id, name, reading, detail }) => (
        <div role="option" tabIndex={-1} id={`suggestion-${kind}-${id}`} data-value={`@${name}`}>
          <Face name={name} />
          <b>{name}</b>
          <small>{[reading, detail].filter(Boolean).join(' · ')}</small>
        </div>
      ))}
    </div>
  )
}
