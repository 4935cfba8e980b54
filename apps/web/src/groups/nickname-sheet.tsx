import { createSignal } from 'solid-js'
import { NICKNAME_LENGTH_MAX } from '@plaza/contract/limits'
import { call } from '../engine/api.ts'
import { t } from '../i18n.ts'
import { Field } from '../ui/controls.tsx'
import { FormSheet } from '../ui/form-sheet.tsx'

/** Asks what I want to be called in a group. */
export function NicknameSheet(props: { c: string; start: string; onClose: () => void }) {
  const [value, setValue] = createSignal(props.start)
  const save = () => call('PUT /chats/:id/nickname', { id: props.c, nickname: value().trim() })
  return (
    <FormSheet title={t('group.nickname')} submit={t('save')} onSubmit={save} onClose={props.onClose}>
      <Field
        label={t('group.nickname')}
        hint={t('group.nickname.hint')}
        value={value()}
        onInput={setValue}
        maxlength={NICKNAME_LENGTH_MAX}
        autofocus
      />
    </FormSheet>
  )
}
