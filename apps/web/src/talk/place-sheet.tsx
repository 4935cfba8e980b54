import type { PlaceBody } from '@plaza/contract'
import { PLACE_NAME_LENGTH_MAX } from '@plaza/contract/limits'
import { createSignal, onMount, Show } from 'solid-js'
import { openDialog } from '../host/dialog.tsx'
import { t } from '../i18n.ts'
import { Button, Field } from '../ui/controls.tsx'
import { closestDialog, Sheet } from '../ui/sheet.tsx'
import { PlacePicker } from '../map/place-map.tsx'
import { openSendMenu, type How } from './send-menu.tsx'
import { placeOf, wordsOf } from './places.ts'

const FOUND_WITHIN_MS = 15_000

export interface PlaceAsked {
  place: PlaceBody
  how: How
}

/** Asks where: here, as this device finds it, or by coordinates; how the place is called, and how it is sent to chat `c`. */
export const askPlace = (c: string): Promise<PlaceAsked | undefined> =>
  openDialog<PlaceAsked>(done => <PlaceSheet c={c} onDone={done} />)

function PlaceSheet(props: { c: string; onDone: (asked?: PlaceAsked) => void }) {
  let form!: HTMLFormElement
  const [where, setWhere] = createSignal('')
  const [name, setName] = createSignal('')
  const [looking, setLooking] = createSignal(false)
  const [lost, setLost] = createSignal(false)
  let answer: PlaceAsked | undefined
  const find = () => {
    setLooking(true)
    setLost(false)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setWhere(wordsOf({ lat: coords.latitude, lon: coords.longitude }))
        setLooking(false)
      },
      () => (setLooking(false), setLost(true)),
      { enableHighAccuracy: true, timeout: FOUND_WITHIN_MS },
    )
  }
  onMount(find)
  const place = () => placeOf(where())
  const send = (how: How = {}) => {
    const found = place()
    if (!found) return
    answer = { place: { ...found, ...(name().trim() ? { name: name().trim() } : {}) }, how }
    closestDialog(form)?.close()
  }
  return (
    <Sheet title={t('talk.plus.place')} onClose={() => props.onDone(answer)}>
      <form
        class="form"
        ref={form}
        onSubmit={event => {
          event.preventDefault()
          send()
        }}
      >
        <PlacePicker place={place()} onPlace={there => setWhere(wordsOf(there))} />
        <Field
          label={t('talk.place.where')}
          value={where()}
          onInput={setWhere}
          hint={looking() ? t('talk.place.looking') : t('talk.place.hint')}
          error={lost() && !where() ? t('talk.place.lost') : where() && !place() ? t('talk.place.wrong') : undefined}
        />
        <Field label={t('talk.place.name')} value={name()} onInput={setName} maxlength={PLACE_NAME_LENGTH_MAX} />
        <Show when={!looking()}>
          <Button icon="place" onClick={find}>
            {t('talk.place.here')}
          </Button>
        </Show>
        <Button
          type="submit"
          kind="primary"
          disabled={!place()}
          menu={at => place() && openSendMenu(at, props.c, send)}
        >
          {t('chat.send')}
        </Button>
      </form>
    </Sheet>
  )
}
