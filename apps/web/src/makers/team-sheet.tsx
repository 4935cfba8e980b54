import type { MakerTeam } from '@plaza/contract'
import { MAKER_CONTACT_LENGTH_MAX, NAME_LENGTH_MAX } from '@plaza/contract/limits'
import { createSignal } from 'solid-js'
import { call } from '../engine/api.ts'
import { uuidv7 } from '../engine/ids.ts'
import { t } from '../i18n.ts'
import { FormError, tries } from '../screens/sign-form.tsx'
import { Button, Field } from '../ui/controls.tsx'
import { closestDialog, Sheet } from '../ui/sheet.tsx'

/** Makes a team, or says anew what one is called. */
export function TeamSheet(props: { team?: MakerTeam; onClose: () => void; onDone: () => void }) {
  const id = props.team?.id ?? uuidv7()
  const attempts = tries()
  const [name, setName] = createSignal(props.team?.name ?? '')
  const [contact, setContact] = createSignal(props.team?.contact ?? '')
  const save = async (form: HTMLFormElement) => {
    const said = { id, name: name().trim(), contact: contact().trim() }
    await (props.team ? call('PUT /makers/teams/:id', said) : call('POST /makers/teams', said))
    props.onDone()
    closestDialog(form)?.close()
  }
  return (
    <Sheet title={t(props.team ? 'teams.change' : 'makers.become')} onClose={props.onClose}>
      <form
        class="form"
        onSubmit={event => {
          event.preventDefault()
          const form = event.currentTarget
          void attempts.run(() => save(form))
        }}
      >
        <p class="form-text">{t('makers.become.text')}</p>
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
        <FormError code={attempts.except([])} />
        <Button type="submit" kind="primary" busy={attempts.busy()}>
          {t(props.team ? 'save' : 'makers.become')}
        </Button>
      </form>
    </Sheet>
  )
}
