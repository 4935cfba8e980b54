import { createSignal } from 'solid-js'
import { NICKNAME_LENGTH_MAX } from '@plaza/contract/limits'
import { call } from '../engine/api.ts'
import { t } from '../i18n.ts'
import { tried } from '../screens/open.ts'
import { Button, Field } from '../ui/controls.tsx'
import { closestDialog, Sheet } from '../ui/sheet.tsx'

/** Asks what I want to be called in a group. */
export function NicknameSheet(props: { c: string; start: string; onClose: () => void }) {
  const [value, setValue] = createSignal(props.start)
  const [busy, setBusy] = createSignal(false)
  const save = async (form: HTMLFormElement) => {
    setBusy(true)
    const ok = await tried(() => call('PUT /chats/:id/nickname', { id: props.c, nickname: value().trim() }))
    setBusy(false)
    if (ok) closestDialog(form)?.close()
  }
  return (
    <Sheet title={t('group.nickname')} onClose={props.onClose}>
      <form
        class="form"
        onSubmit={event => {
          event.preventDefault()
          void save(event.currentTarget)
        }}
      >
        <Field
          label={t('group.nickname')}
          hint={t('group.nickname.hint')}
          value={value()}
          onInput={setValue}
          maxlength={NICKNAME_LENGTH_MAX}
          autofocus
        />
        <Button type="submit" kind="primary" busy={busy()}>
          {t('save')}
        </Button>
      </form>
    </Sheet>
  )
}
