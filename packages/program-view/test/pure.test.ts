import { Op, OPS_PER_MESSAGE_MAX } from '@plaza/program-wire'
import { describe, expect, test } from 'vitest'
import { addressesIn, resolve, withAddresses } from '../src/addresses.ts'
import { stepStyles } from '../src/animation.ts'
import { countOps, Forged } from '../src/apply.ts'
import { dateColumns, timeColumns } from '../src/dates.ts'
import { fit, project, unproject } from '@plaza/mercator'
import { place, settleAt } from '../src/parts/swiper-place.ts'
import { bucket, perSecond, weigh } from '../src/rates.ts'
import { splitFonts, withScheme } from '../src/sheets.ts'
import { withRpx } from '../src/style.ts'
import { elementName, isReflected } from '../src/tags.ts'
import { bool, camel, color, num } from '../src/values.ts'

describe('addresses', () => {
  test('are project paths, the web, or files of the program; nothing else', () => {
    expect(resolve('a.png', 'pages/b/b')).toBe('/pages/b/a.png')
    expect(resolve('../a.png', 'pages/b/b')).toBe('/pages/a.png')
    expect(resolve('../../../../a.png', 'pages/b/b')).toBe('/a.png')
    expect(resolve('/a.png', 'pages/b/b')).toBe('/a.png')
    expect(resolve('//c.example/a.png', '')).toBe('https://c.example/a.png')
    expect(resolve('wxfile://tmp/1', '')).toBe('wxfile://tmp/1')
    expect(resolve('data:image/png;base64,AA', '')).toBe('data:image/png;base64,AA')
    for (const bad of ['javascript:x', 'data:text/html,x', 'blob:x', 'file:///x', 'chrome://x', '', null, {}, 7])
      expect(resolve(bad, 'a/b')).toBeNull()
  })

  test('in CSS are replaced by what is known, quotes and all', () => {
    const css = `a{background:url(x.png)} b{background:URL( 'y.png' )} c{mask:url("data:image/svg+xml,<svg fill='url(%23a)'>")}`
    expect(addressesIn(css)).toEqual(['x.png', 'y.png', `data:image/svg+xml,<svg fill='url(%23a)'>`])
    expect(withAddresses(css, written => (written === 'x.png' ? 'blob:1' : null))).toBe(
      'a{background:url("blob:1")} b{background:url("data:,")} c{mask:url("data:,")}',
    )
    expect(withAddresses('url(x)', () => 'a"b')).toBe('url("a%22b")')
  })
})

test('a batch is counted and refused when it is not wholly operations', () => {
  expect(countOps([Op.element, 1, 'view', Op.append, 2, 1])).toBe(2)
  expect(() => countOps([Op.append, 1])).toThrow(Forged)
  expect(() => countOps(['x'])).toThrow(Forged)
  const many = Array.from({ length: OPS_PER_MESSAGE_MAX + 2 }, () => [Op.release, 1]).flat()
  expect(countOps(many)).toBe(OPS_PER_MESSAGE_MAX + 1)
})

test('rates: a second holds so many, a bucket fills again, weights are counted', () => {
  let now = 0
  const within = perSecond(3, () => now)
  expect([within(), within(2), within()]).toEqual([true, true, false])
  now = 1_000
  expect(within()).toBe(true)
  const drop = bucket(2, 10, () => now)
  expect([drop(), drop(), drop()]).toEqual([true, true, false])
  now += 100
  expect([drop(), drop()]).toEqual([true, false])
  const ring: Record<string, unknown> = { bytes: new ArrayBuffer(500), words: 'x'.repeat(100) }
  ring['self'] = ring
  expect(weigh(ring, 1_000)).toMatchObject({ binary: 500 })
  expect(weigh(ring, 1_000).plain).toBeGreaterThan(100)
  expect(weigh('x'.repeat(2_000), 1_000).plain).toBeGreaterThan(1_000)
})

test('no tag of a program is one that a browser acts on', () => {
  expect(elementName('view')).toBe('wx-view')
  expect(elementName('SCRIPT')).toBe('wx-script')
  expect(elementName('wx-x-card')).toBe('wx-x-card')
  for (const bad of ['a b', '<script', '', 'a>', 7, null, 'x'.repeat(99)]) expect(elementName(bad)).toBeNull()
  expect(['aria-label', 'data-a', 'type', 'role'].every(isReflected)).toBe(true)
  expect(['onclick', 'style', 'srcdoc', 'href', 'src', 'is', 'slot', 'autofocus', 'popover'].some(isReflected)).toBe(
    false,
  )
})

test('sheets: themes are decided by the host, fonts are taken out, rpx follow the window', () => {
  const css = '@media (prefers-color-scheme: dark){a{}} @media (prefers-color-scheme:light){b{}}'
  expect(withScheme(css, true)).toBe('@media (min-width:0px){a{}} @media (max-width:0px){b{}}')
  expect(splitFonts('@font-face{font-family:f;src:url(a)} a{}')).toEqual({
    fonts: '@font-face{font-family:f;src:url(a)}',
    rest: ' a{}',
  })
  expect(withRpx('width:10rpx;margin:-2.5rpx')).toBe('width:calc(10 * var(--rpx));margin:calc(-2.5 * var(--rpx))')
})

test('attributes are read as the documentation says', () => {
  expect([bool(true), bool('false'), bool(''), bool(undefined, true)]).toEqual([true, true, false, true])
  expect([num('12px'), num('x', 3), num(Number.NaN, 1)]).toEqual([12, 3, 1])
  expect(camel('hover-start-time')).toBe('hoverStartTime')
  expect([color('#07c160'), color('rgba(1, 2, 3, .5)'), color('url(x)'), color('red;x:y')]).toEqual([
    '#07c160',
    'rgba(1, 2, 3, .5)',
    '',
    '',
  ])
})

describe('dates', () => {
  const limits = { start: '2020-03-10', end: '2026-02-15', fields: 'day' } as const
  const shown = (date: string) => {
    const { columns, chosen } = dateColumns(date, '2025-6-1', limits)
    return [chosen.map((index, column) => columns[column]?.[index]).join('-'), columns.map(column => column.length)]
  }
  test('stay between first and last, and months have their days', () => {
    expect(shown('2024-02-29')).toEqual(['2024-02-29', [7, 12, 29]])
    expect(shown('2023-02-29')).toEqual(['2023-02-28', [7, 12, 28]])
    expect(shown('2020-01-01')).toEqual(['2020-03-10', [7, 10, 22]])
    expect(shown('2030-12-31')).toEqual(['2026-02-15', [7, 2, 15]])
    expect(shown('')).toEqual(['2025-06-01', [7, 12, 30]])
  })
  test('times too', () => {
    const { columns, chosen } = timeColumns('12:01', '09:30', '21:15')
    expect(columns[0]).toHaveLength(13)
    expect(chosen).toEqual([3, 1])
    expect(timeColumns('08:00', '09:30', '21:15').chosen).toEqual([0, 0])
    expect(timeColumns('', '', '').columns.map(column => column.length)).toEqual([24, 60])
  })
})

test('a map projects there and back, and shows all places', () => {
  const place = { latitude: 23.099994, longitude: 113.32452 }
  const back = unproject(project(place, 14), 14)
  expect(back.latitude).toBeCloseTo(place.latitude, 6)
  expect(back.longitude).toBeCloseTo(place.longitude, 6)
  const sight = fit([place, { latitude: 23.2, longitude: 113.5 }], {
    width: 300,
    height: 200,
    padding: [10, 10, 10, 10],
  })
  expect(sight?.latitude).toBeCloseTo(23.15, 2)
  expect(sight?.scale).toBeGreaterThan(9)
  expect(fit([], { width: 1, height: 1, padding: [0, 0, 0, 0] })).toBeNull()
})

describe('a swiper', () => {
  test('in a circle has each item where it is seen next', () => {
    const at = (position: number, count: number, shown = 1) =>
      Array.from({ length: count }, (_, index) => Number(place(index, position, { count, shown }).toFixed(2)))
    expect(at(0, 3)).toEqual([0, 1, -1])
    expect(at(-0.2, 2)).toEqual([0.2, -0.8])
    expect(at(0.2, 2)).toEqual([-0.2, 0.8])
    expect(at(-0.3, 4, 3)).toEqual([0.3, 1.3, 2.3, -0.7])
    expect(place(2, 0.5, null)).toBe(1.5)
  })
  test('comes to rest one farther after a flick or half of the way', () => {
    expect(settleAt(0.2, 0, 0)).toBe(0)
    expect(settleAt(0.6, 0, 0)).toBe(1)
    expect(settleAt(0.2, 0, 1)).toBe(1)
    expect(settleAt(-0.2, 0, -1)).toBe(-1)
    expect(settleAt(0.2, 0, -1)).toBe(0)
  })
})

test('a step of an animation is CSS, and only of known kinds', () => {
  const animates = [
    { type: 'rotate', args: [45] },
    { type: 'translate', args: [10, 20] },
    { type: 'style', args: ['opacity', 0.5] },
    { type: 'style', args: ['background-image', 'url(x)'] },
    { type: 'url', args: ['x'] },
  ]
  expect(stepStyles(animates)).toEqual({ transform: 'rotate(45deg) translate(10px,20px)', opacity: '0.5' })
})
