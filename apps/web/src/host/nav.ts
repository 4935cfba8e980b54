import type { NavPage, NavTab } from '@plaza/program-wire'
import { PAGE_STACK_MAX } from '@plaza/program-wire'
import { PATH_LENGTH_MAX, TEXT_LENGTH_MAX, TITLE_LENGTH_MAX, URL_LENGTH_MAX } from './limits.ts'

const TABS_MAX = 10
const QUERY_MAX = 50
/** A colour and nothing else: what comes here stands in the host's own styles, where an address would be asked for. */
const COLOR = /^(#[0-9a-f]{3,8}|[a-z]{3,24}|(rgb|hsl)a?\([\d\s.,%/]{1,60}\))$/i

type Given = Readonly<Record<string, unknown>>

const record = (value: unknown): Given => (typeof value === 'object' && value !== null ? (value as Given) : {})
const text = (value: unknown, max: number): string => (typeof value === 'string' ? value.slice(0, max) : '')
const color = (value: unknown): string => (typeof value === 'string' && COLOR.test(value.trim()) ? value.trim() : '')
const shade = (value: unknown): 'black' | 'white' => (value === 'white' ? 'white' : 'black')

/** The page stack that a frame tells of, read as what it should be: it may say anything. */
export function readStack(given: unknown): NavPage[] {
  if (!Array.isArray(given)) return []
  return given.slice(-PAGE_STACK_MAX).map(one => {
    const page = record(one)
    const bar = record(page['bar'])
    const query = Object.entries(record(page['query'])).slice(0, QUERY_MAX)
    return {
      page: Number(page['page']) || 0,
      path: text(page['path'], PATH_LENGTH_MAX),
      query: Object.fromEntries(query.map(([name, value]) => [name, text(value, TEXT_LENGTH_MAX)])),
      bar: {
        title: text(bar['title'], TITLE_LENGTH_MAX),
        background: color(bar['background']),
        front: shade(bar['front']),
        custom: bar['custom'] === true,
        loading: bar['loading'] === true,
        window: {},
      },
      home: page['home'] === true,
      ...(typeof page['webView'] === 'string' ? { webView: text(page['webView'], URL_LENGTH_MAX) } : {}),
    }
  })
}

/** The tab bar that it tells of. */
export function readTab(given: unknown): NavTab | null {
  const tab = record(given)
  const items = tab['items']
  if (!Array.isArray(items)) return null
  return {
    index: Number(tab['index']) || 0,
    visible: tab['visible'] === true,
    color: color(tab['color']),
    selectedColor: color(tab['selectedColor']),
    background: color(tab['background']),
    border: shade(tab['border']),
    items: items.slice(0, TABS_MAX).map(one => {
      const item = record(one)
      const [icon, selectedIcon, badge] = ['icon', 'selectedIcon', 'badge'].map(name =>
        text(item[name], URL_LENGTH_MAX),
      )
      return {
        text: text(item['text'], TITLE_LENGTH_MAX),
        dot: item['dot'] === true,
        ...(icon ? { icon } : {}),
        ...(selectedIcon ? { selectedIcon } : {}),
        ...(badge ? { badge: badge.slice(0, BADGE_LENGTH_MAX) } : {}),
      }
    }),
  }
}

const BADGE_LENGTH_MAX = 4
