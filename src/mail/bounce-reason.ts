/** Why a mail did not arrive, as far as anybody can act on it. */
export const bounceReasons = [
  'unknown-user',
  'unknown-host',
  'mailbox-full',
  'suspended',
  'too-large',
  'refused',
  'unreachable',
  'complaint',
  'other',
] as const

export type BounceReason = (typeof bounceReasons)[number]

export function isBounceReason(word: string): word is BounceReason {
  return bounceReasons.some((reason) => reason === word)
}

/** The first that is found decides, so what says more stands before what says less. */
const wordings: readonly [BounceReason, RegExp][] = [
  ['complaint', /^feedback: /i],
  [
    'mailbox-full',
    /(mailbox|inbox|mail ?box|disk|quota|storage|user).{0,30}(is )?(full|exceed|over ?quota|out of)|over (the )?(disk )?quota|quota exceeded|insufficient (system )?storage|容量.{0,12}(超|不足|いっぱい)|いっぱい/i,
  ],
  [
    'too-large',
    /(message|mail|size|file).{0,30}(too (big|large)|exceeds?.{0,30}(size|limit|maximum))|size limit|サイズ.{0,12}(超|大き)/i,
  ],
  [
    'suspended',
    /(account|mailbox|user|recipient|address).{0,40}(disabled|suspended|inactive|not active|deactivated|locked|terminated|expired)|利用停止|停止中/i,
  ],
  [
    'unknown-user',
    /(user|recipient|mailbox|account|address|addressee|alias)\b.{0,60}(unknown|not (found|exist|valid|listed|available|known|recogni[sz]ed)|does ?n[o']t exist|invalid|rejected|unavailable)|(unknown|no such|invalid|bad|nonexist\w*|non-exist\w*|inexistent|not a valid) (local )?(user|recipient|mailbox|address|account|destination|addressee)|(does ?n[o']t|did not) (have|match|exist|list)|isn'?t (a )?known|no mailbox|unrouteable address|not a known user|宛先.{0,20}(不明|見つか|存在|ありません)|(ユーザ|アドレス|メールボックス).{0,20}(不明|存在しません|見つかり|ありません|みつかり)/i,
  ],
  [
    'unknown-host',
    /(host|domain|name service|dns|mx)\b.{0,40}(unknown|not (found|exist|resolve)|lookup|does not|error|no (mx|such))|(unknown|no such|nonexistent) (host|domain)|unrouteable|no route|名前解決|ドメイン.{0,20}(存在|見つか)/i,
  ],
  [
    'refused',
    /spam|block(ed|list)|blacklist|black ?list|dnsbl|rbl|reputation|policy|prohibit|denied|refused to|not (allowed|permitted|authori[sz]ed)|reject|forbidden|virus|dmarc|spf|dkim|relay|filter|受信拒否|拒否|迷惑メール|指定受信/i,
  ],
  [
    'unreachable',
    /timed? ?out|time-?out|expired|could not (connect|be (contacted|reached))|connection (refused|reset|timed|dropped|lost|closed)|unreachable|too (long|many hops)|no answer|not responding|temporarily|try again|retry|loop|接続/i,
  ],
]

/** The detail of an enhanced status (RFC 3463, section 3), without its class. */
const byStatus: readonly [BounceReason, RegExp][] = [
  ['unknown-user', /^1\.(0|1|3|4|6|10)$/],
  ['unknown-host', /^(1\.2|4\.4)$/],
  ['suspended', /^2\.1$/],
  ['mailbox-full', /^2\.2$/],
  ['too-large', /^(2\.3|3\.4)$/],
  ['refused', /^(7\.\d+|6\.\d+|1\.8)$/],
  ['unreachable', /^(4\.\d+|3\.\d+)$/],
]

/**
 * The server's words say more than its number where they say anything: many systems give 5.1.1 or 5.0.0 to whatever
 * fails. Only then the number is asked, and at last the whole report.
 */
export function reasonOf(said: { status: string | null; words: string; text: string }): BounceReason {
  const detail = (said.status ?? /\b[45]\.(\d{1,3}\.\d{1,3})\b/.exec(said.words)?.[0] ?? '').replace(
    /^\d\./,
    '',
  )
  return (
    wordingOf(said.words) ??
    byStatus.find(([, pattern]) => pattern.test(detail))?.[0] ??
    wordingOf(said.text.slice(0, 4000)) ??
    'other'
  )
}

function wordingOf(words: string): BounceReason | null {
  return wordings.find(([, pattern]) => pattern.test(words))?.[0] ?? null
}
