import { For, Show } from 'solid-js'
import { t } from '../i18n.ts'
import { Sheet } from '../ui/sheet.tsx'
import type { Program } from '../host/program.ts'

/** What a program said and which errors it had, newest first: for its makers, and for whoever reports it. */
export const LogSheet = (props: { program: Program; onDone: () => void }) => (
  <Sheet title={t('program.log')} onClose={() => props.onDone()}>
    <Show when={props.program.log.length > 0} fallback={<p class="sheet-text">{t('program.log.none')}</p>}>
      <ol class="program-log">
        <For each={[...props.program.log].toReversed()}>
          {line => (
            <li class={line.level}>
              <b>{line.level}</b> {line.text}
            </li>
          )}
        </For>
      </ol>
    </Show>
  </Sheet>
)
