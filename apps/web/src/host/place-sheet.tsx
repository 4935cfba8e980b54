import { createSignal } from 'solid-js'
import { t } from '../i18n.ts'
import { Button, Field } from '../ui/controls.tsx'
import { closestDialog, Sheet } from '../ui/sheet.tsx'
import { Refused } from './refused.ts'

const FIX_WITHIN_MS = 15_000

/** Where this device says it is. */
export function fix(): Promise<GeolocationPosition> {
  return new Promise((resolve, reject) =>
    navigator.geolocation.getCurrentPosition(resolve, () => reject(new Refused('system permission denied', 2)), {
      timeout: FIX_WITHIN_MS,
      maximumAge: 30_000,
    }),
  )
}

export interface Place {
  name: string
  address: string
  latitude: number
  longitude: number
}

/** A place by its name and where one stands, or by coordinates. */
export function PlaceSheet(props: {
  program: string
  start: { latitude: number; longitude: number }
  onDone: (place?: Place) => void
}) {
  let box!: HTMLFormElement
  let chosen: Place | undefined
  const at = (value: number) => (Number.isFinite(value) ? String(value) : '')
  const [name, setName] = createSignal('')
  const [address, setAddress] = createSignal('')
  const [where, setWhere] = createSignal(
    at(props.start.latitude) && `${props.start.latitude}, ${props.start.longitude}`,
  )
  const [error, setError] = createSignal('')
  const here = () =>
    void fix()
      .then(({ coords }) => setWhere(`${coords.latitude.toFixed(5)}, ${coords.longitude.toFixed(5)}`))
      .catch(() => setError(t('program.place.unknown')))
  const submit = () => {
    const [latitude, longitude] = where()
      .split(/[,;]\s*/)
      .map(Number)
    if (!(Math.abs(latitude ?? 91) <= 90 && Math.abs(longitude ?? 181) <= 180))
      return setError(t('program.place.wrong'))
    chosen = { name: name().trim(), address: address().trim(), latitude: latitude!, longitude: longitude! }
    closestDialog(box)?.close()
  }
  return (
    <Sheet title={t('program.place.choose')} onClose={() => props.onDone(chosen)}>
      <form
        class="form"
        ref={box}
        onSubmit={event => {
          event.preventDefault()
          submit()
        }}
      >
        <p class="note">{t('program.place.for', { name: props.program })}</p>
        <Field label={t('program.place.name')} value={name()} onInput={setName} maxlength={60} required />
        <Field label={t('program.place.address')} value={address()} onInput={setAddress} maxlength={120} />
        <Field
          label={t('program.place.where')}
          value={where()}
          onInput={setWhere}
          maxlength={40}
          error={error() || undefined}
          required
        />
        <Button icon="discover" onClick={here}>
          {t('program.place.here')}
        </Button>
        <Button type="submit" kind="primary">
          {t('program.place.use')}
        </Button>
      </form>
    </Sheet>
  )
}
