import type { FileBody, PersonBody, PlaceBody, RecordBody } from '@plaza/contract'
import { For, Show } from 'solid-js'
import { language, t } from '../i18n.ts'
import { PlaceMap } from '../map/place-map.tsx'
import { push } from '../router.ts'
import { openPerson } from '../screens/open.ts'
import { Avatar } from '../ui/avatar.tsx'
import { copyText } from '../ui/copy.ts'
import { Icon } from '../ui/icon.tsx'
import { lineOf, nameOf } from '../ui/names.ts'
import { store, watch } from '../ui/state.ts'
import { saveFile, sizeOf } from './files.ts'
import { Progress, type RichProps } from './progress.tsx'

const RECORD_SHOWN = 3
/** Letters of a file's ending that fit on its sheet. */
const ENDING_MAX = 4

/** A file by its name; a press saves it. */
export function FileRow(props: RichProps) {
  const body = () => props.event.b as FileBody
  const ending = () => /\.([^.]+)$/.exec(body().name)?.[1]?.slice(0, ENDING_MAX).toUpperCase() ?? ''
  return (
    <span class="slip">
      <button
        type="button"
        class="slip-open"
        disabled={props.event.q === 0 || body().gone === true}
        title={t('talk.save')}
        onClick={() => saveFile(props.event.c, body().file, body().name)}
      >
        <span class="slip-mark file-mark" aria-hidden="true">
          {ending()}
        </span>
        <span class="slip-text">
          <b>{body().name}</b>
          <small>{body().gone ? t('talk.gone') : sizeOf(body().bytes, language())}</small>
        </span>
      </button>
      <Progress out={props.out} />
    </span>
  )
}

/** A number of degrees as maps write it. */
const degrees = (value: number): string => value.toFixed(5)

/** Where something is: on the map of the city where it knows it, by its name, and with ways to other maps. */
export function Place(props: RichProps) {
  const body = () => props.event.b as PlaceBody
  const where = () => `${degrees(body().lat)}, ${degrees(body().lon)}`
  return (
    <span class="slip place">
      <PlaceMap place={body()} />
      <span class="slip-open">
        <span class="slip-mark">
          <Icon name="place" />
        </span>
        <span class="slip-text">
          <b>{body().name ?? t('talk.place')}</b>
          <Show when={body().address}>{address => <small>{address()}</small>}</Show>
          <small dir="ltr">{where()}</small>
        </span>
      </span>
      <span class="slip-ways">
        <a href={`geo:${body().lat},${body().lon}?q=${body().lat},${body().lon}`}>{t('talk.place.open')}</a>
        <button type="button" onClick={() => void copyText(where())}>
          {t('chat.copy')}
        </button>
      </span>
    </span>
  )
}

/** Somebody to get to know. */
export function Person(props: RichProps) {
  const id = () => (props.event.b as PersonBody).person
  const handle = () => (watch(`person:${id()}`), store().people.get(id())?.handle)
  return (
    <span class="slip">
      <button type="button" class="slip-open" onClick={() => openPerson(id())}>
        <Avatar person={id()} />
        <span class="slip-text">
          <b>{nameOf(id())}</b>
          <small>
            <Show when={handle()} fallback={t('line.person')}>
              @{handle()}
            </Show>
          </small>
        </span>
      </button>
    </span>
  )
}

/** What was said elsewhere: its first lines; all of it on a page of its own. */
export function RecordCard(props: RichProps) {
  const body = () => props.event.b as RecordBody
  const lines = () => body().lines.slice(0, RECORD_SHOWN)
  return (
    <span class="slip record">
      <button
        type="button"
        class="slip-open"
        disabled={props.event.q === 0}
        onClick={() => push(`/chats/${props.event.c}/record/${props.event.q}`)}
      >
        <span class="slip-text">
          <b>{body().title || t('line.record')}</b>
          <For each={lines()}>
            {line => (
              <small>
                {line.name}: {lineOf({ ...props.event, f: line.f, k: line.k as 'text', b: line.b, at: line.at })}
              </small>
            )}
          </For>
          <small class="record-count">{t('talk.messages', { count: body().lines.length })}</small>
        </span>
      </button>
    </span>
  )
}
