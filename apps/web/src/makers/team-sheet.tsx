import type { MakerTeam } from '@plaza/contract'
import { MAKER_CONTACT_LENGTH_MAX, NAME_LENGTH_MAX } from '@plaza/contract/limits'
import { createSignal } from 'solid-js'
import { call } from '../engine/api.ts'
import { uuidv7 } from '../engine/ids.ts'
import { t } from '../i18n.ts'
import { Field } from '../ui/controls.tsx'
import { FormSheet } from '../ui/form-sheet.tsx'

/** Makes a team, or says anew what one is called. */
export function TeamSheet(props: { team?: MakerTeam; onClose: () => void; onDone: () => void }) {
  const id = props.team?.id ?? uuidv7()
  const [name, setName] = createSignal(props.team?.name ?? '')
  const [contact, setContact] = createSignal(props.team?.contact ?? '')
  const save = async () => {
    const said = { id, name: name().trim(), contact: contact().trim() }
    await (props.team ? call('PUT /makers/teams/:id', said) : call('POST /makers/teams', said))
    props.onDone()
  }
  return (
    <FormSheet
      title={t(props.team ? 'teams.change' : 'makers.become')}
      text={t('makers.become.text')}
      submit={t(props.team ? 'save' : 'makers.become')}
      onSubmit={save}
      onClose={props.onClose}
    >
      <Field
        label={t('teams.name')}
        hint={t('teams.name.hint')}
        value={name()}
        onInput={setName}
        maxlength={NAME_LENGTH_MAX}
        autocomplete="organization"
        required
        autofocus
      />
      <Field
        label={t('teams.contact')}
        hint={t('teams.contact.hint')}
        value={contact()}
        onInput={setContact}
        maxlength={MAKER_CONTACT_LENGTH_MAX}
        autocomplete="email"
        required
      />
    </FormSheet>
  )
}
