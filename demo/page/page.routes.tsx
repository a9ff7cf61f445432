import { createHash } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { z } from 'zod'
import { withImages } from '../../src/mail/html-images.ts'
import { foldQuotes } from '../../src/mail/quote.ts'
import { answerSubject } from '../../src/thread/placing.ts'
import type { Assets } from '../../src/web/assets.ts'
import { packingFor } from '../../src/web/compress.ts'
import { email, line } from '../../src/web/fields.ts'
import { inWords, parseForm, says, type Values } from '../../src/web/forms.ts'
import { pagePolicy, secureHeaders } from '../../src/web/headers.ts'
import { setMailFramePolicy } from '../../src/web/mail-frame-policy.ts'
import { sendDocument } from '../../src/web/page.tsx'
import { refuseForeignForms } from '../../src/web/same-site.ts'
import { preferredLocale } from '../../src/web/session.ts'
import { MailFrame } from '../../views/message/mail-frame.tsx'
import { makeReader } from '../../views/reader.ts'
import { cast, type Person } from '../cast.ts'
import { Desk } from './desk.tsx'
import type { Seen } from './frame.tsx'
import { NoSuchMail } from './no-such-mail.tsx'
import { mailboxBehind, type Post, type ReadMail } from './post.ts'
import { SentMail } from './sent-mail.tsx'
import { wordsIn } from './words.ts'

export type PageDeps = {
  /** Where hoshin itself is, and where this page is; no slash at their ends. */
  inbox: string
  self: URL
  assets: Assets
  /** The page's own style sheet. */
  css: Uint8Array
  post: Post
  /** Signs somebody in at hoshin. @returns the Set-Cookie header, or null when hoshin refused */
  signIn: (person: Person, userAgent: string) => Promise<string | null>
  /** Now, UTC ms. */
  clock: () => number
}

const LANGUAGE_COOKIE = 'hoshin_demo_language'
const PER_PAGE = 25
const OWN_CSS = '/demo/demo.css'

const Letter = z.object({
  mailbox: z.enum(['support', 'billing', 'corporate', 'international'], says('refused.choice')),
  name: line(),
  address: email(),
  subject: line(500),
  text: z
    .string({ error: says('refused.required') })
    .refine((text) => text.trim() !== '', says('refused.required')),
  answers: z.coerce.number().int().optional(),
})

/** The page for playing the customer: form posts and links alone, no script. */
export function createPage(deps: PageDeps): Hono {
  const { assets, post, inbox, clock } = deps
  const cssVersion = createHash('sha256').update(deps.css).digest('hex').slice(0, 8)
  const app = new Hono()
  app.use(secureHeaders({ https: false }))
  app.use(async (c, next) => {
    // Signing in leads from this form to hoshin, which is another origin.
    c.header(
      'Content-Security-Policy',
      pagePolicy.replace("form-action 'self'", `form-action 'self' ${inbox}`),
    )
    await next()
  })
  app.use(refuseForeignForms(deps.self))

  app.get('/', (c) => c.redirect('/demo', 303))
  app.get(OWN_CSS, (c) =>
    c.body(new Uint8Array(deps.css), 200, { 'Content-Type': 'text/css; charset=utf-8' }),
  )
  app.get('/assets/*', async (c, next) => {
    const asset = await assets.open(c.req.path, packingFor(c.req.header('accept-encoding')))
    if (!asset) return next()
    if (asset.packing) c.header('Content-Encoding', asset.packing)
    return c.body(new Uint8Array(asset.bytes), 200, { 'Content-Type': asset.type, Vary: 'Accept-Encoding' })
  })

  app.get('/demo', (c) => desk(c, { values: {}, errors: {} }))

  app.post('/demo/mails', async (c) => {
    const form = await parseForm(c, Letter)
    if (!form.ok) return desk(c, { values: form.values, errors: inWords(form.errors, seenBy(c).reader) }, 422)
    const { mailbox, name, address, subject, text, answers = null } = form.value
    await post.write({ mailbox, from: { name, address }, subject, text, answers }, clock())
    return c.redirect(`/demo?written=${mailbox}`, 303)
  })

  app.post('/demo/sessions', async (c) => {
    const { person: key } = await c.req.parseBody()
    const person = cast.find((one) => one.key === key)
    const cookie = person ? await deps.signIn(person, c.req.header('user-agent') ?? '') : null
    if (cookie === null) return c.redirect('/demo?refused=1', 303)
    // Cookies know no ports: hoshin on the same host gets it.
    c.header('Set-Cookie', cookie)
    return c.redirect(`${inbox}/`, 303)
  })

  app.get('/demo/mails/:id', async (c) => {
    const one = await post.read(Number(c.req.param('id')))
    if (!one) return notFound(c)
    const seen = seenBy(c)
    const as = one.mail.html === null || c.req.query('as') === 'text' ? 'text' : 'html'
    const segments = foldQuotes(one.mail.text).map(({ kind, text }) => ({ quoted: kind === 'quote', text }))
    const values = answerTo(one)
    return sendDocument(
      c,
      <SentMail
        seen={seen}
        one={one}
        segments={segments}
        as={as}
        letter={values && { values, errors: {} }}
      />,
    )
  })

  app.get('/demo/mails/:id/html', async (c) => {
    const html = (await post.read(Number(c.req.param('id'))))?.mail.html
    if (!html) return notFound(c)
    setMailFramePolicy(c, { remoteImages: false })
    return sendDocument(
      c,
      <MailFrame reader={seenBy(c).reader} html={withImages(html, { inlineUrl: () => '', remote: false })} />,
    )
  })

  app.get('/demo/mails/:id/source', async (c) => {
    const source = post.source(Number(c.req.param('id')))
    if (!source) return notFound(c)
    return c.body(new Uint8Array(source), 200, { 'Content-Type': 'text/plain; charset=utf-8' })
  })

  app.notFound((c) => notFound(c))
  return app

  async function desk(c: Context, letter: { values: Values; errors: Record<string, string> }, status?: 422) {
    const seen = seenBy(c)
    const to = sideOf(c.req.query('to'))
    const page = Math.max(1, Math.floor(Number(c.req.query('page') ?? 1)) || 1)
    const { mails, total } = await post.list(to, { limit: PER_PAGE, offset: (page - 1) * PER_PAGE })
    const { words } = seen
    const example = {
      mailbox: seen.reader.locale === 'ja' ? 'support' : 'international',
      name: words.exampleName,
      address: words.exampleAddress,
      subject: words.exampleSubject,
      text: words.exampleText,
    }
    return sendDocument(
      c,
      <Desk
        seen={seen}
        list={{ mails, to, page, pages: Math.ceil(total / PER_PAGE) }}
        letter={{ ...letter, values: status ? letter.values : example }}
        written={c.req.query('written')}
        refused={c.req.query('refused') !== undefined}
      />,
      status,
    )
  }

  function notFound(c: Context) {
    return sendDocument(c, <NoSuchMail seen={seenBy(c)} />, 404)
  }

  /** The language that was chosen here, else the browser's. */
  function seenBy(c: Context): Seen {
    const asked = languageOf(c.req.query('lang'))
    if (asked) setCookie(c, LANGUAGE_COOKIE, asked, { path: '/demo', sameSite: 'Lax', httpOnly: true })
    const locale =
      asked ?? languageOf(getCookie(c, LANGUAGE_COOKIE)) ?? preferredLocale(c.req.header('accept-language'))
    const { css, icon } = assets.addresses()
    const path = new URL(c.req.url)
    path.searchParams.delete('lang')
    return {
      reader: makeReader({ locale, timeZone: 'Asia/Tokyo', now: clock(), newestFirst: true }),
      words: wordsIn(locale),
      css: [...css, `${OWN_CSS}?${cssVersion}`],
      icon,
      inbox,
      path: c.req.method === 'GET' ? path.pathname + path.search : '/demo',
    }
  }
}

function languageOf(word: string | undefined): 'ja' | 'en' | undefined {
  return word === 'ja' || word === 'en' ? word : undefined
}

function sideOf(word: string | undefined): ReadMail['to'] | null {
  return word === 'customer' || word === 'staff' ? word : null
}

/** What the form beneath a mail begins with; null where no customer got it. */
function answerTo(one: ReadMail): Values | null {
  const mailbox = mailboxBehind(one)
  const [customer] = one.mail.to
  if (one.to !== 'customer' || mailbox === null || !customer) return null
  return {
    answers: String(one.id),
    mailbox,
    name: customer.name,
    address: customer.address,
    subject: answerSubject(one.mail.subject),
    text: '',
  }
}
