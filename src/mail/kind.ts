import type { MailKind } from './parsed-mail.ts'

/** What tells a machine's mail from a person's. Header names are in lower case; `from` is the bare address. */
export type KindFacts = {
  headers: ReadonlyMap<string, string>
  from: string | null
  fromName: string
  subject: string
  contentType: string
  partTypes: readonly string[]
  text: string
}

const failureSubject =
  /^\W*(undeliver|returned (mail|to sender)|return(ed)? receipt|mail delivery (failed|failure|system|problem|status|error)|delivery (failure|failed|status|notification|report|has failed|incomplete|problem)|(permanent )?delivery failure|failure notice|mail system error|message (delivery|you sent|could not)|mail could not|could ?n[o']t (be )?deliver|non[- ]?deliver|delayed mail|warning: (message|could not send)|notice: mail delivery|postmaster notify|postfix smtp server|error sending|unzustellbar|メールエラー|メール(が)?送信(エラー|できません)|配信(エラー|不能|失敗|できません)|送信(エラー|失敗)|未配信|未達|宛先不明|不達|配達不能|エラーメール|メール配信システム)/i

const automaticSender =
  /^(mailer-daemon|mail-daemon|mailerdaemon|postmaster|mail\.delivery\.(system|subsystem)|double-bounce|bounces?)$/i

const automaticName =
  /^(mail(er)? (delivery|deliver|system|daemon)|mailer-daemon|internet mail delivery|mail administrator|system administrator)/i

const replySubject =
  /^(automatic reply|auto(matic|mated)?[- ]?(reply|response)\b|autoresponder|auto:|out of (the )?office|i am (currently )?out of|away from|vacation (reply|response)|abwesenheit|automatische antwort|réponse automatique|respuesta automática|risposta automatica|resposta automática|自动回复|自動回覆|자동 회신)/i

/** 自動返信 as a label of its own: a customer asking about 自動返信メールが届かない is no machine. */
const japaneseReplySubject =
  /^[【［[(（<＜]?\s*(自動(返信|応答)(メール)?|不在(中|通知|連絡|の?お知らせ)?|休暇(中|の?お知らせ)?)\s*([】］\])）>＞:：]|$)|[【［[(（<＜]\s*自動(返信|応答|送信|配信)(メール)?\s*[】］\])）>＞]/

/**
 * Delivery reports (RFC 3464 and those older than it) and automatic answers (RFC 3834), so that nothing answers
 * them. A mailing list's mail is mail. A failure's subject alone proves nothing: the sender has to be a machine.
 */
export function kindOf(facts: KindFacts): Exclude<MailKind, 'broken'> {
  if (isReport(facts)) return isReceipt(facts) ? 'auto_reply' : 'bounce'
  if (isFailureNotice(facts)) return 'bounce'
  return isAutomaticAnswer(facts) ? 'auto_reply' : 'mail'
}

function isReport(facts: KindFacts): boolean {
  return (
    facts.contentType === 'multipart/report' ||
    facts.contentType === 'message/delivery-status' ||
    (facts.partTypes.some((type) => /^message\/(global-)?(delivery-status|feedback-report)$/.test(type)) &&
      isAutomaticSender(facts))
  )
}

/** A read receipt (RFC 8098) answers a mail that did arrive. */
function isReceipt(facts: KindFacts): boolean {
  return (
    facts.partTypes.includes('message/disposition-notification') ||
    /report-type="?disposition-notification/i.test(facts.headers.get('content-type') ?? '')
  )
}

function isFailureNotice(facts: KindFacts): boolean {
  const localPart = localPartOf(facts.from) || facts.fromName
  if (/^(mailer-daemon|mail-daemon|mailerdaemon)$/i.test(localPart)) return true
  if (facts.headers.has('x-failed-recipients')) return true
  if (failureSubject.test(facts.subject))
    return isAutomaticSender(facts) || hasNullReturnPath(facts) || isNoReply(facts)
  if (isAutomaticSender(facts) && hasNullReturnPath(facts) && facts.partTypes.includes('message/rfc822'))
    return true
  // Amazon SES reports by Amazon SNS, as JSON.
  return (
    /@sns\.amazonaws\.com$/i.test(facts.from ?? '') &&
    /"notificationType" ?: ?"(Bounce|Complaint)"/.test(facts.text)
  )
}

function isAutomaticSender(facts: KindFacts): boolean {
  return (
    automaticSender.test(localPartOf(facts.from)) ||
    automaticName.test(facts.fromName) ||
    /^<?mailer-daemon/i.test(facts.headers.get('return-path') ?? '')
  )
}

function hasNullReturnPath(facts: KindFacts): boolean {
  return facts.headers.get('return-path') === '<>'
}

function isNoReply(facts: KindFacts): boolean {
  return /^(no-?reply|do-?not-?reply)/i.test(localPartOf(facts.from))
}

function isAutomaticAnswer(facts: KindFacts): boolean {
  const submitted = autoSubmittedOf(facts.headers)
  if (submitted === 'auto-replied' || facts.headers.has('x-autoreply') || facts.headers.has('x-autorespond'))
    return true
  if (['x-autoreply-from', 'x-mail-autoreply', 'x-autoresponder'].some((name) => facts.headers.has(name)))
    return true
  if (facts.headers.has('list-id')) return false
  if (submitted !== null && submitted !== 'no') return true
  if (/^auto[-_]?reply/i.test(facts.headers.get('precedence') ?? '')) return true
  // RFC 3834, section 3.3: responders answer with the null sender. People's answers never have it.
  if (hasNullReturnPath(facts) && facts.headers.has('in-reply-to')) return true
  return replySubject.test(facts.subject) || japaneseReplySubject.test(facts.subject)
}

/** Senders that nobody reads. */
const unread =
  /^(no-?reply|do-?not-?reply|.*[-+.]bounces?|bounces?[-+.=].*|mailer-daemon|postmaster|majordomo|listserv|list-?manager|.*-(request|owner)|owner-.*|root|daemon|nobody)$/i

/**
 * Whether hoshin may answer a mail by itself. Anything that a machine may have sent, or that came to many, is not
 * answered (RFC 3834, section 2): an answer that is missing is a smaller harm than two machines that write to
 * each other.
 */
export function isAnswerable(facts: KindFacts): boolean {
  const { headers } = facts
  const submitted = autoSubmittedOf(headers)
  return (
    kindOf(facts) === 'mail' &&
    (submitted === null || submitted === 'no') &&
    !hasNullReturnPath(facts) &&
    !/^(bulk|junk|list|auto[-_]?reply)/i.test(headers.get('precedence')?.trim() ?? '') &&
    !['list-id', 'list-unsubscribe', 'list-post', 'x-auto-response-suppress', 'feedback-id', 'x-loop'].some(
      (name) => headers.has(name),
    ) &&
    facts.from !== null &&
    !unread.test(localPartOf(facts.from))
  )
}

/** The keyword of Auto-Submitted (RFC 3834 5) in lower case, without comments and parameters. */
export function autoSubmittedOf(headers: ReadonlyMap<string, string>): string | null {
  const value = headers.get('auto-submitted')
  return value === undefined ? null : (/^[a-z-]+/i.exec(value.trim())?.[0].toLowerCase() ?? null)
}

function localPartOf(address: string | null): string {
  return (address ?? '').replace(/@.*$/, '')
}
