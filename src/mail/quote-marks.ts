/** How mail programs announce quoted mail in plain text. Each function looks at `lines` from `at` on. */

const quotedLine = /^[ \t\u3000]{0,3}[>＞]/

const separator =
  /^[\s>]*[-_=*ー─―]{2,}\s*(original (message|e-?mail)|reply message|message d['’]origine|message original|mensaje original|mensagem original|messaggio originale|ursprüngliche nachricht|originalnachricht|oprindelig meddelelse|ursprungligt meddelande|oorspronkelijk bericht|元のメッセージ|オリジナル ?メッセージ|元メッセージ|原始邮件|original appointment)\s*[-_=*ー─―]{0,}\s*$/i

const forwardMark =
  /^[\s>]*([-_=*]{2,}\s*)?(forwarded message|begin forwarded message|転送(された)?メッセージ|(以下|ここから)転送|fwd? message|weitergeleitete nachricht|message transféré|mensaje reenviado)\s*(([-_=*]{2,}|[:：]).*)?$/i

const wroteLine =
  /(\bwrote|\bwrites|\bschrieb(\s.{0,80})?|\ba écrit|\bescribió|\bha scritto|\bescreveu|\bschreef|\bskrev(\s.{0,80})?|\bkirjoitti|\bnapisał\(?a?\)?|\bírta|\bпишет|написала?|のメール|さん(は|が)書きました|は書きました|が書きました|wrote on .{0,40}|写道)\s*([:：]\s*|-{2,}\s*)$/i

const opensAttribution =
  /^[\s>-]*(\(?\d{1,4}[年/.-]|on\b|am\b|le\b|el\b|il\b|em\b|op\b|den\b|in data\b|på\b|dnia\b|w dniu\b|mon|tue|wed|thu|fri|sat|sun|mo\.|di\.|mi\.|do\.|fr\.|sa\.|so\.|lun|mar|mer|jeu|ven|sam|dim|[a-zа-я]{2,3},?\s+\d|"?[^\s"]{1,40}"?\s*<?[\w.+-]+@|\S{1,30}(さん|様)|---)/i

// Of an address one character before the @ is enough: trying each of its beginnings takes time quadratic in its length.
const datedAttribution =
  /^[\s>]*\(?(\d{4}\s?[年/.-]\s?\d{1,2}\s?[月/.-]\s?\d{1,2}\s?日?|(mon|tue|wed|thu|fri|sat|sun),? \d{1,2} [a-z]{3} \d{4}).{0,300}[\w.+-]@[\w.-]+[>＞)）\]]?\s*(さん)?\s*[:：]\s*$/i

/** A whole date with a time and an address before the colon: nothing else ends so, whatever the language. */
const timedAttribution =
  /^(?=.*\b(19|20)\d\d\b)(?=.*\d{1,2}[:.]\d{2}).{0,260}[\w.+-]@[\w.-]+>?"?\s*([:：]|\bwrote)\s*$/i

const headerOpening =
  /^[\s*]*(from|von|de|da|från|fra|van|od|lähettäjä|от|差出人|送信者|送信元|発信者|发件人)\s*\*?\s*[:：]\s*\*?\s*\S?/i
const headerLine =
  /^[\s*]*(sent|date|to|cc|subject|reply-to|gesendet|an|betreff|datum|envoyé|à|copie à|sujet|objet|enviado(?: el)?|para|asunto|assunto|inviato|a|oggetto|skickat|till|ämne|sendt|til|emne|verzonden|aan|onderwerp|wysłano|do|temat|lähetetty|vastaanottaja|aihe|отправлено|кому|тема|дата|送信日時|送信日|日時|日付|宛先|件名|収件人|发送时间|收件人|主题)\s*\*?\s*[:：]/i

const ruleLine = /^\s*[_＿]{8,}\s*$/

export function isQuotedLine(line: string): boolean {
  return quotedLine.test(line)
}

/** From a line like `-----Original Message-----` on, all the rest is quoted. */
export function isSeparator(line: string): boolean {
  return line.length < 120 && separator.test(line)
}

export function isForwardMark(line: string): boolean {
  return line.length < 120 && forwardMark.test(line)
}

/**
 * Outlook's way: a block of header lines (差出人: 送信日時: 宛先: 件名: / From: Sent: To: Subject:) without any marks,
 * sometimes below a rule. A line that begins with "From:" alone proves nothing: two more must follow.
 */
export function isHeaderBlock(lines: string[], at: number): boolean {
  const start = ruleLine.test(lines[at] ?? '') ? nextWritten(lines, at + 1) : at
  const line = lines[start] ?? ''
  if (line.length > 300 || !headerOpening.test(line)) return false
  const following = lines.slice(start + 1, start + 9)
  const end = following.findIndex((one) => one.trim() === '')
  const block = end < 0 ? following : following.slice(0, end)
  return block.filter((one) => headerLine.test(one)).length >= 2
}

/**
 * An attribution ("On … wrote:", "2026年11月20日(金) 14:28 山口 花子 <…>:") that begins at this line; it may be broken
 * over up to four lines. Returns the index of its last line, or null.
 */
export function endOfAttribution(lines: string[], at: number): number | null {
  const first = lines[at] ?? ''
  if (first.trim() === '' || first.length > 400) return null
  let joined = ''
  for (let end = at; end < Math.min(at + 4, lines.length); end++) {
    const line = (lines[end] ?? '').trim()
    if (line === '' || (end > at && isQuotedLine(line) && !isQuotedLine(first))) return null
    joined = `${joined} ${line}`.trim()
    if (joined.length > 400) return null
    if (datedAttribution.test(joined) || timedAttribution.test(joined)) return end
    if (wroteLine.test(joined) && opensAttribution.test(joined) && /[\d@]|(さん|様)/.test(joined)) return end
  }
  return null
}

/** The next line from `at` on with something written on it; `lines.length` when there is none. */
export function nextWritten(lines: string[], at: number): number {
  let next = at
  while (next < lines.length && (lines[next] ?? '').trim() === '') next++
  return next
}
