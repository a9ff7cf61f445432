import type { Reader } from '../../views/reader.ts'
import type { Viewer } from '../access/viewer.ts'

/** What the session middleware puts on a request. Routes behind sign-in may rely on both. */
export type Env = {
  Variables: {
    viewer: Viewer
    reader: Reader
    /** Hash of the session's token, to end it or to mark it in the list of sessions. */
    sessionHash: string
  }
}
