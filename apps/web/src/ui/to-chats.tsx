import { t } from '../i18n.ts'
import { visit } from '../router.ts'
import { Button } from './controls.tsx'

/** The way on from a page that has nothing to show. */
export const ToChats = () => (
  <Button kind="primary" onClick={() => visit('/chats')}>
    {t('lost.go')}
  </Button>
)
