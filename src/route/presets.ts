import type { Call } from '../escalation/route.ts'
import { fitted, type RouteDraft, type RungDraft } from './route-draft.ts'

/** A beginning for a route: levels, minutes and channels, still without people. */
export type RoutePreset = {
  name: PresetName
  levels: readonly PresetLevel[]
  /** Whether it has a ladder of its own outside hours; its highest level is called there. */
  hasOutside: boolean
  repeat: number
  remind: number
}

export const presetNames = ['five', 'fifty', 'it', 'call', 'ops', 'retail', 'office'] as const
export type PresetName = (typeof presetNames)[number]

type PresetLevel = { level: number; accept: number; decide: number; calls: readonly Call[] }

const chatThenPhone: readonly Call[] = [
  { channel: 'chat', minutes: 10 },
  { channel: 'phone', minutes: 20 },
]
const phone: readonly Call[] = [{ channel: 'phone', minutes: 30 }]

export const routePresets: readonly RoutePreset[] = [
  {
    name: 'five',
    levels: [
      { level: 2, accept: 30, decide: 120, calls: chatThenPhone },
      { level: 3, accept: 60, decide: 240, calls: phone },
    ],
    hasOutside: false,
    repeat: 30,
    remind: 60,
  },
  {
    name: 'fifty',
    levels: [
      { level: 2, accept: 15, decide: 60, calls: [{ channel: 'chat', minutes: 5 }, ...phone] },
      { level: 3, accept: 30, decide: 120, calls: chatThenPhone },
      { level: 4, accept: 60, decide: 240, calls: phone },
    ],
    hasOutside: true,
    repeat: 15,
    remind: 30,
  },
  // By kind of team, beside the sample rules of the same name.
  preset('it', [15, 30, 60], true, 15),
  preset('call', [10, 20], false, 10),
  preset('ops', [5, 10, 20], true, 5),
  preset('retail', [30, 60], false, 30),
  preset('office', [60, 240], false, 60),
]

function preset(
  name: PresetName,
  minutes: readonly number[],
  hasOutside: boolean,
  repeat: number,
): RoutePreset {
  const levels = minutes.map((accept, n) => ({ level: n + 2, accept, decide: accept * 4, calls: phone }))
  return { name, levels, hasOutside, repeat, remind: 60 }
}

/** Somebody who may decide in the mailbox. */
export type Candidate = { id: number; title: string }

/**
 * A preset as a form. Whoever's title (役職) names a level stands there: the first as primary, the second as
 * backup. The rest is left to choose.
 *
 * @param titles what the levels are called, by number
 */
export function draftOfPreset(
  preset: RoutePreset,
  titles: Readonly<Record<number, string>>,
  candidates: readonly Candidate[],
): RouteDraft {
  const inside = preset.levels.map((level) => rungOf(level, titles[level.level] ?? '', candidates))
  return fitted({
    inside,
    outside: preset.hasOutside ? structuredClone(inside.slice(-2)) : null,
    urgentIgnoresHours: true,
    repeat: String(preset.repeat),
    remind: String(preset.remind),
    matrix: [
      ['2', '2', '3'],
      ['2', '3', '3'],
      ['2', '3', '4'],
    ],
    expert: '3',
  })
}

function rungOf(
  { level, accept, decide, calls }: PresetLevel,
  title: string,
  candidates: readonly Candidate[],
): RungDraft {
  const fitting = candidates.filter((one) => title !== '' && one.title.includes(title))
  return {
    level: String(level),
    title,
    primary: idOf(fitting[0]),
    backup: idOf(fitting[1]),
    accept: String(accept),
    decide: String(decide),
    calls: calls.map(({ channel, minutes }) => ({ channel, minutes: String(minutes) })),
  }
}

function idOf(candidate: Candidate | undefined): string {
  return candidate ? String(candidate.id) : ''
}

/** What the form shows before anybody made a route: the usual levels. */
export function firstDraft(
  titles: Readonly<Record<number, string>>,
  candidates: readonly Candidate[],
): RouteDraft {
  const usual = routePresets.find(({ name }) => name === 'fifty') ?? routePresets[0]
  if (!usual) throw new Error('there is no preset')
  return { ...draftOfPreset(usual, titles, candidates), outside: null }
}
