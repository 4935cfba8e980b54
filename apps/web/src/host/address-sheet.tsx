import { createSignal } from 'solid-js'
import { t } from '../i18n.ts'
import { Button, Field } from '../ui/controls.tsx'
import { closestDialog, Sheet } from '../ui/sheet.tsx'
import { store } from '../ui/state.ts'

export interface Address {
  name: string
  phone: string
  street: string
  city: string
  code: string
}

const addressKey = () => `plaza.address.${store().myId}`

function keptAddress(): Address {
  const none = {
    name: store().me.person.name,
    phone: store().me.phone ?? '',
    street: '',
    city: store().me.region ?? '',
    code: '',
  }
  try {
    return { ...none, ...(JSON.parse(localStorage.getItem(addressKey()) ?? '{}') as Partial<Address>) }
  } catch {
    return none
  }
}

/** The citizen's address, kept on this device and given only when they press the button. */
export function AddressSheet(props: { program: string; onDone: (address?: Address) => void }) {
  let box!: HTMLFormElement
  let chosen: Address | undefined
  const [address, setAddress] = createSignal(keptAddress())
  const field = (name: keyof Address) => ({
    value: address()[name],
    onInput: (value: string) => setAddress({ ...address(), [name]: value }),
    maxlength: 120,
  })
  return (
    <Sheet title={t('program.address')} onClose={() => props.onDone(chosen)}>
      <form
        class="form"
        ref={box}
        onSubmit={event => {
          event.preventDefault()
          localStorage.setItem(addressKey(), JSON.stringify(address()))
          chosen = address()
          closestDialog(box)?.close()
        }}
      >
        <p class="note">{t('program.address.for', { name: props.program })}</p>
        <Field label={t('name')} {...field('name')} autocomplete="name" required />
        <Field label={t('program.address.phone')} {...field('phone')} autocomplete="tel" required />
        <Field label={t('program.address.street')} {...field('street')} autocomplete="street-address" required />
        <Field label={t('program.address.city')} {...field('city')} autocomplete="address-level2" required />
        <Field label={t('program.address.code')} {...field('code')} autocomplete="postal-code" />
        <Button type="submit" kind="primary">
          {t('program.address.give')}
        </Button>
      </form>
    </Sheet>
  )
}
