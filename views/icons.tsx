import { raw } from 'hono/html'
import {
  ArrowDownUp,
  ArrowLeft,
  ArrowRight,
  ArrowUpFromLine,
  AtSign,
  Bell,
  Check,
  ChevronDown,
  CircleUser,
  Clock,
  CornerUpLeft,
  Ellipsis,
  FilePen,
  Hourglass,
  Image,
  Inbox,
  Keyboard,
  Lock,
  LogOut,
  Mail,
  Menu,
  Paperclip,
  PenLine,
  Plus,
  RefreshCw,
  RotateCcw,
  Search,
  Send,
  Settings,
  ShieldCheck,
  Stamp,
  StickyNote,
  Tag,
  TriangleAlert,
  UserRound,
  X,
} from 'lucide-static'

const drawn = {
  order: ArrowDownUp,
  keyboard: Keyboard,
  lock: Lock,
  raise: ArrowUpFromLine,
  back: ArrowLeft,
  next: ArrowRight,
  at: AtSign,
  bell: Bell,
  check: Check,
  down: ChevronDown,
  user: CircleUser,
  clock: Clock,
  reply: CornerUpLeft,
  more: Ellipsis,
  draft: FilePen,
  label: Tag,
  wait: Hourglass,
  image: Image,
  inbox: Inbox,
  leave: LogOut,
  mail: Mail,
  menu: Menu,
  attachment: Paperclip,
  edit: PenLine,
  plus: Plus,
  again: RefreshCw,
  undo: RotateCcw,
  search: Search,
  send: Send,
  settings: Settings,
  admin: ShieldCheck,
  seal: Stamp,
  note: StickyNote,
  warning: TriangleAlert,
  person: UserRound,
  close: X,
}

export type IconName = keyof typeof drawn

// Only the strokes are kept: size, colour and line come from the style sheet. Each is made once: a page has dozens.
const icons = new Map(
  Object.entries(drawn).map(([name, svg]) => {
    const strokes = svg
      .replace(/^[\s\S]*?<svg[^>]*>|<\/svg>\s*$/g, '')
      .replace(/\s+/g, ' ')
      .trim()
    return [
      name,
      <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
        {raw(strokes)}
      </svg>,
    ]
  }),
)

/** A picture beside a word; never the only carrier of a meaning, so it is hidden from readers. */
export function Icon({ name }: { name: IconName }) {
  return icons.get(name) ?? null
}
