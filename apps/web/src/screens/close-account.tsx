import type { Proof } from '@plaza/contract'
import { ACCOUNT_REOPEN_MS } from '@plaza/contract/limits'
import { call } from '../engine/api.ts'
import { fullTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { Cell, Group } from '../ui/controls.tsx'
import { Page } from '../ui/page.tsx'
import { confirm } from '../ui/sheet.tsx'
import { sessions } from '../ui/state.ts'
import { toast } from '../ui/toast.tsx'
import { ProveForm } from './prove-form.tsx'

const DAYS = ACCOUNT_REOPEN_MS / 86_400_000

/** What closing the account means, and the closing, by whoever shows once more that the account is theirs. */
export function CloseAccount() {
  return (
    <Page title={t('close.title')}>
      <Group title={t('close.what')}>
        <Cell icon="laptop" tint="#1667c0" title={t('close.devices')} note={t('close.devices.note')} />
        <Cell icon="hide" tint="#56605b" title={t('close.profile')} note={t('close.profile.note')} />
        <Cell icon="contacts" tint="#07803f" title={t('close.friends')} note={t('close.friends.note')} />
        <Cell icon="chats" tint="#07803f" title={t('close.messages')} note={t('close.messages.note')} />
        <Cell
          icon="undo"
          tint="#6b4fd3"
          title={t('close.back', { days: DAYS })}
          note={t('close.back.note', { days: DAYS })}
        />
      </Group>
      <div class="big-action">
        <ProveForm submit={t('close.do')} danger onProof={close} />
      </div>
    </Page>
  )
}

/** Asked once more, after the proof is at hand and before it is used. */
async function close(proof: Proof): Promise<void> {
  const sure = { title: t('close.sure'), text: t('close.sure.text', { days: DAYS }), ok: t('close.do'), danger: true }
  if (!(await confirm(sure))) return
  const { reopenUntil } = await call('POST /identity/close', { proof })
  await sessions.signOut()
  toast(t('close.done', { date: fullTime(reopenUntil, language()) }))
}
