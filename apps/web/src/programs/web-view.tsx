import type { NavPage } from '@plaza/program-wire'
import { createMemo, onCleanup, onMount, Show } from 'solid-js'
import type { Program } from '../host/program.ts'
import { t } from '../i18n.ts'
import { Empty } from '../ui/controls.tsx'

/** `web-view`: a website of a declared domain over a page of the program, in a frame of its own that the host puts up. */
export function WebView(props: { program: Program; page: NavPage | undefined }) {
  const address = createMemo(() => {
    const src = props.page?.webView
    if (!src || !URL.canParse(src)) return undefined
    const url = new URL(src)
    const declared = props.program.run.webDomains.some(one => URL.canParse(one) && new URL(one).origin === url.origin)
    return { url: url.href, host: url.host, declared: declared && url.protocol === 'https:' }
  })
  return (
    <Show when={address()} keyed>
      {at => (
        <div class="program-web">
          <Show when={at.declared} fallback={<Empty icon="link" title={t('program.web.refused', { host: at.host })} />}>
            <Site program={props.program} page={props.page!.page} url={at.url} host={at.host} />
          </Show>
        </div>
      )}
    </Show>
  )
}

/** The site's host stands over it: what is typed there goes to it, not to the city. */
function Site(props: { program: Program; page: number; url: string; host: string }) {
  let frame!: HTMLIFrameElement
  const around = new URL('/web.html', props.program.run.frame)
  onMount(() => {
    const hear = ({ source, origin, data }: MessageEvent<{ ready?: true; loaded?: true; said?: unknown }>) => {
      if (source !== frame.contentWindow || origin !== around.origin) return
      const tell = (kind: 'load' | 'message', detail: unknown) =>
        props.program.tell({ name: 'webview', page: props.page, kind, detail })
      if (data.ready) frame.contentWindow?.postMessage({ open: props.url }, around.origin)
      else if (data.loaded) tell('load', { src: props.url })
      else if (data.said !== undefined) tell('message', { data: [data.said] })
    }
    addEventListener('message', hear)
    onCleanup(() => removeEventListener('message', hear))
  })
  return (
    <>
      <p class="program-web-host">{t('program.web.host', { host: props.host })}</p>
      <iframe
        ref={frame}
        title={props.host}
        src={around.href}
        sandbox="allow-scripts allow-same-origin allow-forms allow-popups"
        referrerpolicy="no-referrer"
        allow=""
      />
    </>
  )
}
