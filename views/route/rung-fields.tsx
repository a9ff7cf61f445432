import type { CallDraft, RungDraft } from '../../src/route/route-draft.ts'
import type { RoutePerson } from '../../src/route/route-people.store.ts'
import { awayWords } from '../absence/away.ts'
import { AddRow, Cell, RemoveRow, RowErrors } from '../hours/row-parts.tsx'
import { Field } from '../parts.tsx'
import type { Reader } from '../reader.ts'
import { type ProblemWords, Warnings } from './problem-words.tsx'

type RungProps = {
  reader: Reader
  /** The beginning of its fields' names: `inside_0`. */
  name: string
  rung: RungDraft
  people: readonly RoutePerson[]
  words: ProblemWords
  focus: string | null
}

/** One level: who, how long, and by what means; what is wrong stands under its row. */
export function RungFields(props: RungProps) {
  const { reader, name, rung, people, words, focus } = props
  const { t } = reader
  const at = (cell: string) => `${name}_${cell}`
  const said = { level: rung.level, title: rung.title }
  return (
    <fieldset class="rung-row" id={`f-${name}_row`}>
      <legend class="away">{t('route.rung', said)}</legend>
      <div class="rung-name">
        <label for={`f-${at('level')}`}>{t('route.level')}</label>
        <Cell
          name={at('level')}
          label={t('route.level')}
          value={rung.level}
          errors={words.refused}
          kind="time"
        />
        <Cell
          name={at('title')}
          label={t('route.level_title')}
          value={rung.title}
          errors={words.refused}
          kind="words"
          autofocus={focus === at('title')}
        />
        <RemoveRow value={`remove-${name}`} label={t('route.remove_level', said)} />
      </div>
      <RowErrors names={[at('level'), at('title')]} errors={words.refused} />
      <div class="fields">
        {(['primary', 'backup'] as const).map((who) => (
          <Field
            label={t(`route.${who}`)}
            name={at(who)}
            value={rung[who]}
            error={words.refused[at(who)]}
            options={[
              { value: '', label: t('route.choose') },
              ...people.map((person) => ({ value: String(person.id), label: personWords(reader, person) })),
            ]}
          />
        ))}
      </div>
      <Warnings names={[at('row'), at('primary'), at('backup')]} words={words.warned} />
      <div class="rung-minutes">
        {(['accept', 'decide'] as const).map((what) => (
          <span class="minutes">
            <label for={`f-${at(what)}`}>{t(`route.${what}`)}</label>
            <Cell
              name={at(what)}
              label={t(`route.${what}`)}
              value={rung[what]}
              errors={words.refused}
              kind="time"
            />
            {t('route.minutes')}
          </span>
        ))}
      </div>
      <RowErrors names={[at('accept'), at('decide')]} errors={words.refused} />
      <Calls {...props} />
    </fieldset>
  )
}

function personWords(reader: Reader, { name, title, canDecide, away }: RoutePerson): string {
  const named = [name, title].filter(Boolean).join(' ')
  const able = canDecide ? named : `${named}${reader.t('route.cannot')}`
  return away ? `${able} · ${awayWords(reader, away)}` : able
}

function Calls({ reader, name, rung, words, focus }: RungProps) {
  const { t } = reader
  const calls = `${name}_calls`
  return (
    <fieldset class="calls" id={`f-${calls}`}>
      <legend>{t('route.calls')}</legend>
      <ol>
        {rung.calls.map((call, n) => (
          <li>
            <CallFields {...{ reader, name, call, n, focus }} title={rung.title} />
          </li>
        ))}
      </ol>
      <AddRow
        value={`add-${name}_call`}
        label={t('route.add_call_to', { title: rung.title })}
        words={t('route.add_call')}
        focus={focus}
      />
      <RowErrors names={[calls]} errors={words.refused} />
      <Warnings names={[calls]} words={words.warned} />
    </fieldset>
  )
}

const channels = ['chat', 'phone', 'email'] as const

type CallProps = {
  reader: Reader
  name: string
  title: string
  call: CallDraft
  n: number
  focus: string | null
}

function CallFields({ reader, name, title, call, n, focus }: CallProps) {
  const { t } = reader
  const channel = `${name}_call_${n}_channel`
  return (
    <span class="span">
      <select
        id={`f-${channel}`}
        name={channel}
        aria-label={t('route.call_channel', { n: n + 1 })}
        autofocus={focus === channel}
      >
        {channels.map((one) => (
          <option value={one} selected={one === call.channel}>
            {t(`route.channel_${one}`)}
          </option>
        ))}
      </select>
      <Cell
        name={`${name}_call_${n}_minutes`}
        label={t('route.call_minutes', { n: n + 1 })}
        value={call.minutes}
        errors={{}}
        kind="time"
      />
      {t('route.wait')}
      <RemoveRow value={`remove-${name}_call_${n}`} label={t('route.remove_call', { title, n: n + 1 })} />
    </span>
  )
}
