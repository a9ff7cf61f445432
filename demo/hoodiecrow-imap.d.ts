declare module 'hoodiecrow-imap' {
  import type { AddressInfo, Server, Socket } from 'node:net'

  /** A folder of the mock server; `special-use` stands in LIST answers. */
  export type Folder = {
    uidvalidity?: number
    'special-use'?: string
    flags?: string[]
    messages?: { raw: string; flags?: string[]; internaldate?: string; uid?: number }[]
  }

  export type Connection = {
    socket: Socket | null
    /** Set while the client idles: takes the line that ends it. */
    inputHandler: false | ((line: string) => void)
  }

  export type HoodiecrowServer = {
    server: Server & { address(): AddressInfo | string | null }
    connectionHandlers: ((connection: Connection) => void)[]
    listen(port: number, host: string, onListening: () => void): void
    close(onClosed: () => void): void
  }

  export default function hoodiecrow(options: {
    users: Record<string, { password: string }>
    storage: Record<string, Folder | { separator: string; folders: Record<string, Folder> }>
    plugins: string[]
  }): HoodiecrowServer
}
