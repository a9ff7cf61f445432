import '@github/relative-time-element'
import 'htmx.org'
import { countPicked } from './bulk.ts'
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

keepTyping()
smoothForms()
completeMentions()
keepDrafts()
chooseFiles()
chooseOwnZone()
copyFields()
countPicked()
fitFrames()
watchKeys()
followLive()
