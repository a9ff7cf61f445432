/** From here on a report without parts quotes the mail that came back. */
const returnedMark =
  /^\s*(-{2,}.*(copy of|original|returned|below this line|undelivered).*|.*(original (message|mail)|message header|returned message|unsent message|a copy of the message|your message (follows|reads)).{0,40}[:：]?\s*$|(received|return-path|message-id|mime-version|x-mailer):\s.*|.*(以下|元のメール|送信されたメール|オリジナル).{0,20}(内容|メッセージ|ヘッダ).{0,12}$)/i

/** What announces the address in the lines after it, or beside it. */
const announces =
  /(following (address|recipient|user|destination)|could ?n[o']t be delivered|not delivered|unable to deliver|delivery (to|failed|has failed)|undeliver|failed (recipient|address)|recipient|user unknown|unknown user|addresse?e?s?[:：]|rcpt to|did not reach|宛先|送信先|受信者|あて先|届け|配信|送信でき)/i

/**
 * The addresses that a report without fields names as not reached: those of the lines that announce them, else the
 * first one that stands in it at all.
 *
 * @param reporters whose address in the text proves nothing, lower case
 */
export function freeFormRecipients(text: string, reporters: readonly string[]): string[] {
  const lines = ownLines(text)
  const theirs = (line: string) =>
    isMessageId(line) ? [] : addressesIn(line).filter((address) => !reporters.includes(address))
  for (const [at, line] of lines.entries()) {
    if (!announces.test(line)) continue
    const beside = theirs(line)
    if (beside.length > 0) return beside
    const below = lines.slice(at + 1, at + 8).flatMap(theirs)
    if (below.length > 0) return below
  }
  for (const line of lines) {
    const named = theirs(line)
    if (named.length > 0) return named
  }
  return []
}

/** A report's own fields are read as such. */
const reportField =
  /^\s*(status|action|final-recipient|original-recipient|remote-mta|reporting-mta|arrival-date|last-attempt-date|diagnostic-code)\s*:/i

/** What a report without fields says of an address: the server's numbered answer near it, else the line below it. */
export function wordsAbout(address: string, text: string): string {
  const lines = ownLines(text).filter((line) => !reportField.test(line))
  const answer = lines.find((line) => /(^|[\s#(])[45]\d\d[\s#-]|\b[45]\.\d{1,3}\.\d{1,3}\b/.test(line))
  if (answer) return answer.trim()
  const at = lines.findIndex((line) => line.toLowerCase().includes(address))
  if (at < 0) return ''
  const beside = (lines[at] ?? '').trim()
  const below = lines.slice(at + 1, at + 4).find((line) => line.trim() !== '') ?? ''
  return /^<?[^\s<>]+@[^\s<>]+>?[:;,.]?$/.test(beside) ? below.trim() : beside
}

function isMessageId(line: string): boolean {
  return /message-id/i.test(line)
}

function ownLines(text: string): string[] {
  const lines = text.slice(0, 20_000).split('\n')
  const end = lines.findIndex((line, at) => at > 0 && returnedMark.test(line))
  return end < 2 ? lines.slice(0, 200) : lines.slice(0, end)
}

/** Quoted local parts as Japanese carriers allow them (`"a..b"@docomo.ne.jp`) included. */
export function addressesIn(text: string): string[] {
  const found = text
    .slice(0, 20_000)
    .matchAll(/("[^"\s@]{1,64}"|[\w.!#$%&'*+/=?^`{|}~-]{1,64})@([\w-]{1,63}(?:\.[\w-]{1,63}){0,8})/g)
  return [...new Set([...found].map(([, local, domain]) => `${local}@${domain}`.toLowerCase()))]
}
