import { Empty } from '../../views/parts.tsx'
import { Frame, type Seen } from './frame.tsx'

export function NoSuchMail({ seen }: { seen: Seen }) {
  const { words } = seen
  return (
    <Frame seen={seen} title={words.notFound}>
      <main id="main" class="stage stage-mail">
        <h1 class="away">{words.title}</h1>
        <Empty title={words.notFound}>
          {words.notFoundHint} <a href="/demo">{words.back}</a>
        </Empty>
      </main>
    </Frame>
  )
}
