import { Page, Shell, type ShellFrame } from '../layout.tsx'
import { ApprovalCard, type ApprovalView } from './approval-card.tsx'

type Props = { frame: ShellFrame; approval: ApprovalView; subject: string }

/** GET /approvals/ID: a request that is over, as the record of what was written, changed and said. */
export function ApprovalPage({ frame, approval, subject }: Props) {
  const { reader } = frame
  const { t } = reader
  return (
    <Shell {...frame} view="page" title={t('approval.title')}>
      <Page reader={reader} title={subject || t('list.no_subject')}>
        <ApprovalCard reader={reader} place={{}} approval={approval} attempt={null} />
        <p>
          <a class="button" href={`/threads/${approval.threadId}`}>
            {t('approval.see_thread')}
          </a>
        </p>
      </Page>
    </Shell>
  )
}
