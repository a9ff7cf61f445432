import { ImapFlow } from 'imapflow'

/** Where a mailbox of the demo is reached by IMAP. */
export type DemoAccount = { host: string; port: number; user: string; password: string }

/** A way into one mailbox of the demo for mail from outside. */
export type Delivery = {
  /** Puts the bytes into INBOX as they are. `date`: when the server received it, ms. */
  deliver(raw: Buffer, date: number): Promise<void>
  close(): Promise<void>
}

/**
 * Delivers by IMAP APPEND: the one way into hoodiecrow that keeps 8-bit bytes as they are. The connection is
 * opened with the first mail and again after the server or the client closed it.
 */
export function openDelivery(account: DemoAccount): Delivery {
  let open: Promise<ImapFlow> | undefined
  const forget = () => {
    open = undefined
  }
  const connection = () => {
    open ??= connect(account, forget)
    return open
  }
  return {
    async deliver(raw, date) {
      const client = await connection()
      await client.append('INBOX', raw, [], new Date(date))
    },
    async close() {
      const client = await open?.catch(() => undefined)
      if (client?.usable) await client.logout()
    },
  }
}

async function connect(account: DemoAccount, onClose: () => void): Promise<ImapFlow> {
  const client = new ImapFlow({
    host: account.host,
    port: account.port,
    secure: false,
    auth: { user: account.user, pass: account.password },
    logger: false,
    disableAutoIdle: true,
  })
  // Without a listener an error of the socket would end the process; the next delivery connects anew.
  client.on('error', onClose)
  client.on('close', onClose)
  try {
    await client.connect()
  } catch (error) {
    onClose()
    throw error
  }
  return client
}
