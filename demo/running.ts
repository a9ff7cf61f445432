import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

/** HOSHIN_DEMO_PORTS names another file, so that a test does not meet a demo that is running. */
const PATH =
  process.env.HOSHIN_DEMO_PORTS ?? fileURLToPath(new URL('../data/demo/ports.json', import.meta.url))

/** Where everything that a demo writes goes. */
export const demoFolder = dirname(PATH)

const shape = z.object({
  /** Where the browser finds it. */
  url: z.string(),
  /** The page for playing the customer. */
  page: z.string(),
  mailboxes: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      address: z.string(),
      host: z.string(),
      port: z.number(),
      user: z.string(),
      password: z.string(),
    }),
  ),
})

/** How a second process (the customer) reaches the demo that is running. */
export type RunningDemo = z.infer<typeof shape>

/** Leaves word for `npm run demo:customer`. */
export async function announceDemo(demo: RunningDemo, path = PATH): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, `${JSON.stringify(demo, null, 2)}\n`)
}

/** Takes the word back when the demo ends. */
export async function withdrawDemo(path = PATH): Promise<void> {
  await rm(path, { force: true })
}

/** What the running demo announced; undefined when there is none or its file cannot be read as one. */
export async function findDemo(path = PATH): Promise<RunningDemo | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  try {
    return shape.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}
