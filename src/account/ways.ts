/** Where somebody goes once they are done with a thread. */
export const afterActions = ['next', 'list', 'stay'] as const

/** How somebody likes to work. */
export type Ways = {
  afterAction: (typeof afterActions)[number]
  /** Whether single keys act; some people's input sets them off unwanted (WCAG 2.1.4). */
  singleKeys: boolean
}
