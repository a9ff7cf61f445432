import '@github/relative-time-element'
import '@github/text-expander-element'
import 'htmx.org'
import { keepDrafts } from './draft.ts'
import { chooseFiles } from './files.ts'
import { smoothForms } from './forms.ts'
import { fitFrames } from './frames.ts'
import { watchKeys } from './keys.ts'
import { followLive } from './live.ts'
import { completeMentions } from './mentions.ts'
import { keepTyping } from './morph.ts'

document.documentElement.classList.add('scripted')

keepTyping()
smoothForms()
completeMentions()
keepDrafts()
chooseFiles()
fitFrames()
watchKeys()
followLive()
