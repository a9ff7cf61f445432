import { request } from 'node:http'

/** What a browser with an empty cache fetches for a page: the page and every file that it names. Bytes as they travel. */
export async function firstLoad(url: string, cookie: string): Promise<{ requests: number; bytes: number }> {
  const page = await fetchPacked(url, cookie)
  const html = await page.text()
  const files = [...html.matchAll(/<(?:link|script|img)\b[^>]*?\b(?:href|src)="([^"]+)"/g)].map(
    ([, path]) => path ?? '',
  )
  const own = [...new Set(files)].filter((path) => path.startsWith('/') && !path.startsWith('//'))
  let bytes = await sizeOf(url, cookie)
  for (const path of own) bytes += await sizeOf(new URL(path, url).href, cookie)
  return { requests: 1 + own.length, bytes }
}

function fetchPacked(url: string, cookie: string): Promise<Response> {
  return fetch(url, { headers: { cookie, 'accept-encoding': 'br', accept: 'text/html' } })
}

/** Asked over a bare connection, because fetch unpacks what it gets and hides how much travelled. */
async function sizeOf(url: string, cookie: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const asking = request(
      url,
      { headers: { cookie, 'accept-encoding': 'br', accept: 'text/html' } },
      (answer) => {
        let bytes = 0
        answer.on('data', (chunk: Buffer) => {
          bytes += chunk.byteLength
        })
        answer.on('end', () => resolve(bytes))
      },
    )
    asking.on('error', reject)
    asking.end()
  })
}
