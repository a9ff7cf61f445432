import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'

export type Answers = Partial<
  Record<'greeting' | 'EHLO' | 'MAIL' | 'RCPT' | 'DATA' | 'body', (socket: Socket) => void>
>

export const say = (words: string) => (socket: Socket) => socket.write(`${words}\r\n`)
export const hangUp = (socket: Socket) => socket.destroy()
export const nothing = () => {}

/** An SMTP server that does at each command what the test wants; `heard` has the commands and the body's bytes. */
export async function startScripted(answers: Answers) {
  const heard: string[] = []
  const sockets = new Set<Socket>()
  let connections = 0
  const server = createServer((socket) => {
    connections++
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    let inBody = false
    socket.on('error', nothing)
    socket.on('data', (chunk) => {
      if (inBody) {
        heard.push(chunk.toString())
        const ended = chunk.toString().endsWith('\r\n.\r\n')
        if (ended) inBody = false
        if (answers.body || ended) (answers.body ?? say('250 kept'))(socket)
        return
      }
      for (const line of chunk.toString().split('\r\n').filter(Boolean)) {
        const verb = line.slice(0, 4)
        heard.push(line)
        if (verb === 'DATA') {
          inBody = !answers.DATA
          ;(answers.DATA ?? say('354 go on'))(socket)
        } else if (verb === 'EHLO' || verb === 'MAIL' || verb === 'RCPT')
          (answers[verb] ?? say('250 ok'))(socket)
        else say('221 bye')(socket)
      }
    })
    ;(answers.greeting ?? say('220 hello'))(socket)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    host: '127.0.0.1',
    port: address.port,
    heard,
    connections: () => connections,
    open: () => sockets.size,
    hangUp() {
      for (const socket of sockets) socket.destroy()
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
