import type { Reader } from '../../views/reader.ts'
import type { Viewer } from '../access/viewer.ts'

/** What is used of the server's own request; one that comes without a server beneath it (a test) has none. */
export type Bindings = { incoming?: { socket: { remoteAddress?: string | undefined } } }

/** What the session middleware puts on a request. Routes behind sign-in may rely on all of it. */
export type Env = {
  Bindings: Bindings
  Variables: {
    viewer: Viewer
    reader: Reader
    /** Hash of the session's token, to end it or to mark it in the list of sessions. */
    sessionHash: string
  }
}

/** A request on a page that needs no sign-in: somebody may be signed in or not. */
export type PublicEnv = {
  Bindings: Bindings
  Variables: {
    viewer?: Viewer
    reader: Reader
    sessionHash?: string
  }
}
