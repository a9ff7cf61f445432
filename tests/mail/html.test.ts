import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { sanitiseHtml } from '../../src/mail/html.ts'
import { nestsDeeper } from '../../src/mail/html-depth.ts'
import { withImages } from '../../src/mail/html-images.ts'
import { foldHtmlQuotes } from '../../src/mail/html-quote.ts'
import { safeStyle } from '../../src/mail/html-style.ts'
import { textFromHtml } from '../../src/mail/html-text.ts'
import { parseMail } from '../../src/mail/mime.ts'
import { assertHarmless } from './html-grammar.ts'
import { mailBytes } from './mail-bytes.ts'

const payloads = new URL('../../../shared/corpora/xss/payloads.jsonl', import.meta.url)
const sourcesBefore = /^data:image\/(png|jpe?g|gif|webp);base64,/
const sourcesAfter = /^(data:image\/(png|jpe?g|gif|webp);base64,|https?:\/\/|\/inline\/\d+$)/

const clean = (html: string) => sanitiseHtml(html, () => null).html

test('no script payload survives sanitising, folding or putting images in', {
  skip: existsSync(payloads) ? false : 'the corpora are not beside the checkout',
}, async () => {
  const lines = readFileSync(payloads, 'utf8').trim().split('\n')
  assert.ok(lines.length > 300)
  for (const line of lines) {
    const { p }: { p: string } = JSON.parse(line)
    const wrapped = `<div>before</div><div class="gmail_quote">${p}<img src="cid:x"></div>`
    for (const html of [p, wrapped]) {
      const mail = await parseMail(mailBytes('Content-Type: text/html; charset=utf-8\n\n', Buffer.from(html)))
      if (mail.html === null) continue
      assertHarmless(mail.html, sourcesBefore, html)
      for (const remote of [false, true]) {
        const shown = withImages(mail.html, { remote, inlineUrl: (index) => `/inline/${index}` })
        assertHarmless(shown, remote ? sourcesAfter : sourcesBefore, html)
      }
    }
  }
})

test('links keep only http, https, mailto and tel, and open apart without a referrer', () => {
  const rel = 'target="_blank" rel="noopener noreferrer nofollow"'
  assert.equal(
    clean('<a href="https://example.com/?a=1&amp;b=2" onclick="x()">a</a>'),
    `<a href="https://example.com/?a=1&amp;b=2" ${rel}>a</a>`,
  )
  assert.equal(clean('<a href=" MAILTO:a@example.com">a</a>'), `<a href="MAILTO:a@example.com" ${rel}>a</a>`)
  for (const href of [
    'javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    '//example.com',
    '/settings',
    '#x',
    'vbscript:x',
  ]) {
    assert.equal(clean(`<a href="${href}" target="_top">a</a>`), '<a>a</a>', href)
  }
})

test('forms, frames, style sheets, SVG and their texts are gone, ordinary text stays', () => {
  const html =
    '<style>p{}</style><script>x</script><form action="/"><input value=1><button>send</button></form><iframe src="//x"></iframe><svg><text>svg</text></svg><object data=x></object><base href="//x"><meta http-equiv=refresh content="0;//x"><p id=a name=b class=c>text</p>'
  assert.equal(clean(html), 'send<p>text</p>')
})

test('inline styles keep looks and lose everything that fetches, floats over the page or runs', () => {
  assert.equal(
    safeStyle(
      'color:#c00; background-color: rgb(1, 2, 3);font-family:"ＭＳ Ｐゴシック", sans-serif; padding:0 4px',
    ),
    'color:#c00;background-color:rgb(1, 2, 3);font-family:"ＭＳ Ｐゴシック", sans-serif;padding:0 4px',
  )
  for (const style of [
    'background:url(https://example.com/x.png)',
    'background-color:u\\rl(x)',
    'width:expression(alert(1))',
    'position:fixed',
    'margin:-100px',
    'color:var(--x)',
    'behavior:x',
    'display:flex',
    'color:red/*',
    '-moz-binding:x',
  ]) {
    assert.equal(safeStyle(style), '', style)
  }
})

test('an inline image becomes a marker of its attachment and then an address of our own', () => {
  const found = sanitiseHtml('<img src="cid:logo%40x" width=10 onload=x>', (id) =>
    id === 'logo@x' ? 3 : null,
  )
  assert.equal(found.html, '<img data-inline="3" alt="" width="10" />')
  assert.deepEqual([...found.inline], [3])
  assert.equal(
    withImages(found.html, { remote: false, inlineUrl: (index) => `/messages/9/inline/${index}?a="<` }),
    '<img src="/messages/9/inline/3?a=&quot;&lt;" alt="" width="10" />',
  )
})

test('a remote image has no address until it is asked for', () => {
  const found = sanitiseHtml(
    '<img src="https://example.com/a.gif?x=1&amp;y=2" srcset="https://example.com/b.gif 2x" alt="A">',
    () => null,
  )
  assert.equal(found.remote, true)
  assert.equal(found.html, '<img data-remote="https://example.com/a.gif?x=1&amp;y=2" alt="A" />')
  const inlineUrl = () => '/never'
  assert.equal(withImages(found.html, { remote: false, inlineUrl }), '<img data-blocked="remote" alt="A" />')
  assert.equal(
    withImages(found.html, { remote: true, inlineUrl }),
    '<img src="https://example.com/a.gif?x=1&amp;y=2" alt="A" />',
  )
})

test('markers written by the sender mean nothing', () => {
  const forged = clean(
    '<img data-inline="7"><img data-remote="https://example.com/x"><p>&lt;img data-remote="https://example.com/y"&gt;</p>',
  )
  const shown = withImages(forged, { remote: true, inlineUrl: () => '/inline' })
  assert.equal(shown, '<img alt="" /><img alt="" /><p>&lt;img data-remote="https://example.com/y"&gt;</p>')
})

test('small picture data URLs stay, others go', () => {
  assert.match(clean('<img src="data:image/png;base64,AAAA">'), /src="data:image\/png;base64,AAAA"/)
  for (const src of [
    'data:image/svg+xml;base64,AAAA',
    'data:text/html,x',
    `data:image/png;base64,${'A'.repeat(300_000)}`,
    'blob:x',
    'file:///etc/passwd',
  ]) {
    assert.equal(clean(`<img src="${src}">`), '<img alt="" />')
  }
})

test('nesting is counted as the parser nests, whatever closing tags pretend', () => {
  assert.equal(nestsDeeper('<div>'.repeat(400) + '</div>'.repeat(400), 500), false)
  assert.equal(nestsDeeper('<table><tr><td>'.repeat(600), 500), true)
  assert.equal(nestsDeeper('<b></i>'.repeat(600), 500), true)
  assert.equal(nestsDeeper('<b><title></b></title>'.repeat(600), 500), true)
  assert.equal(nestsDeeper('<p>unclosed<br>'.repeat(3000), 500), false)
  assert.equal(nestsDeeper('<!-- <div> -->'.repeat(600), 500), false)
})

test('text from HTML has a line for each block and shows where links lead', () => {
  assert.equal(
    textFromHtml(
      clean(
        '<h1>見積</h1><p>一行目<br>二行目 &amp; &lt;三&gt;</p><ul><li>甲</li><li>乙</li></ul><table><tr><td>品</td><td>値</td></tr><tr><td>A</td><td>1</td></tr></table><div>詳細は<a href="https://example.com/x">こちら</a>、<a href="https://example.com/">example.com</a></div><blockquote>前の<br>メール</blockquote>',
      ),
    ),
    '見積\n\n一行目\n二行目 & <三>\n\n- 甲\n- 乙\n\n品  値\nA  1\n\n詳細はこちら <https://example.com/x>、example.com\n\n> 前の\n> メール',
  )
})

test('quoted mail of Gmail, Apple Mail and Outlook is folded below what is new', () => {
  const fold = (html: string) => foldHtmlQuotes(clean(html))
  const open = '<details class="quote"><summary>…</summary>'
  assert.equal(
    fold(
      '<div>new</div><div class="gmail_quote"><div>On … wrote:</div><blockquote class="gmail_quote">old</blockquote></div>after',
    ),
    `<div>new</div>${open}<div><div>On … wrote:</div><blockquote>old</blockquote></div></details>after`,
  )
  assert.equal(
    fold('new<blockquote type="cite">old</blockquote>'),
    `new${open}<blockquote>old</blockquote></details>`,
  )
  assert.equal(
    fold('<div><p>new</p><div id="divRplyFwdMsg">From: x</div><div>old</div></div><p>end</p>'),
    `<div><p>new</p>${open}<div>From: x</div><div>old</div></details></div><p>end</p>`,
  )
})

test('a mail that is nothing but a quote, and a forwarded one, stay open', () => {
  for (const html of [
    '<div class="gmail_quote">old</div>',
    '<div>see</div><div class="gmail_quote"><div>---------- Forwarded message ---------</div>old</div>',
  ]) {
    assert.doesNotMatch(foldHtmlQuotes(clean(html)), /details|data-quote/)
  }
})
