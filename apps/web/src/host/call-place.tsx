import { showPlace } from '../map/place-map.tsx'
import { noteAct } from './acts.ts'
import { AddressSheet, type Address } from './address-sheet.tsx'
import { needScope } from './consent.tsx'
import { openDialog } from './dialog.tsx'
import type { Program } from './program.ts'
import { cancelled } from './refused.ts'
import type { Args } from './args.ts'
import type { HostCalls } from './call.ts'
import { InvoiceSheet, type InvoiceTitle } from './invoice-sheet.tsx'
import { fix, PlaceSheet, type Place } from './place-sheet.tsx'

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
  chooseLocation: choosePlace,
  // The other answer that the format knows, a town without a place, is never given: 2 says that this is a place.
  choosePoi: async (program, args) => ({ type: 2, city: '', ...(await choosePlace(program, args)) }),
  async openLocation(_program, args) {
    const [lat, lon] = [args.number('latitude', 0, -90, 90), args.number('longitude', 0, -180, 180)]
    await showPlace({ lat, lon, name: args.text('name', 60), address: args.text('address', 120) })
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
  async chooseInvoiceTitle(program) {
    const chosen = await openDialog<InvoiceTitle>(done => (
      <InvoiceSheet program={program.run.program.name} onDone={done} />
    ))
    if (!chosen) throw cancelled()
    noteAct(program, 'chooseInvoiceTitle')
    const { organisation, ...title } = chosen
    return { type: organisation ? '0' : '1', ...title }
  },
}

async function choosePlace(program: Program, args: Args): Promise<Place> {
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
