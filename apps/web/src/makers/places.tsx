import type { ProgramPlace } from '@plaza/contract'
import {
  PLACE_ADDRESS_LENGTH_MAX,
  PROGRAM_NAME_LENGTH_MAX,
  PROGRAM_PATH_LENGTH_MAX,
  PROGRAM_PLACES_MAX,
} from '@plaza/contract/limits'
import { createSignal } from 'solid-js'
import { ApiError } from '../engine/api.ts'
import { uuidv7 } from '../engine/ids.ts'
import { t } from '../i18n.ts'
import { fix } from '../host/place-sheet.tsx'
import { Button, Field } from '../ui/controls.tsx'
import { toast } from '../ui/toast.tsx'
import { MakerPage, ReviewedNote, type Desk } from './parts.tsx'
import { Items, withItem, WordsFields } from './profile-form.tsx'
import { coordinatesOf } from './rules.ts'
import { cleanWords, inWords, saveProfile, type Words } from './state.ts'

/** About a metre. */
const DECIMALS = 5

/** Where a program is to be found in the city; whoever is near sees it in Discover. */
export function Places(props: Desk) {
  const save = async (change: (places: readonly ProgramPlace[]) => ProgramPlace[]) => {
    await saveProfile(props.program.appId, ({ places }) => ({ places: change(places) }))
    props.changed()
  }
  return (
    <MakerPage program={props.program} title={t('places.title')}>
      <ReviewedNote />
      <Items<ProgramPlace>
        title={t('places.title')}
        note={t('places.note')}
        none={t('places.none')}
        add={t('places.add')}
        icon="pin"
        tint="#a3202c"
        items={props.program.profile.places}
        max={PROGRAM_PLACES_MAX}
        name={one => inWords(one.names)}
        say={one => one.address}
        fields={fieldsOf}
        onSave={next => save(places => withItem(places, next, one => one.id === next.id))}
        onRemove={gone => save(places => places.filter(one => one.id !== gone.id))}
      />
    </MakerPage>
  )
}

function fieldsOf(item: ProgramPlace | undefined) {
  const [names, setNames] = createSignal<Words>(item?.names ?? { en: '' })
  const [address, setAddress] = createSignal(item?.address ?? '')
  const [where, setWhere] = createSignal(item ? `${item.lat}, ${item.lon}` : '')
  const [path, setPath] = createSignal(item?.path ?? '')
  const here = () =>
    fix().then(
      ({ coords }) => setWhere(`${coords.latitude.toFixed(DECIMALS)}, ${coords.longitude.toFixed(DECIMALS)}`),
      () => toast(t('program.place.unknown')),
    )
  const isWrong = () => where().trim() !== '' && coordinatesOf(where()) === undefined
  return {
    view: (
      <>
        <WordsFields label={t('program.place.name')} words={names()} max={PROGRAM_NAME_LENGTH_MAX} onInput={setNames} />
        <Field
          label={t('program.place.address')}
          value={address()}
          onInput={setAddress}
          maxlength={PLACE_ADDRESS_LENGTH_MAX}
          required
        />
        <Field
          label={t('program.place.where')}
          value={where()}
          error={isWrong() ? t('program.place.wrong') : undefined}
          onInput={setWhere}
          required
        />
        <Button small icon="pin" onClick={() => void here()}>
          {t('program.place.here')}
        </Button>
        <Field
          label={t('places.path')}
          hint={t('places.path.hint')}
          value={path()}
          onInput={setPath}
          maxlength={PROGRAM_PATH_LENGTH_MAX}
        />
      </>
    ),
    read: (): ProgramPlace => {
      const at = coordinatesOf(where())
      if (!at) throw new ApiError('bad_input')
      return {
        id: item?.id ?? uuidv7(),
        names: cleanWords(names()),
        address: address().trim(),
        ...at,
        ...(path().trim() ? { path: path().trim() } : {}),
      }
    },
  }
}
