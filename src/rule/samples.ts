import { emptyDraft, type RuleDraft } from './rule-fields.ts'

/** Kinds of team, each with rules and a route to begin with. Names of rules are in views/locales. */
export const samples = {
  it: [
    { name: 'it_down', fields: { subject: 'システム停止\n使えない\n障害\noutage\nis down', ...raise('3') } },
    {
      name: 'it_security',
      fields: {
        join: 'any',
        subject: '情報漏*\n不正アクセス\nbreach',
        body: '情報漏*\n不正アクセス',
        ...raise('4'),
        restrict: '1',
      },
    },
    { name: 'it_vip', fields: { many: '3', many_hours: '24', ...suggest('2') } },
  ],
  call: [
    {
      name: 'call_supervisor',
      fields: { body: '責任者*出\n上司*出\n責任者*話\nyour supervisor\na manager', ...suggest('2') },
    },
    {
      name: 'call_abuse',
      fields: { body: '殺す\n訴えてやる\nネットに晒\nidiot', careful: '1', ...suggest('2') },
    },
    {
      name: 'call_legal',
      fields: { body: '弁護士\n訴訟\n消費生活センター\nlawyer\nlegal action', ...raise('3') },
    },
  ],
  ops: [
    {
      name: 'ops_alert',
      fields: { subject: 'CRITICAL\nALERT\n警報\n異常検知', hours: 'closed', ...raise('2') },
    },
    { name: 'ops_unanswered', fields: { subject: '障害\nincident', unanswered: '30', ...raise('3') } },
  ],
  retail: [
    {
      name: 'retail_refund',
      fields: { body: '返金\n不良品\n壊れて\nrefund\ndefective', deadline: '240', ...suggest('2') },
    },
    {
      name: 'retail_injury',
      fields: { body: 'けが\n怪我\nやけど\nアレルギー\n異物\ninjur*\nallerg*', ...raise('3'), restrict: '1' },
    },
  ],
  office: [
    {
      name: 'office_contract',
      fields: { subject: '契約\n請求書\ncontract\ninvoice', deadline: '480', ...suggest('2') },
    },
    { name: 'office_unanswered', fields: { unanswered: '480', ...suggest('2') } },
  ],
} as const satisfies Record<string, readonly { name: string; fields: Partial<RuleDraft> }[]>

export type SampleKind = keyof typeof samples
export type SampleName = (typeof samples)[SampleKind][number]['name']

/** The sample of this name as a form; null where there is none. */
export function sampleDraft(name: string, words: { name: string; hints: string }): RuleDraft | null {
  const sample = Object.values(samples)
    .flat()
    .find((one) => one.name === name)
  if (!sample) return null
  const draft: RuleDraft = { ...emptyDraft(), ...sample.fields, name: words.name }
  return draft.careful === '' ? draft : { ...draft, hints: words.hints }
}

function suggest(level: string) {
  return { escalate: 'suggest', level }
}

function raise(level: string) {
  return { escalate: 'raise', level }
}
