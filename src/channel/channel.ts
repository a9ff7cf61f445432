/** Where a call can be written beside the mail. `telephone` is a gateway that rings a number. */
export const channelKinds = [
  'slack',
  'teams',
  'google',
  'chatwork',
  'lineworks',
  'generic',
  'telephone',
] as const
export type ChannelKind = (typeof channelKinds)[number]

/** What hoshin needs to write there. */
export type Target = { kind: ChannelKind; url: string; token: string }

export type ChannelProblem = {
  field: 'name' | 'url' | 'token'
  problem: 'required' | 'url' | 'room' | 'short'
}

/** A shorter secret could be guessed from one signed request. */
export const SHORTEST_SECRET = 16

/** What is wrong with a channel as it was typed; null: nothing. Whether its host may be asked is found out by asking. */
export function channelProblem({ kind, name, url, token }: Target & { name: string }): ChannelProblem | null {
  if (name === '') return { field: 'name', problem: 'required' }
  if (url === '') return { field: 'url', problem: 'required' }
  if (kind === 'chatwork') {
    if (!/^\d{1,20}$/.test(url)) return { field: 'url', problem: 'room' }
    return token === '' ? { field: 'token', problem: 'required' } : null
  }
  if (!isWebUrl(url)) return { field: 'url', problem: 'url' }
  if (!isSigned(kind)) return null
  if (token === '') return { field: 'token', problem: 'required' }
  return token.length < SHORTEST_SECRET ? { field: 'token', problem: 'short' } : null
}

/** Whether requests carry a signature made with the channel's secret. */
export function isSigned(kind: ChannelKind): boolean {
  return kind === 'generic' || kind === 'telephone'
}

/** Enough of an address to know it again, and nothing that lets anybody write there. */
export function shownTarget({ kind, url }: Pick<Target, 'kind' | 'url'>): string {
  if (kind === 'chatwork') return url
  if (!URL.canParse(url)) return ''
  return `${new URL(url).host}/…${url.slice(-4)}`
}

function isWebUrl(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, username, password } = new URL(url)
  return (protocol === 'https:' || protocol === 'http:') && username === '' && password === ''
}
