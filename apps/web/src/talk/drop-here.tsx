import { t } from '../i18n.ts'
import '../styles/tray.css'

/** Lies over a chat while files are dragged across it. */
export const DropHere = () => <p class="drop-here">{t('talk.drop_here')}</p>
