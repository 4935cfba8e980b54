import { createEffect, createMemo, For, Show } from 'solid-js'
import { client, store, watch } from './state.ts'

/** Each carries white initials at AA contrast. */
const COLOURS = [
  '#07803f',
  '#1667c0',
  '#6b4fd3',
  '#a4368f',
  '#bd3a4a',
  '#b14a17',
  '#85610a',
  '#41761f',
  '#0a6f86',
  '#56606e',
]

export function colourOf(id: string): string {
  let sum = 0
  for (const character of id) sum = (sum * 31 + character.charCodeAt(0)) >>> 0
  return COLOURS[sum % COLOURS.length]!
}

/** One letter of a name, or the last two characters of a Chinese one, as people call each other. */
export function initialsOf(name: string): string {
  const characters = [...name.trim()].filter(character => !/\p{Extended_Pictographic}/u.test(character))
  if (/\p{Script=Han}/u.test(characters[0] ?? '')) return characters[0]!
  return (characters[0] ?? '?').toUpperCase()
}

interface Face {
  id: string
  name: string
  picture?: string | undefined
}

/** A face: the picture, or the initial on the person's own colour. */
export const Face = (props: Face) => (
  <Show
    when={props.picture}
    fallback={
      <span class="face" style={{ '--c': colourOf(props.id) }} aria-hidden="true">
        {initialsOf(props.name)}
      </span>
    }
  >
    <img class="face" src={`/media/${props.picture}`} alt="" loading="lazy" decoding="async" draggable={false} />
  </Show>
)

export type AvatarSize = 's' | 'm' | 'l' | 'xl'

/** The squircle of a person. Decoration: the name stands beside it. */
export function Avatar(props: { person: string; size?: AvatarSize }) {
  const card = createMemo(() => {
    watch(`person:${props.person}`)
    const known = store().people.get(props.person)
    if (!known) client().people.want(props.person)
    return known
  })
  return (
    <span class={`avatar ${props.size ?? 'm'}`}>
      <Face id={props.person} name={card()?.name ?? ''} picture={card()?.avatar} />
    </span>
  )
}

/** The picture of a conversation: its own, the other person's, or a mosaic of up to nine members. */
export function ChatAvatar(props: { c: string; size?: AvatarSize }) {
  const row = createMemo(() => (watch(`row:${props.c}`), store().rows.get(props.c)))
  const faces = createMemo(() => (watch(`faces:${props.c}`), store().faces.get(props.c)?.people ?? []))
  createEffect(() => {
    const known = row()
    if (known?.kind === 'group' && !known.avatar) void client().people.faces(props.c, known.size)
  })
  return (
    <Show
      when={row()?.kind === 'group'}
      fallback={<Avatar person={row()?.peer ?? store().myId} {...(props.size ? { size: props.size } : {})} />}
    >
      <span class={`avatar ${props.size ?? 'm'}`}>
        <Show
          when={!row()?.avatar && faces().length > 1}
          fallback={<Face id={props.c} name={row()?.title ?? ''} picture={row()?.avatar} />}
        >
          <span class="mosaic" data-n={faces().length}>
            <For each={faces()}>{id => <MosaicFace id={id} />}</For>
          </span>
        </Show>
      </span>
    </Show>
  )
}

function MosaicFace(props: { id: string }) {
  const card = createMemo(() => (watch(`person:${props.id}`), store().people.get(props.id)))
  return <Face id={props.id} name={card()?.name ?? ''} picture={card()?.avatar} />
}
