import { createSignal, For, Show } from 'solid-js'
import type { ChatEvent } from '@plaza/contract'
import { call } from '../engine/api.ts'
import { t } from '../i18n.ts'
import { Skeleton } from '../ui/controls.tsx'
import { load } from '../ui/load.ts'
import { PersonRow } from '../ui/people.tsx'
import { Sheet } from '../ui/sheet.tsx'

const [asked, setAsked] = createSignal<ChatEvent | undefined>()

export const showReaders = (event: ChatEvent): void => void setAsked(event)

/** Who has read one of my messages, of those who share read marks. */
export const Readers = () => (
  <Show when={asked()} keyed>
    {event => {
      const reply = load(
        () => 0,
        () => call('GET /chats/:id/messages/:q/readers', { id: event.c, q: event.q }),
      )
      return (
        <Sheet title={t('chat.readers')} onClose={() => setAsked(undefined)}>
          <Show when={!reply.loading()} fallback={<Skeleton rows={3} />}>
            <p class="note sheet-text">
              {t('chat.readers.text', { count: reply.data()?.readers.length ?? 0, of: reply.data()?.of ?? 0 })}
            </p>
            <div role="list" class="list">
              <For each={reply.data()?.readers ?? []}>
                {person => <PersonRow person={person.id} name={person.name} />}
              </For>
            </div>
          </Show>
        </Sheet>
      )
    }}
  </Show>
)
