import type { Query } from '@plaza/program-wire'
import type { Box, Page, Rec, View } from './types.ts'
import { isRecord, list, text } from './values.ts'

const ITEMS_MAX = 10_000
const STYLES_MAX = 64

/** Answers `SelectorQuery`: one result a node, with the fields that were asked; null for a node that is gone. */
export function answerQuery(view: View, query: unknown): unknown[] {
  if (!isRecord(query)) return []
  const page = view.pages.get(query['page'] as number)
  return list(query['items'])
    .slice(0, ITEMS_MAX)
    .map(item => {
      if (!page || !isRecord(item)) return null
      const asked = item as unknown as Query['items'][number]
      const fields = new Set(list(asked.fields))
      if (asked.node === 0) return viewport(page, fields)
      const rec = view.recs.get(asked.node)
      return rec?.dom instanceof HTMLElement && rec.dom.isConnected ? fieldsOf(rec as Box, asked, fields) : null
    })
}

function viewport(page: Page, fields: ReadonlySet<unknown>): Record<string, unknown> {
  const { host } = page
  return {
    ...(fields.has('id') && { id: '' }),
    ...(fields.has('rect') && { left: 0, top: 0, right: innerWidth, bottom: innerHeight }),
    ...((fields.has('size') || fields.has('rect')) && { width: innerWidth, height: innerHeight }),
    ...(fields.has('scrollOffset') && offsetOf(host)),
  }
}

const offsetOf = ({ scrollLeft, scrollTop, scrollWidth, scrollHeight }: HTMLElement) => ({
  scrollLeft,
  scrollTop,
  scrollWidth,
  scrollHeight,
})

function fieldsOf(box: Box, asked: Query['items'][number], fields: ReadonlySet<unknown>): Record<string, unknown> {
  const { dom } = box
  const { left, top, right, bottom, width, height } = dom.getBoundingClientRect()
  return {
    ...(fields.has('id') && { id: dom.id }),
    ...(fields.has('rect') && { left, top, right, bottom }),
    ...((fields.has('size') || fields.has('rect')) && { width, height }),
    ...(fields.has('scrollOffset') && offsetOf(box.part?.scroller ?? dom)),
    ...propertiesOf(box, list(asked.properties)),
    ...stylesOf(dom, list(asked.styles)),
  }
}

function propertiesOf(box: Rec, names: readonly unknown[]): Record<string, unknown> {
  return Object.fromEntries(
    names.flatMap(name => {
      if (typeof name !== 'string') return []
      const value = box.part?.properties?.(name) ?? box.attrs?.get(name)
      return [[name, value]]
    }),
  )
}

function stylesOf(dom: HTMLElement, names: readonly unknown[]): Record<string, string> {
  if (names.length === 0) return {}
  const style = getComputedStyle(dom)
  return Object.fromEntries(
    names.slice(0, STYLES_MAX).map(name => {
      const asked = text(name)
      return [asked, style.getPropertyValue(asked.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`))]
    }),
  )
}
