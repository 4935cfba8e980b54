import { For, Show } from 'solid-js'
import { t } from '../i18n.ts'
import { Button } from '../ui/controls.tsx'
import { copyText } from '../ui/copy.ts'
import { closestDialog, Sheet } from '../ui/sheet.tsx'

/** What is shown this once. */
export interface Fresh {
  readonly title: string
  readonly text: string
  readonly parts: readonly { readonly label: string; readonly value: string; readonly file?: string }[]
}

/** A secret, this once. */
export function FreshSheet(props: { fresh: Fresh; onClose: () => void }) {
  let actions!: HTMLDivElement
  const save = (name: string, text: string) => {
    const link = Object.assign(document.createElement('a'), {
      href: URL.createObjectURL(new Blob([text], { type: 'application/x-pem-file' })),
      download: name,
    })
    link.click()
    URL.revokeObjectURL(link.href)
  }
  return (
    <Sheet title={props.fresh.title} onClose={props.onClose}>
      <p class="sheet-text">{props.fresh.text}</p>
      <For each={props.fresh.parts}>
        {part => (
          <section class="key-box fresh-key">
            <h3>{part.label}</h3>
            <pre tabindex="0">{part.value}</pre>
            <div>
              <Button small icon="copy" onClick={() => void copyText(part.value)}>
                {t('chat.copy')}
              </Button>
              <Show when={part.file}>
                {file => (
                  <Button small icon="download" onClick={() => save(file(), part.value)}>
                    {t('keys.save')}
                  </Button>
                )}
              </Show>
            </div>
          </section>
        )}
      </For>
      <div class="sheet-actions" ref={actions}>
        <Button kind="primary" onClick={() => closestDialog(actions)?.close()}>
          {t('keys.kept')}
        </Button>
      </div>
    </Sheet>
  )
}
