import { Empty } from '../../views/parts.tsx'
import { Frame, type Seen } from './frame.tsx'

export function NoSuchMail({ seen }: { seen: Seen }) {
  const { words } = seen
  return (
    <Frame seen={seen} title={words.notFound}>
      <main id="main" class="stage stage-mail">
        <Empty title={words.notFound}>
          {words.notFoundHint} <a href="/demo">{words.back}</a>
        </Empty>
      </main>
    </Frame>
  )
}
