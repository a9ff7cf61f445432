import { lineNames, type Report } from '../../src/escalation/report.ts'
import type { Reader } from '../reader.ts'

/** The 5W1H report as it is read: a guess is marked apart from a fact, in words and in shape. */
export function ReportLines({ reader, report }: { reader: Reader; report: Report }) {
  const { t } = reader
  const said = lineNames.filter((name) => report[name].text.trim() !== '')
  return (
    <dl class="report-lines">
      {said.map((name) => (
        <div class={report[name].isGuess ? 'guess' : undefined}>
          <dt>{t(`escalation.${name}`)}</dt>
          <dd>
            {report[name].text}
            {report[name].isGuess && <small>{t('escalation.guess')}</small>}
          </dd>
        </div>
      ))}
      {report.tried && (
        <div>
          <dt>{t('escalation.tried')}</dt>
          <dd>{report.tried}</dd>
        </div>
      )}
      {report.options.length > 0 && (
        <div>
          <dt>{t('escalation.options')}</dt>
          <dd>
            <ol>
              {report.options.map((option) => (
                <li>{option}</li>
              ))}
            </ol>
          </dd>
        </div>
      )}
      {report.wanted && (
        <div>
          <dt>{t('escalation.wanted')}</dt>
          <dd>{report.wanted}</dd>
        </div>
      )}
    </dl>
  )
}
