import '@github/relative-time-element'
import 'htmx.org'
import { countPicked } from './bulk.ts'
import { runClocks } from './clocks.ts'
import { copyFields } from './copy.ts'
import { keepDrafts } from './draft.ts'
import { chooseFiles } from './files.ts'
import { smoothForms } from './forms.ts'
import { fitFrames } from './frames.ts'
import { watchKeys } from './keys.ts'
import { followLive } from './live.ts'
import { completeMentions } from './mentions.ts'
import { keepTyping } from './morph.ts'
import { chooseOwnZone } from './own-zone.ts'

document.documentElement.classList.add('scripted')

// First: what it holds back, nothing else may take for sent.
chooseFiles()
keepTyping()
smoothForms()
completeMentions()
keepDrafts()
chooseOwnZone()
copyFields()
countPicked()
fitFrames()
runClocks()
watchKeys()
followLive()
