import type { Reader } from '../reader.ts'

const weights = [1, 2, 3] as const

type LevelName = { level: number; title: string }

/** Which level urgency and impact suggest, as a table of choices. */
export function MatrixFields({
  reader,
  matrix,
  expert,
  levels,
}: {
  reader: Reader
  /** By urgency, then by impact. */
  matrix: readonly (readonly string[])[]
  expert: string
  levels: readonly LevelName[]
}) {
  const { t } = reader
  const choices = (chosen: string) =>
    levels.map(({ level, title }) => (
      <option value={String(level)} selected={String(level) === chosen}>
        {title || level}
      </option>
    ))
  return (
    <section class="panel">
      <h2>{t('route.matrix')}</h2>
      <p class="hint">{t('route.matrix_hint')}</p>
      <MatrixTable
        reader={reader}
        cell={(urgency, impact) => (
          <select
            name={`matrix_${urgency}_${impact}`}
            aria-label={t('route.matrix_cell', {
              urgency: t(`escalation.urgency_${urgency}`),
              impact: t(`escalation.impact_${impact}`),
            })}
          >
            {choices(matrix[urgency - 1]?.[impact - 1] ?? '')}
          </select>
        )}
      />
      <p class="sentence">
        <label for="f-expert">{t('route.expert')}</label>
        <select id="f-expert" name="expert">
          {choices(expert)}
        </select>{' '}
        {t('route.expert_after')}
      </p>
    </section>
  )
}

/** The same to read, where somebody raises. */
export function MatrixRead({
  reader,
  matrix,
  expert,
  levels,
}: {
  reader: Reader
  matrix: readonly (readonly number[])[]
  expert: number
  levels: readonly LevelName[]
}) {
  const { t } = reader
  const named = (wanted: number) =>
    (levels.find(({ level }) => level >= wanted) ?? levels.at(-1))?.title ?? String(wanted)
  return (
    <details class="folded">
      <summary>{t('route.see_matrix')}</summary>
      <MatrixTable
        reader={reader}
        cell={(urgency, impact) => named(matrix[urgency - 1]?.[impact - 1] ?? 2)}
      />
      <p class="hint">{t('route.matrix_expert', { level: named(expert) })}</p>
    </details>
  )
}

type Weight = (typeof weights)[number]

function MatrixTable({
  reader,
  cell,
}: {
  reader: Reader
  cell: (urgency: Weight, impact: Weight) => unknown
}) {
  const { t } = reader
  return (
    <table class="matrix">
      <thead>
        <tr>
          <td />
          {weights.map((impact) => (
            <th scope="col">{t(`escalation.impact_${impact}`)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weights.map((urgency) => (
          <tr>
            <th scope="row">{t(`escalation.urgency_${urgency}`)}</th>
            {weights.map((impact) => (
              <td data-label={t(`escalation.impact_${impact}`)}>{cell(urgency, impact)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
