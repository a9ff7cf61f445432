import { numberOf, type RungDraft } from '../../src/route/route-draft.ts'
import { AddRow, Cell, RowErrors } from '../hours/row-parts.tsx'
import { Button, Icon } from '../parts.tsx'
import type { Reader } from '../reader.ts'
import { MatrixFields } from './matrix.tsx'
import { type ProblemWords, Warnings } from './problem-words.tsx'
import type { RoutePageProps } from './route-page.tsx'
import { RungFields } from './rung-fields.tsx'

type FormProps = RoutePageProps & {
  words: ProblemWords
  /** What stops saving, each with its row. */
  summary: ProblemWords['refused']
}

/** All of a route in one form; each button sends the whole of it, so that it works without script. */
export function RouteForm(props: FormProps) {
  const { frame, mailbox, draft, version, words } = props
  const { reader } = frame
  const { t } = reader
  const levels = draft.inside
    .map(({ level, title }) => ({ level: numberOf(level), title }))
    .filter(({ level }) => level < 100)
  return (
    <form method="post" action={`/mailboxes/${mailbox.id}/route`} class="hours route">
      {/* Enter presses the first button of a form: it must be this one, not that of some row. */}
      <button type="submit" name="act" value="save" class="away" tabindex={-1}>
        {t('route.enter')}
      </button>
      <input type="hidden" name="version" value={String(version)} />
      <section class="panel" id="f-inside">
        <h2>{t(draft.outside ? 'route.inside_outside' : 'route.inside')}</h2>
        <p class="hint">{t('route.inside_hint')}</p>
        <LadderRows {...props} ladder="inside" rungs={draft.inside} />
      </section>
      <Outside {...props} />
      <section class="panel">
        <h2>{t('route.repeating')}</h2>
        <Sentence reader={reader} name="repeat" value={draft.repeat} words={words} />
        <Sentence reader={reader} name="remind" value={draft.remind} words={words} />
      </section>
      <MatrixFields reader={reader} matrix={draft.matrix} expert={draft.expert} levels={levels} />
      <div class="save-bar">
        <FirstProblem words={props.summary} />
        <p class="acts">
          <Button tone="act" name="act" value="save">
            {t('common.save')}
          </Button>
          <Button name="act" value="check">
            {t('route.check')}
          </Button>
        </p>
      </div>
    </form>
  )
}

type RowsProps = FormProps & { ladder: 'inside' | 'outside'; rungs: readonly RungDraft[] }

/** From the lowest, as it climbs. */
function LadderRows({ frame, ladder, rungs, people, words, focus }: RowsProps) {
  const { reader } = frame
  return (
    <>
      {rungs.map((rung, row) => (
        <RungFields {...{ reader, rung, people, words, focus }} name={`${ladder}_${row}`} />
      ))}
      <RowErrors names={[ladder]} errors={words.refused} />
      <p class="acts-row">
        <AddRow value={`add-${ladder}`} words={reader.t('route.add_level')} focus={focus} />
      </p>
    </>
  )
}

function Outside(props: FormProps) {
  const { frame, draft, words, focus } = props
  const { t } = frame.reader
  const { outside } = draft
  return (
    <section class="panel" id="f-outside">
      <h2>{t('route.outside')}</h2>
      <p class="hint">{t(outside ? 'route.outside_hint' : 'route.outside_none')}</p>
      {outside && <input type="hidden" name="outside" value="yes" />}
      {outside === null ? (
        <>
          <label class="check">
            <input
              id="f-urgent"
              type="checkbox"
              name="urgent"
              value="yes"
              checked={draft.urgentIgnoresHours}
            />{' '}
            {t('route.urgent')}
          </label>
          <Warnings names={['urgent']} words={words.warned} />
          <p class="acts-row">
            <AddRow value="outside-on" words={t('route.outside_on')} focus={focus} />
          </p>
        </>
      ) : (
        <>
          {draft.urgentIgnoresHours && <input type="hidden" name="urgent" value="yes" />}
          <LadderRows {...props} ladder="outside" rungs={outside} />
          <p>
            <button type="submit" class="button quiet" name="act" value="outside-off">
              <Icon name="close" /> {t('route.outside_off')}
            </button>
          </p>
        </>
      )}
    </section>
  )
}

type SentenceProps = { reader: Reader; name: 'repeat' | 'remind'; value: string; words: ProblemWords }

function Sentence({ reader, name, value, words }: SentenceProps) {
  const { t } = reader
  return (
    <>
      <p class="sentence">
        <label for={`f-${name}`}>{t(`route.${name}`)}</label>
        <Cell name={name} label={t(`route.${name}`)} value={value} errors={words.refused} kind="time" />{' '}
        {t(`route.${name}_after`)}
      </p>
      <RowErrors names={[name]} errors={words.refused} />
    </>
  )
}

/** Beside the button that was pressed, wherever the page is scrolled to: that something is wrong, and the way there. */
function FirstProblem({ words }: { words: ProblemWords['refused'] }) {
  const [first] = Object.entries(words)
  if (!first) return null
  return (
    <p class="error">
      <Icon name="warning" />
      <a href={`#f-${first[0]}`}>{first[1]}</a>
    </p>
  )
}
