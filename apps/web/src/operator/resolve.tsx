import type { Resolution, SuspenseItem } from '@plaza/contract'
import { BANK_NAME_LENGTH_MAX, FREEZE_REASON_LENGTH_MAX, IBAN_TEXT_LENGTH_MAX } from '@plaza/contract/limits'
import { createSignal, For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { uuidv7 } from '../engine/ids.ts'
import { t } from '../i18n.ts'
import { FormError, tries } from '../screens/sign-form.tsx'
import { Button, Field } from '../ui/controls.tsx'
import { nameOf } from '../ui/names.ts'
import { closestDialog, Sheet } from '../ui/sheet.tsx'
import { inMoney } from '../wallet/state.ts'
import '../styles/wallet.css'
import { FindHolder } from './holder.tsx'

type How = Resolution['how']
const WAYS: readonly How[] = ['top_up', 'return', 'own']

/** Whether the money is there to be given to somebody; what went, and what the bank never had, is a loss. */
const mayBeGiven = (item: SuspenseItem) => item.direction === 'credit' && item.why !== 'not_at_bank'

/** An amount with the side of the city's account that it is on. */
export const signed = (item: SuspenseItem) =>
  `${item.direction === 'credit' ? '+' : '−'}${inMoney(item.amount, item.currency)}`

/** How a resolution ends, in words: to whom, back where, or the city's own. */
export function endOf({ how, person = '', name = '', iban = '' }: Resolution): string {
  if (how === 'top_up') return t('desk.resolution.top_up', { name: nameOf(person) })
  if (how === 'return') return t('desk.resolution.return', { name, iban: iban.replace(/(.{4})(?=.)/g, '$1 ') })
  return t('desk.resolution.own')
}

/** Operators: proposing how an unexplained booking ends, for another operator to decide. */
export function ResolveSheet(props: { item: SuspenseItem; onClose: () => void; onProposed: () => void }) {
  const id = uuidv7()
  const [how, setHow] = createSignal<How>(mayBeGiven(props.item) ? 'top_up' : 'own')
  const [person, setPerson] = createSignal<string>()
  const [iban, setIban] = createSignal('')
  const [name, setName] = createSignal('')
  const [reason, setReason] = createSignal('')
  const [nobody, setNobody] = createSignal(false)
  const attempts = tries()
  const target = (): { person?: string; iban?: string; name?: string } => {
    const found = person()
    if (how() === 'top_up') return found === undefined ? {} : { person: found }
    return how() === 'return' ? { iban: iban().trim(), name: name().trim() } : {}
  }
  const send = async (form: HTMLFormElement) => {
    const wish = { item: props.item.id, id, how: how(), reason: reason().trim(), ...target() }
    await call('POST /wallet/office/suspense/:item/resolutions', wish)
    props.onProposed()
    closestDialog(form)?.close()
  }
  return (
    <Sheet title={t('desk.resolve.title', { amount: signed(props.item) })} onClose={props.onClose}>
      <div class="desk-resolve">
        <Show
          when={mayBeGiven(props.item)}
          fallback={
            <p class="form-text">
              {t(props.item.why === 'not_at_bank' ? 'desk.resolve.not_at_bank' : 'desk.resolve.loss')}
            </p>
          }
        >
          <Ways chosen={how()} onChoose={setHow} />
        </Show>
        <Show when={how() === 'top_up'}>
          <FindHolder person={person()} onFound={found => (setNobody(false), setPerson(found))} />
        </Show>
      </div>
      <form
        class="form"
        onSubmit={event => {
          event.preventDefault()
          const form = event.currentTarget
          if (how() === 'top_up' && person() === undefined) return setNobody(true)
          void attempts.run(() => send(form))
        }}
      >
        <Show when={how() === 'return'}>
          <Field
            label={t('desk.resolve.iban')}
            value={iban()}
            maxlength={IBAN_TEXT_LENGTH_MAX}
            error={attempts.at(['bad_input']) && t('desk.resolve.iban.wrong')}
            onInput={setIban}
            required
          />
          <Field
            label={t('desk.resolve.name')}
            value={name()}
            maxlength={BANK_NAME_LENGTH_MAX}
            onInput={setName}
            required
          />
        </Show>
        <Field
          label={t('desk.reason')}
          value={reason()}
          hint={t('desk.reason.hint')}
          maxlength={FREEZE_REASON_LENGTH_MAX}
          onInput={setReason}
          required
        />
        <Show when={nobody()}>
          <p class="note" role="alert">
            {t('desk.resolve.nobody')}
          </p>
        </Show>
        <FormError code={attempts.except(how() === 'return' ? ['bad_input'] : [])} />
        <Button type="submit" kind="primary" busy={attempts.busy()}>
          {t('desk.resolve.do')}
        </Button>
      </form>
    </Sheet>
  )
}

const Ways = (props: { chosen: How; onChoose: (how: How) => void }) => (
  <fieldset class="segments">
    <legend class="hidden-visually">{t('desk.resolve.how')}</legend>
    <For each={WAYS}>
      {one => (
        <label>
          <input type="radio" name="how" checked={props.chosen === one} onChange={() => props.onChoose(one)} />
          <span>{t(`desk.resolve.how.${one}`)}</span>
        </label>
      )}
    </For>
  </fieldset>
)
