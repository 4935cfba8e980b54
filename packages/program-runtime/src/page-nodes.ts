import type { PageNode } from './backend.ts'
import { str } from './plain.ts'
import type { Program } from './program.ts'

/** A `web-view` covers its page, a `navigation-bar` dresses its bar: the host draws both, so it is told. */
export function pageAttribute(program: Program, node: PageNode, name: string, value: unknown): void {
  // The node hangs in no page yet while its template is made.
  program.writer.beforeFlush(() => {
    const page = node.element && program.pageOf(node.element)
    if (!page) return
    if (node.tag === 'web-view') {
      if (name !== 'src') return
      page.webView = str(value) === '' ? undefined : str(value)
    } else if (name === 'title') page.bar.title = str(value)
    else if (name === 'loading') page.bar.loading = Boolean(value)
    else if (name === 'backgroundColor') page.bar.background = str(value)
    else if (name === 'frontColor') page.bar.front = value === '#000000' ? 'black' : 'white'
    else return
    program.router.nav()
  })
}

/** What happened in a page of the web that the host shows over a page of the program. */
export function webViewEvent(
  program: Program,
  event: { page: number; kind: 'load' | 'error' | 'message'; detail: unknown },
): void {
  for (const node of program.context.nodes.values()) {
    if (node.tag !== 'web-view' || !node.element || program.pageOf(node.element)?.id !== event.page) continue
    node.element.triggerEvent(event.kind, event.detail ?? {}, { bubbles: false })
  }
}
