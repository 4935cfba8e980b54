import type { ProgramCard } from '@plaza/contract'
import { createSignal, For, Show } from 'solid-js'
import { call, codeOf } from '../engine/api.ts'
import { matches } from '../engine/alphabet.ts'
import { uuidv7 } from '../engine/ids.ts'
import { refusal, t } from '../i18n.ts'
import { storeAvatar } from '../screens/picture.ts'
import { ChatAvatar } from '../ui/avatar.tsx'
import { Empty } from '../ui/controls.tsx'
import { titleOf } from '../ui/names.ts'
import { SearchBox } from '../ui/people.tsx'
import { closestDialog, Sheet } from '../ui/sheet.tsx'
import { store, watch } from '../ui/state.ts'
import { toast } from '../ui/toast.tsx'
import { openDialog } from './dialog.tsx'
import { ProgramIcon } from '../programs/parts.tsx'

export interface Shared {
  readonly program: ProgramCard
  readonly path: string
  readonly title: string
  readonly image: Blob | undefined
}

const CHATS_SHOWN = 30

/** Shows the card that would be sent and asks into which chat. Whether it was sent. */
export async function shareSheet(shared: Shared): Promise<boolean> {
  return (await openDialog<boolean>(done => <ShareSheet shared={shared} onDone={done} />)) === true
}

function ShareSheet(props: { shared: Shared; onDone: (sent?: boolean) => void }) {
  let box!: HTMLDivElement
  let sent = false
  const id = uuidv7()
  const [query, setQuery] = createSignal('')
  const [busy, setBusy] = createSignal('')
  const [error, setError] = createSignal('')
  const url = props.shared.image ? URL.createObjectURL(props.shared.image) : undefined
  const chats = () =>
    (watch('rows'), store().order())
      .flatMap(c => store().rows.get(c) ?? [])
      .filter(row => row.open && matches(titleOf(row), query()))
      .slice(0, CHATS_SHOWN)
  const send = async (conversation: string) => {
    setBusy(conversation)
    setError('')
    const { program, path, title, image } = props.shared
    try {
      const blob = image && (await storeAvatar(new File([image], 'card')).catch(() => undefined))
      await call('POST /programs/:appId/share', {
        appId: program.appId,
        id,
        conversation,
        path,
        title,
        ...(blob ? { image: blob } : {}),
      })
      sent = true
      toast(t('program.shared'))
      closestDialog(box)?.close()
    } catch (failed) {
      setError(refusal(codeOf(failed)))
    }
    setBusy('')
  }
  return (
    <Sheet
      title={t('program.share')}
      onClose={() => {
        if (url) URL.revokeObjectURL(url)
        props.onDone(sent)
      }}
    >
      <div class="share" ref={box}>
        <div class="program-share">
          <span class="program-share-head">
            <ProgramIcon program={props.shared.program} size="s" /> {props.shared.program.name}
          </span>
          <b>{props.shared.title}</b>
          <Show when={url}>{src => <img src={src()} alt="" />}</Show>
        </div>
        <SearchBox value={query()} label={t('program.share.find')} onInput={setQuery} />
        <p class="form-error" role="alert">
          {error()}
        </p>
        <div class="group-box share-chats">
          <For each={chats()} fallback={<Empty icon="chats" title={t('program.share.none')} />}>
            {row => (
              <button
                type="button"
                class="cell"
                disabled={busy() !== ''}
                aria-busy={busy() === row.c}
                onClick={() => void send(row.c)}
              >
                <ChatAvatar c={row.c} />
                <span class="cell-text">
                  <span class="cell-title">{titleOf(row)}</span>
                </span>
              </button>
            )}
          </For>
        </div>
      </div>
    </Sheet>
  )
}
