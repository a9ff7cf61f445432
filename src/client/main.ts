import '@github/relative-time-element'
import 'htmx.org'
import { runClocks } from './clocks.ts'
import { copyFields } from './copy.ts'
import { keepDrafts } from './draft.ts'
import { chooseFiles } from './files.ts'
import { closeFlashes } from './flash.ts'
import { keepFolds } from './folds.ts'
import { smoothForms } from './forms.ts'
import { fitFrames } from './frames.ts'
import { keepWords } from './keep-words.ts'
import { findKeys } from './key-sheet.ts'
import { watchKeys } from './keys.ts'
import { followLive } from './live.ts'
import { completeMentions } from './mentions.ts'
import { keepTyping } from './morph.ts'
import { chooseOwnZone } from './own-zone.ts'
import { findParts } from './parts.ts'
import { pickRows } from './pick.ts'
import { completeSearches } from './search-complete.ts'
import { offerTemplates } from './templates.ts'
import { tellWriting } from './writing.ts'

document.documentElement.classList.add('scripted')

// First: what it holds back, nothing else may take for sent.
chooseFiles()
keepTyping()
smoothForms()
completeMentions()
completeSearches()
keepDrafts()
offerTemplates()
tellWriting()
keepWords()
chooseOwnZone()
copyFields()
pickRows()
closeFlashes()
fitFrames()
findParts()
keepFolds()
runClocks()
watchKeys()
findKeys()
followLive()
