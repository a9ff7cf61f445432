/** Longest text of an acknowledgement, in characters. */
export const TEXT_LIMIT = 4000

/** What is older when it comes in (a first import, a server that was away) is acknowledged no more. Ms. */
export const NEWS_FOR = 3_600_000

/** The rules look first: what they take for spam is not acknowledged. Ms. */
export const AFTER_RULES = 3_000

/** In whose language a mail is acknowledged: kana or kanji anywhere in it are enough. */
export function languageOf(subject: string, text: string): 'ja' | 'en' {
  return /[\u3041-\u30ff\u4e00-\u9fff\uff66-\uff9d]/.test(subject + text.slice(0, 5000)) ? 'ja' : 'en'
}

/** RFC 3834, section 3.1.5: the subject says that no person wrote this. */
export function acknowledgementSubject(subject: string, language: 'ja' | 'en'): string {
  const whole = subject.replace(/\s+/g, ' ').trim()
  return language === 'ja' ? `【自動返信】${whole || 'お問い合わせ'}` : `Auto: ${whole || 'your mail'}`
}

/**
 * By which no machine answers (RFC 3834, sections 3.1.7 and 3.1.8): everybody's header, Exchange's, and the one of
 * older responders.
 */
export const automaticHeaders = {
  'Auto-Submitted': 'auto-replied',
  'X-Auto-Response-Suppress': 'All',
  Precedence: 'bulk',
} as const
