import type { Area, Line, Name } from './schemas.ts'

/** How the map is coloured. */
export interface Look {
  readonly land: string
  readonly areas: Readonly<Record<Area, string>>
  readonly lines: Readonly<Record<Line, string>>
  /** Along the edges of roads. */
  readonly casing: string
  readonly names: Readonly<Record<Name, string>>
  readonly halo: string
}

export type Theme = 'light' | 'dark'
export const THEMES: readonly Theme[] = ['light', 'dark']

export const LOOKS: Readonly<Record<Theme, Look>> = {
  light: {
    land: '#f3f1ec',
    areas: {
      town: '#eeebe5',
      green: '#d6e8cb',
      wood: '#c5dfba',
      sand: '#f4ead0',
      pitch: '#cfe5d0',
      care: '#f1e6e3',
      water: '#a9d3e8',
      airfield: '#e4e3ea',
      building: '#ddd8cf',
      square: '#e9e6e0',
    },
    lines: {
      stream: '#a9d3e8',
      border: '#b3a3b8',
      path: '#d5c9b6',
      service: '#ffffff',
      minor: '#ffffff',
      tertiary: '#fffdf3',
      primary: '#fbe5a8',
      motorway: '#f6c97c',
      rail: '#b9b4ac',
      ferry: '#6fa9c9',
    },
    casing: '#d3cdc2',
    names: {
      city: '#33302b',
      quarter: '#655f56',
      water: '#3a7896',
      road: '#57514a',
      lane: '#6b655d',
      spot: '#4d5a52',
    },
    halo: '#ffffff',
  },
  dark: {
    land: '#1e2224',
    areas: {
      town: '#212527',
      green: '#20302a',
      wood: '#1f332a',
      sand: '#312f28',
      pitch: '#22352e',
      care: '#2b2629',
      water: '#15303f',
      airfield: '#292a31',
      building: '#2d3235',
      square: '#282c2e',
    },
    lines: {
      stream: '#15303f',
      border: '#6d5f73',
      path: '#3a3f40',
      service: '#34393c',
      minor: '#3a4043',
      tertiary: '#434a4d',
      primary: '#5d5644',
      motorway: '#75623f',
      rail: '#4a4e51',
      ferry: '#3f7390',
    },
    casing: '#16191b',
    names: {
      city: '#eef0ee',
      quarter: '#b9bfbb',
      water: '#7fb6d3',
      road: '#c9cdca',
      lane: '#a9aeab',
      spot: '#b4c4ba',
    },
    halo: '#16191b',
  },
}

/** From below to above. */
export const AREA_ORDER: readonly Area[] = [
  'town', 'care', 'sand', 'green', 'wood', 'pitch', 'water', 'airfield', 'square', 'building',
] // prettier-ignore
export const ROAD_ORDER: readonly Line[] = ['path', 'service', 'minor', 'tertiary', 'primary', 'motorway']

/** How wide a line is in px at a zoom; 0 where it is not drawn yet. */
export function widthOf(kind: Line, zoom: number): number {
  const { from, at, grows } = WIDTHS[kind]
  return zoom < from ? 0 : Math.min(at * grows ** (zoom - 16), WIDTH_MAX_PX)
}

const WIDTH_MAX_PX = 34
/** From which zoom, how wide at zoom 16, and how many times wider with each zoom. */
const WIDTHS: Readonly<Record<Line, { readonly from: number; readonly at: number; readonly grows: number }>> = {
  stream: { from: 12, at: 2.4, grows: 1.3 },
  border: { from: 0, at: 1.6, grows: 1.08 },
  path: { from: 15, at: 1.5, grows: 1.35 },
  service: { from: 15, at: 3, grows: 1.7 },
  minor: { from: 13, at: 6, grows: 1.7 },
  tertiary: { from: 11, at: 8, grows: 1.55 },
  primary: { from: 8, at: 10, grows: 1.5 },
  motorway: { from: 6, at: 12, grows: 1.45 },
  rail: { from: 12, at: 1.8, grows: 1.3 },
  ferry: { from: 11, at: 1.4, grows: 1.15 },
}

/** Size in px, and which comes first where there is not room for all. */
export const NAME_LOOKS: Readonly<Record<Name, { readonly px: number; readonly first: number }>> = {
  city: { px: 15, first: 0 },
  quarter: { px: 12.5, first: 1 },
  water: { px: 11.5, first: 3 },
  road: { px: 11, first: 2 },
  lane: { px: 10.5, first: 4 },
  spot: { px: 10.5, first: 5 },
}
