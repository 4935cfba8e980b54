import type { Api, ChatEvent } from '@plaza/contract'
import { createSignal, onCleanup, onMount, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { followLink } from '../screens/links.ts'
import '../styles/rich.css'

type Preview = Api['GET /previews']['reply']

/** Pages asked about in this tab. One that tells nothing is not asked about again. */
const asked = new Map<string, Promise<Preview | undefined>>()
const ASKED_MAX = 200

function ask(event: ChatEvent, url: string): Promise<Preview | undefined> {
  const known = asked.get(url)
  if (known) return known
  const answer = call('GET /previews', { chat: event.c, q: event.q, url }).catch(() => undefined)
  if (asked.size >= ASKED_MAX) asked.delete(asked.keys().next().value!)
  asked.set(url, answer)
  return answer
}

/** What a linked page calls itself, as the city read it; asked for when the message is in view. */
export function LinkPreview(props: { event: ChatEvent; url: string }) {
  let place!: HTMLSpanElement
  const [preview, setPreview] = createSignal<Preview>()
  onMount(() => {
    const seen = new IntersectionObserver(([entry]) => {
      if (!entry?.isIntersecting) return
      seen.disconnect()
      void ask(props.event, props.url).then(found => found?.title && setPreview(found))
    })
    seen.observe(place)
    onCleanup(() => seen.disconnect())
  })
  return (
    <span ref={element => (place = element)} class="preview-place">
      <Show when={preview()}>
        {found => (
          <a
            class="preview"
            href={props.url}
            target="_blank"
            rel="noopener noreferrer nofollow"
            onClick={click => followLink(click, props.url)}
          >
            <Show when={found().picture}>
              {picture => (
                <img src={`/media/${picture().id}`} width={picture().w} height={picture().h} alt="" decoding="async" />
              )}
            </Show>
            <small>{found().site}</small>
            <b>{found().title}</b>
            <Show when={found().description}>{words => <span>{words()}</span>}</Show>
          </a>
        )}
      </Show>
    </span>
  )
}
