import { createSignal } from 'solid-js'
import { t } from '../i18n.ts'
import { Button, Field } from '../ui/controls.tsx'
import { closestDialog, Sheet } from '../ui/sheet.tsx'
import { store } from '../ui/state.ts'
import { noteAct } from './acts.ts'
import { needScope } from './consent.tsx'
import { openDialog } from './dialog.tsx'
import type { Program } from './program.ts'
import { cancelled, Refused } from './refused.ts'
import type { HostCalls } from './call.ts'

const FIX_WITHIN_MS = 15_000
/** Roughly: to a fiftieth of a degree, about two kilometres. */
const FUZZY_STEPS = 50
const watches = new WeakMap<Program, number>()

/** Where the citizen is, and places they name. */
export const place: HostCalls = {
  async getLocation(program) {
    await needScope(program, 'scope.userLocation')
    const { coords } = await fix()
    noteAct(program, 'getLocation')
    return located(coords)
  },
  async getFuzzyLocation(program) {
    await needScope(program, 'scope.userFuzzyLocation')
    const { coords } = await fix()
    noteAct(program, 'getLocation')
    const coarse = (degrees: number) => Math.round(degrees * FUZZY_STEPS) / FUZZY_STEPS
    return { latitude: coarse(coords.latitude), longitude: coarse(coords.longitude) }
  },
  async startLocationUpdate(program) {
    await needScope(program, 'scope.userLocation')
    noteAct(program, 'watchLocation')
    if (watches.has(program)) return
    const watch = navigator.geolocation.watchPosition(({ coords }) => {
      if (program.closed) navigator.geolocation.clearWatch(watch)
      else program.tasks.tell('location', 'change', located(coords))
    })
    watches.set(program, watch)
  },
  stopLocationUpdate(program) {
    const watch = watches.get(program)
    if (watch !== undefined) navigator.geolocation.clearWatch(watch)
    watches.delete(program)
  },
  async chooseLocation(program, args) {
    const start = {
      latitude: args.number('latitude', Number.NaN, -90, 90),
      longitude: args.number('longitude', Number.NaN, -180, 180),
    }
    const chosen = await openDialog<Place>(done => (
      <PlaceSheet program={program.run.program.name} start={start} onDone={done} />
    ))
    if (!chosen) throw cancelled()
    noteAct(program, 'chooseLocation')
    return chosen
  },
  async openLocation(_program, args) {
    const [latitude, longitude] = [args.number('latitude', 0, -90, 90), args.number('longitude', 0, -180, 180)]
    await openDialog<void>(done => (
      <Sheet title={args.text('name', 60) || t('program.place')} small onClose={() => done()}>
        <p class="sheet-text">{args.text('address', 120)}</p>
        <p class="foreign">{`${latitude.toFixed(5)}, ${longitude.toFixed(5)}`}</p>
      </Sheet>
    ))
  },
  async chooseAddress(program) {
    const chosen = await openDialog<Address>(done => <AddressSheet program={program.run.program.name} onDone={done} />)
    if (!chosen) throw cancelled()
    noteAct(program, 'chooseAddress')
    return {
      userName: chosen.name,
      telNumber: chosen.phone,
      detailInfo: chosen.street,
      detailInfoNew: chosen.street,
      cityName: chosen.city,
      postalCode: chosen.code,
      provinceName: '',
      countyName: '',
      nationalCode: '',
      streetName: '',
    }
  },
}

function fix(): Promise<GeolocationPosition> {
  return new Promise((resolve, reject) =>
    navigator.geolocation.getCurrentPosition(resolve, () => reject(new Refused('system permission denied', 2)), {
      timeout: FIX_WITHIN_MS,
      maximumAge: 30_000,
    }),
  )
}

const located = (coords: GeolocationCoordinates) => ({
  latitude: coords.latitude,
  longitude: coords.longitude,
  speed: coords.speed ?? -1,
  accuracy: coords.accuracy,
  altitude: coords.altitude ?? 0,
  verticalAccuracy: coords.altitudeAccuracy ?? 0,
  horizontalAccuracy: coords.accuracy,
})

interface Place {
  name: string
  address: string
  latitude: number
  longitude: number
}

/** A place by its name and where one stands, or by coordinates. */
function PlaceSheet(props: {
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

interface Address {
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
function AddressSheet(props: { program: string; onDone: (address?: Address) => void }) {
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
