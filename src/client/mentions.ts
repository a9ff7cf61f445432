/** Completes @names from the server's own list; each choice carries what is to be written. */
export function completeMentions(): void {
  document.addEventListener(
    'text-expander-change',
    (event) => {
      const { provide, text } = (
        event as CustomEvent<{ provide: (menu: Promise<object>) => void; text: string }>
      ).detail
      const thread = event.target instanceof HTMLElement ? event.target.dataset.thread : undefined
      provide(suggestions(text, thread ?? ''))
    },
    true,
  )
  document.addEventListener(
    'text-expander-value',
    (event) => {
      const { detail } = event as CustomEvent<{ item: HTMLElement; value: string | null }>
      detail.value = detail.item.dataset.value ?? null
    },
    true,
  )
}

async function suggestions(
  q: string,
  thread: string,
): Promise<{ matched: boolean; fragment?: Element | undefined }> {
  const query = new URLSearchParams({ q, thread })
  const answer = await fetch(`/people/suggestions?${query}`, { headers: { Accept: 'text/html' } }).catch(
    () => null,
  )
  if (!answer?.ok) return { matched: false }
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const fragment = page.querySelector('[role="listbox"]') ?? undefined
  return { matched: Boolean(fragment?.querySelector('[role="option"]')), fragment }
}
