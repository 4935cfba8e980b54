import type { PlaceBody } from '@plaza/contract'
import { createSignal, Show } from 'solid-js'
import { openDialog } from '../host/dialog.tsx'
import { t } from '../i18n.ts'
import { wordsOf } from '../talk/places.ts'
import { Sheet } from '../ui/sheet.tsx'
import { cityMap, isOnMap } from './city-map.ts'
import { MapView } from './map-view.tsx'
import type { Sight } from './sight.ts'

type Where = Pick<PlaceBody, 'lat' | 'lon' | 'name' | 'address'>
/** Streets with their names. */
const NEAR_ZOOM = 16

/** A small map of a place that opens a large one; nothing where the city's map does not know it. */
export function PlaceMap(props: { place: Where }) {
  const map = () => {
    const known = cityMap()
    return known && isOnMap(known, props.place) ? known : undefined
  }
  return (
    <Show when={map()}>
      {known => (
        <span class="place-map">
          <MapView
            map={known()}
            sight={{ ...props.place, zoom: NEAR_ZOOM }}
            pin={props.place}
            label={props.place.name ?? t('talk.place')}
          />
          <button
            type="button"
            aria-label={t('map.open', { place: props.place.name ?? t('talk.place') })}
            onClick={() => void showPlace(props.place)}
          />
        </span>
      )}
    </Show>
  )
}

/** A place on the map of the city, or by its numbers where there is none. */
export const showPlace = (place: Where): Promise<void | undefined> =>
  openDialog<void>(done => (
    <Sheet title={place.name || t('talk.place')} onClose={() => done()}>
      <div class="form">
        <Show when={place.address}>{address => <p class="form-text">{address()}</p>}</Show>
        <MovingMap place={place} />
        <p class="form-text" dir="ltr">
          {wordsOf(place)}
        </p>
      </div>
    </Sheet>
  ))

function MovingMap(props: { place: Where }) {
  const [sight, setSight] = createSignal<Sight>({ lat: props.place.lat, lon: props.place.lon, zoom: NEAR_ZOOM })
  const map = () => {
    const known = cityMap()
    return known && isOnMap(known, props.place) ? known : undefined
  }
  return (
    <Show when={map()}>
      {known => (
        <div class="map-frame tall">
          <MapView map={known()} sight={sight()} onSight={setSight} pin={props.place} label={t('map.label')} />
        </div>
      )}
    </Show>
  )
}

/**
 * A map whose middle is the place that is chosen: it follows `place`, and says where it was pushed to. Nothing where the
 * city has none.
 */
export function PlacePicker(props: {
  place: { lat: number; lon: number } | undefined
  onPlace: (place: { lat: number; lon: number }) => void
}) {
  const [zoom, setZoom] = createSignal(NEAR_ZOOM)
  return (
    <Show when={cityMap()}>
      {map => {
        const middle = () => {
          const { place } = props
          if (place && isOnMap(map(), place)) return place
          const [lon = 0, lat = 0] = map().center
          return { lat, lon }
        }
        return (
          <div class="map-frame">
            <MapView
              map={map()}
              sight={{ ...middle(), zoom: zoom() }}
              onSight={sight => {
                setZoom(sight.zoom)
                props.onPlace({ lat: sight.lat, lon: sight.lon })
              }}
              chooses
              label={t('map.choose')}
            />
          </div>
        )
      }}
    </Show>
  )
}
