import { foldWords } from '../rule/match-words.ts'

/** What a mailbox wants approved before it goes out, beside what policies and roles say. */
export type ApprovalRule = {
  everything: boolean
  /** Mail to addresses outside our own domains. */
  outside: boolean
  /** Beside the mailbox's own domain, in lower case; their subdomains count as inside. */
  insideDomains: readonly string[]
  words: readonly string[]
  /** Supervisors ask another one, where one is there. */
  supervisorsToo: boolean
  /** How many yeses are needed, each from a higher level. */
  rounds: number
}

export const noRule: ApprovalRule = {
  everything: false,
  outside: false,
  insideDomains: [],
  words: [],
  supervisorsToo: false,
  rounds: 1,
}

/** More levels than this have no office, and no customer the patience. */
export const MOST_ROUNDS = 3

/** Why a reply waits for somebody's yes; `found` are the addresses or words that were met. */
export type Reason =
  | { because: 'assistant' | 'policy' | 'careful' | 'everything' }
  | { because: 'outside' | 'words'; found: readonly string[] }

export type ApprovalFacts = {
  sender: { maySend: boolean; supervises: boolean }
  /** The policy that binds demands it. */
  policyDemands: boolean
  careful: boolean
  rule: ApprovalRule
  /** The mailbox's own address. */
  mailbox: string
  /** Of To, Cc and Bcc. */
  recipients: readonly string[]
  subject: string
  /** What the writer wrote: without what is quoted. */
  text: string
  /** Another supervisor of the mailbox is on duty. */
  otherSupervisorThere: boolean
}

/**
 * Why this reply needs approval; empty: it may go. A policy and careful mode bind supervisors only in that they
 * name them, so that theirs goes by their own hand. What the mailbox demands binds them too where it says so, but
 * the only one on duty is not kept from answering.
 */
export function approvalNeeded(facts: ApprovalFacts): Reason[] {
  const { sender, rule } = facts
  const isBound = !sender.supervises
  const isBoundByRule = isBound || (rule.supervisorsToo && facts.otherSupervisorThere)
  return [
    ...(sender.maySend ? [] : [{ because: 'assistant' } as const]),
    ...(isBound && facts.policyDemands ? [{ because: 'policy' } as const] : []),
    ...(isBound && facts.careful ? [{ because: 'careful' } as const] : []),
    ...(isBoundByRule ? demandedByRule(facts) : []),
  ]
}

function demandedByRule({ rule, recipients, mailbox, subject, text }: ApprovalFacts): Reason[] {
  const inside = [domainOf(mailbox), ...rule.insideDomains]
  const addresses = rule.outside ? recipients.filter((address) => !isInside(address, inside)) : []
  const written = foldWords(`${subject} ${text}`)
  const words = rule.words.filter((word) => foldWords(word) !== '' && written.includes(foldWords(word)))
  return [
    ...(rule.everything ? [{ because: 'everything' } as const] : []),
    ...(addresses.length > 0 ? [{ because: 'outside', found: [...new Set(addresses)] } as const] : []),
    ...(words.length > 0 ? [{ because: 'words', found: words } as const] : []),
  ]
}

function isInside(address: string, inside: readonly string[]): boolean {
  const domain = domainOf(address)
  return inside.some((own) => own !== '' && (domain === own || domain.endsWith(`.${own}`)))
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase()
}

/** Whether only the writer's role asks for it: whoever may send at all may then say yes. */
export function isOnlyByRole(reasons: readonly Reason[]): boolean {
  return reasons.every(({ because }) => because === 'assistant')
}

/** How many yeses a reply needs. A role alone needs one, however many the mailbox wants for what is delicate. */
export function roundsFor(reasons: readonly Reason[], rule: ApprovalRule): number {
  return isOnlyByRole(reasons) ? 1 : Math.max(1, Math.min(rule.rounds, MOST_ROUNDS))
}

/** Whoever might say yes. */
export type Approver = {
  accountId: number
  maySend: boolean
  supervises: boolean
  /** Stands on the present rung of the route or above, or stands in for somebody there. */
  standsHighEnough: boolean
}

/** What of a request decides who may say yes to it. */
export type Asked = {
  writerId: number
  reasons: readonly Reason[]
  rounds: number
  stage: 'primary' | 'backup' | 'everybody'
  holderId: number | null
  /** Who said yes in the rounds before. */
  gave: readonly number[]
}

export type ApproveRefusal = 'own-text' | 'gave-already' | 'no-right' | 'not-your-round'

/**
 * Why somebody may not approve or return a reply; null: they may. Nobody approves their own text, and nobody
 * gives two of several yeses. One yes may come from any supervisor, whoever was called; of several, each comes
 * from who is called, or from a level as high.
 */
export function approveRefusal(who: Approver, asked: Asked): ApproveRefusal | null {
  if (who.accountId === asked.writerId) return 'own-text'
  if (!(isOnlyByRole(asked.reasons) ? who.maySend : who.supervises)) return 'no-right'
  if (asked.gave.includes(who.accountId)) return 'gave-already'
  if (asked.rounds === 1 || asked.stage === 'everybody' || asked.holderId === who.accountId) return null
  return who.standsHighEnough ? null : 'not-your-round'
}
