import { createSignal, type JSX } from 'solid-js'
import { t } from '../i18n.ts'
import { back, replaceTop } from '../router.ts'
import { Button } from '../ui/controls.tsx'
import { Icon } from '../ui/icon.tsx'
import { toast } from '../ui/toast.tsx'
import { tried } from './open.ts'
import '../styles/codes.css'

/** A machine asks to be signed in as me: what I should know of it, and a yes or a no. */
export function LetIn(props: {
  device: string
  /** Said after a yes. */
  approved: string
  answer: (approve: boolean) => Promise<unknown>
  children: JSX.Element
}) {
  const [busy, setBusy] = createSignal(false)
  const answer = async (approve: boolean) => {
    setBusy(true)
    const ok = await tried(() => props.answer(approve))
    setBusy(false)
    if (!ok) return
    toast(approve ? props.approved : t('link.refused'))
    if (approve) replaceTop('/me/settings/devices')
    else back()
  }
  return (
    <div class="ask">
      <span class="empty-icon">
        <Icon name="laptop" />
      </span>
      <h2>{t('link.ask', { device: props.device })}</h2>
      {props.children}
      <Button kind="primary" icon="check" busy={busy()} onClick={() => void answer(true)}>
        {t('link.approve')}
      </Button>
      <Button busy={busy()} onClick={() => void answer(false)}>
        {t('link.refuse')}
      </Button>
    </div>
  )
}
