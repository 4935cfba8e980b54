import { createSignal } from 'solid-js'
import { t } from '../i18n.ts'
import { PlacePicker } from '../map/place-map.tsx'
import { placeOf, wordsOf } from '../talk/places.ts'
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
      .then(({ coords }) => setWhere(wordsOf({ lat: coords.latitude, lon: coords.longitude })))
      .catch(() => setError(t('program.place.unknown')))
  const submit = () => {
    const place = placeOf(where())
    if (!place) return setError(t('program.place.wrong'))
    chosen = { name: name().trim(), address: address().trim(), latitude: place.lat, longitude: place.lon }
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
        <PlacePicker place={placeOf(where())} onPlace={there => setWhere(wordsOf(there))} />
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
