import type { RouteProblem } from '../../src/escalation/route-problems.ts'
import type { RouteDraft } from '../../src/route/route-draft.ts'
import type { RoutePerson } from '../../src/route/route-people.store.ts'
import { Page, Shell, type ShellFrame } from '../layout.tsx'
import { Button, ErrorSummary, Icon, When } from '../parts.tsx'
import { type Drawing, DrawnLadder } from './drawn-ladder.tsx'
import { type ProblemWords, problemWords, wordsInSummary } from './problem-words.tsx'
import { RouteForm } from './route-form.tsx'

export type { Drawing } from './drawn-ladder.tsx'

export type RoutePageProps = {
  frame: ShellFrame
  mailbox: { id: number; name: string }
  draft: RouteDraft
  /** The version that the form replaces; 0: none yet. */
  version: number
  saved: { by: string | null; at: number } | null
  /** Of what is in the form; those of a form that is being filled are told when it is saved. */
  problems: readonly RouteProblem[]
  people: readonly RoutePerson[]
  drawings: readonly Drawing[]
  /** What is drawn is what was typed, not what holds. */
  isTyped: boolean
  /** Minutes after which everybody is called again, for what is drawn. */
  repeat: number
  /** How many escalations run by another version. */
  running: number
  focus: string | null
}

/** A mailbox's route: what would happen, drawn; then one form, in which each button sends all of it. */
export function RoutePage(props: RoutePageProps) {
  const { frame, mailbox, draft, version, problems, people } = props
  const { reader, viewer } = frame
  const { t } = reader
  const title = t('route.title_of', { mailbox: mailbox.name })
  const nameOf = (id: number) => people.find((person) => person.id === id)?.name ?? t('route.somebody')
  const words = problemWords(reader, problems, nameOf)
  const titles = {
    inside: draft.inside.map((rung) => rung.title),
    outside: (draft.outside ?? []).map((rung) => rung.title),
  }
  const summary = wordsInSummary(reader, words.refused, titles)
  return (
    <Shell {...frame} view="page" title={title}>
      <Page reader={reader} title={title} lead={t('route.lead')}>
        {viewer.isAdmin && (
          <p>
            <a href={`/admin/mailboxes#mailbox-${mailbox.id}`}>
              <Icon name="back" /> {t('route.back')}
            </a>
          </p>
        )}
        <ErrorSummary reader={reader} errors={summary} />
        <Trouble words={wordsInSummary(reader, words.warned, titles)} frame={frame} />
        <Drawn {...props} />
        {version === 0 && <Presets {...props} />}
        <RouteForm {...props} words={words} summary={summary} />
        {version > 0 && <Presets {...props} />}
        <Running {...props} />
      </Page>
    </Shell>
  )
}

function Trouble({ frame, words }: { frame: ShellFrame; words: ProblemWords['warned'] }) {
  const { t } = frame.reader
  const all = Object.entries(words)
  if (all.length === 0) return null
  return (
    <section class="panel trouble" role="status">
      <h2>
        <Icon name="warning" /> {t('route.trouble')}
      </h2>
      <ul>
        {all.map(([field, said]) => (
          <li>
            <a href={`#f-${field}`}>{said}</a>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Drawn({ frame, mailbox, version, saved, drawings, isTyped, repeat }: RoutePageProps) {
  const { reader } = frame
  const { t } = reader
  return (
    <section class="panel drawn-route">
      <h2>{t(isTyped ? 'route.drawn_typed' : 'route.drawn')}</h2>
      <p class="hint">{t(version === 0 && !isTyped ? 'route.none_yet' : 'route.drawn_lead')}</p>
      {drawings.map((drawing) => (
        <DrawnLadder reader={reader} drawing={drawing} repeat={repeat} />
      ))}
      {saved && !isTyped && (
        <p class="hint">
          {t('route.version_of', { version, name: saved.by ?? '–' })} ·{' '}
          <When reader={reader} at={saved.at} as="clock" /> ·{' '}
          <a href={`/mailboxes/${mailbox.id}/route/versions`}>{t('route.versions_link')}</a>
        </p>
      )}
    </section>
  )
}

/** A form of its own: it fills the other one and needs nothing of what stands there. */
function Presets({ frame, mailbox, version }: RoutePageProps) {
  const { t } = frame.reader
  const choices = (
    <form method="post" action={`/mailboxes/${mailbox.id}/route`} class="presets">
      <input type="hidden" name="version" value={String(version)} />
      {(['five', 'fifty'] as const).map((preset) => (
        <div>
          <Button name="act" value={`preset-${preset}`}>
            {t(`route.preset_${preset}`)}
          </Button>
          <small class="hint">{t(`route.preset_${preset}_hint`)}</small>
        </div>
      ))}
    </form>
  )
  if (version === 0) {
    return (
      <section class="panel beginnings">
        <h2>{t('route.presets')}</h2>
        <p class="hint">{t('route.presets_hint')}</p>
        {choices}
      </section>
    )
  }
  return (
    <details class="panel folded">
      <summary>{t('route.presets')}</summary>
      <p class="hint">{t('route.presets_hint')}</p>
      {choices}
    </details>
  )
}

function Running({ frame, mailbox, version, running }: RoutePageProps) {
  const { t } = frame.reader
  if (running === 0) return null
  return (
    <section class="panel" id="running">
      <h2>{t('route.running')}</h2>
      <p>{t('route.running_old', { count: running })}</p>
      <p class="hint">{t('route.running_hint')}</p>
      <form method="post" action={`/mailboxes/${mailbox.id}/route/running`}>
        <input type="hidden" name="version" value={String(version)} />
        <Button>{t('route.running_move', { count: running, version })}</Button>
      </form>
    </section>
  )
}
