import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { Fact, Outline, Passage } from './outline.ts'

/**
 * The HTML of a notification mail. Everything that matters stands in style attributes, because many mail
 * programs drop style sheets; the sheet only turns the colours for those that know dark mode.
 */
export function notificationHtml(outline: Outline): string {
  return `<!doctype html>${<Mail outline={outline} />}`
}

function Mail({ outline }: { outline: Outline }) {
  const { locale, heading, ask, passages, facts, accept, link, foot } = outline
  return (
    <html lang={locale}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        {/* Phones would turn numbers and dates into links of their own. */}
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no" />
        <title>{heading}</title>
        <style>{raw(dark)}</style>
      </head>
      <body class="ground" style={`margin:0;padding:0;background-color:#f6f5f2;${font}`}>
        <div
          class="paper"
          style="max-width:600px;margin:0 auto;padding:24px 20px 20px;background-color:#ffffff;color:#1d2430"
        >
          <p class="ink2" style="margin:0 0 12px;font-size:13px;line-height:1.5;color:#5b6472">
            <b>hoshin</b>{' '}
            <span class="policy-label" style="color:#b8341f">
              方針
            </span>
          </p>
          <h1 style="margin:0 0 4px;font-size:20px;line-height:1.45;font-weight:700;text-wrap:balance">
            {heading}
          </h1>
          <p style="margin:0 0 20px;font-size:15px;line-height:1.65">{ask}</p>
          {accept && <Button {...accept} />}
          {passages.map((passage) => (
            <PassageBlock passage={passage} />
          ))}
          <Button {...link} />
          <div class="line" style="padding:12px 0 0;border-top:1px solid #e4e2dc">
            <Facts facts={facts} />
          </div>
          <p class="ink2" style="margin:16px 0 0;font-size:12px;line-height:1.6;color:#5b6472">
            {lines(foot.join('\n'))}
          </p>
        </div>
      </body>
    </html>
  )
}

function Button({ words, url }: { words: string; url: string }) {
  return (
    <p style="margin:24px 0">
      <a
        class="act"
        href={url}
        style="display:inline-block;padding:11px 28px;border-radius:6px;background-color:#1f4e8c;color:#ffffff;font-size:16px;font-weight:700;text-decoration:none"
      >
        {words}
      </a>
    </p>
  )
}

const font =
  "font-family:system-ui,-apple-system,'Hiragino Sans','Noto Sans JP','Noto Sans CJK JP','Yu Gothic UI',Meiryo,sans-serif"

const tones = {
  note: {
    box: 'border-radius:4px;background-color:#fff8d6;border:1px solid #eadf9f',
    label: '#5b6472',
    text: '15px',
  },
  policy: {
    box: 'border-radius:4px;background-color:#fdf3ef;border:1px solid #dfa193',
    label: '#b8341f',
    text: '16px',
  },
  plain: { box: 'border-radius:4px;border:1px solid #d9d6ce', label: '#5b6472', text: '15px' },
  mail: { box: 'border-left:3px solid #c9ced8', label: '#5b6472', text: '15px' },
} as const

function PassageBlock({ passage: { tone, label, origin, text, facts } }: { passage: Passage }) {
  const look = tones[tone]
  const weight = tone === 'policy' ? 'font-weight:700;' : ''
  return (
    <div class={tone} style={`margin:0 0 16px;padding:12px 16px;${look.box}`}>
      <p class={`${tone}-label`} style={`margin:0 0 6px;font-size:13px;line-height:1.5;color:${look.label}`}>
        <b>{label}</b>
        {origin.map((part) => (
          <>
            {'\u2003'}
            <span style="white-space:nowrap">{part}</span>
          </>
        ))}
      </p>
      <p style={`margin:0;font-size:${look.text};line-height:1.7;${weight}overflow-wrap:anywhere`}>
        {lines(text)}
      </p>
      {facts.length > 0 && (
        <div style="margin-top:8px">
          <Facts facts={facts} />
        </div>
      )}
    </div>
  )
}

function Facts({ facts }: { facts: readonly Fact[] }) {
  return facts.map(({ label, value }) => (
    <p style="margin:0;font-size:14px;line-height:1.75;overflow-wrap:anywhere">
      <span class="ink2" style="color:#5b6472">
        {label}:{' '}
      </span>
      {value}
    </p>
  ))
}

/** Line breaks as elements: Outlook knows no `white-space: pre-wrap`. */
function lines(text: string): Child[] {
  return text.split('\n').map((line, at) => (at === 0 ? line : [<br />, line]))
}

const dark = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .ground { background-color: #0f1115 !important; }
  .paper { background-color: #16181d !important; color: #e8e6e1 !important; }
  .ink { color: #e8e6e1 !important; }
  .ink2, .note-label, .plain-label, .mail-label { color: #a3a8b3 !important; }
  .line { border-color: #2a2e37 !important; }
  .note { background-color: #2b2716 !important; border-color: #4a4322 !important; }
  .policy { background-color: #2a1a17 !important; border-color: #7c4438 !important; }
  .policy-label { color: #ff8a73 !important; }
  .mail, .plain { border-color: #3a404c !important; }
  .act { background-color: #8ab4f0 !important; color: #10131a !important; }
}
`
