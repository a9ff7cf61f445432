import { KeyList, KeysOn } from '../layout/key-sheet.tsx'
import { Page, Shell, type ShellFrame } from '../layout.tsx'

/** GET /keys: the same list as the sheet, for whom no script opens it. */
export function KeysPage({ frame }: { frame: ShellFrame }) {
  const { reader } = frame
  return (
    <Shell {...frame} view="page" title={reader.t('keys.title')}>
      <Page reader={reader} title={reader.t('keys.title')}>
        <div class="panel">
          <KeyList reader={reader} />
          <KeysOn reader={reader} />
        </div>
      </Page>
    </Shell>
  )
}
