import type { ChangedFile } from '@plaza/contract'
import { createSignal, For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { t } from '../i18n.ts'
import { bytesOf } from '../makers/bytes.ts'
import { Answer } from '../ui/answer.tsx'
import { load } from '../ui/load.ts'

const SIGNS = { added: '+', changed: '~', removed: '−' } as const

/** Files that differ from what citizens have now; a text opens line by line under its name. */
export const ChangedFiles = (props: { version: string; files: readonly ChangedFile[]; more: boolean }) => (
  <section class="desk-part">
    <h2>{t('review.files', { count: props.files.length })}</h2>
    <div class="files">
      <For each={props.files} fallback={<p class="findings-none">{t('review.files.none')}</p>}>
        {file => <FileRow version={props.version} file={file} />}
      </For>
    </div>
    <Show when={props.more}>
      <p class="note">{t('review.files.more')}</p>
    </Show>
  </section>
)

function FileRow(props: { version: string; file: ChangedFile }) {
  const [open, setOpen] = createSignal(false)
  const head = () => (
    <>
      <b class="file-sign" data-change={props.file.change} aria-hidden="true">
        {SIGNS[props.file.change]}
      </b>
      <code>{props.file.path}</code>
      <span class="file-note">
        {t(`review.file.${props.file.change}`)} · {bytesOf(props.file.bytes)}
      </span>
    </>
  )
  return (
    <Show when={props.file.text} fallback={<p class="file">{head()}</p>}>
      <details onToggle={event => setOpen(event.currentTarget.open)}>
        <summary class="file">{head()}</summary>
        <Show when={open()}>
          <Diff version={props.version} path={props.file.path} />
        </Show>
      </details>
    </Show>
  )
}

/** One file line by line: what is new, what is gone, and what stands around it. */
function Diff(props: { version: string; path: string }) {
  const loaded = load(
    () => props.path,
    () => call('GET /makers/reviews/:version/diff', { version: props.version, path: props.path }),
  )
  return (
    <Answer loaded={loaded} rows={2}>
      {data => (
        <>
          <ol class="diff" aria-label={props.path}>
            <For each={data().lines}>
              {line => (
                <li data-sign={line.sign}>
                  <i aria-hidden="true">{line.old ?? ''}</i>
                  <i aria-hidden="true">{line.new ?? ''}</i>
                  <b>{line.sign}</b>
                  <code>{line.text}</code>
                </li>
              )}
            </For>
          </ol>
          <Show when={data().more}>
            <p class="note">{t('review.diff.more')}</p>
          </Show>
        </>
      )}
    </Answer>
  )
}
