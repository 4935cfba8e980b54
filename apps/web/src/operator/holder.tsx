import { createSignal, Show } from 'solid-js'
import { FREEZE_REASON_LENGTH_MAX, HANDLE_LENGTH_MAX } from '@plaza/contract/limits'
import { call } from '../engine/api.ts'
import { t } from '../i18n.ts'
import { FormError, handleOf, tries } from '../screens/sign-form.tsx'
import { Button, Field } from '../ui/controls.tsx'
import { nameOf } from '../ui/names.ts'

/** Finds whose wallet it is about, by handle and for a reason that is kept; shows whom it found. */
export function FindHolder(props: { person: string | undefined; onFound: (person: string | undefined) => void }) {
  const [handle, setHandle] = createSignal('')
  const [reason, setReason] = createSignal('')
  const [nobody, setNobody] = createSignal(false)
  const attempts = tries()
  const find = async () => {
    if (handleOf(handle()) === '') return
    const { person } = await call('POST /wallet/office/holder', { handle: handleOf(handle()), reason: reason().trim() })
    setNobody(person === undefined)
    props.onFound(person)
  }
  return (
    <form
      class="desk-find"
      role="search"
      onSubmit={event => {
        event.preventDefault()
        void attempts.run(find)
      }}
    >
      <Show
        when={props.person}
        fallback={
          <>
            <Field
              label={t('desk.handle')}
              value={handle()}
              prefix="@"
              maxlength={HANDLE_LENGTH_MAX}
              error={nobody() ? t('desk.handle.nobody') : undefined}
              onInput={value => (setNobody(false), setHandle(value))}
            />
            <Field
              label={t('desk.find.reason')}
              value={reason()}
              hint={t('desk.find.reason.hint')}
              maxlength={FREEZE_REASON_LENGTH_MAX}
              onInput={setReason}
              required
            />
            <Button type="submit" icon="search" busy={attempts.busy()}>
              {t('desk.find')}
            </Button>
          </>
        }
      >
        {person => (
          <>
            <p class="desk-found">{nameOf(person())}</p>
            <Button icon="close" onClick={() => props.onFound(undefined)}>
              {t('desk.other_person')}
            </Button>
          </>
        )}
      </Show>
      <FormError code={attempts.except([])} />
    </form>
  )
}
