import type { ChatEvent, OtherWords } from '@plaza/contract'
import { createSignal, Show } from 'solid-js'
import { call, codeOf, type ApiCode } from '../engine/api.ts'
import { language, refusal, t } from '../i18n.ts'
import { isSaidOtherwise, sayOtherwise } from '../screens/offered.ts'
import '../styles/other-words.css'

type Wish = 'translate' | 'transcribe'
interface Said {
  readonly wish: Wish
  readonly words?: OtherWords
  readonly code?: ApiCode
}

const [all, setAll] = createSignal<ReadonlyMap<string, Said>>(new Map())
const put = (id: string, said: Said) => setAll(new Map(all()).set(id, said))

/** Shows below a message what it says in the language of the app, or in letters. */
export async function say(event: ChatEvent, wish: Wish): Promise<void> {
  put(event.id, { wish })
  sayOtherwise(event.id, true)
  const at = { id: event.c, q: event.q }
  try {
    const words =
      wish === 'translate'
        ? await call('POST /chats/:id/messages/:q/translation', { ...at, to: language() })
        : await call('POST /chats/:id/messages/:q/transcript', at)
    put(event.id, { wish, words })
  } catch (error) {
    put(event.id, { wish, code: codeOf(error) })
  }
}

/** The other words of a message, where they are shown. */
export function Otherwise(props: { event: ChatEvent }) {
  const said = () => (isSaidOtherwise(props.event.id) ? all().get(props.event.id) : undefined)
  return (
    <Show when={said()}>
      {now => (
        <span class="other-words" role="status">
          <small>{titleOf(now())}</small>
          <Show when={now().words} fallback={<span>{now().code ? refusal(now().code!) : t('talk.other.busy')}</span>}>
            {words => (
              <span lang={now().wish === 'translate' ? language() : words().from} dir="auto">
                {words().text || t('talk.other.nothing')}
              </span>
            )}
          </Show>
          <button type="button" onClick={() => sayOtherwise(props.event.id, false)}>
            {t('talk.other.hide')}
          </button>
        </span>
      )}
    </Show>
  )
}

function titleOf({ wish, words }: Said): string {
  if (wish === 'transcribe') return t('talk.other.written')
  if (words?.from === undefined) return t('talk.other.translated')
  const name = new Intl.DisplayNames(language(), { type: 'language' }).of(words.from) ?? words.from
  return t('talk.other.from', { language: name })
}
