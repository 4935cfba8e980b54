/** What a thing on the map is drawn as; roads from small to large. */
export type Area = 'town' | 'green' | 'wood' | 'sand' | 'pitch' | 'care' | 'water' | 'airfield' | 'building' | 'square'
export type Line =
  | 'stream'
  | 'border'
  | 'path'
  | 'service'
  | 'minor'
  | 'tertiary'
  | 'primary'
  | 'motorway'
  | 'rail'
  | 'ferry'
export type Name = 'city' | 'quarter' | 'water' | 'road' | 'lane' | 'spot'

export type Thing =
  | { readonly as: 'area'; readonly kind: Area }
  | { readonly as: 'line'; readonly kind: Line; readonly under: boolean }
  | { readonly as: 'name'; readonly kind: Name; readonly text: string; readonly rank: number }

type Properties = Readonly<Record<string, unknown>>

/**
 * What a thing of a vector tile is here; nothing for what is not drawn. Layers and classes are those of OpenMapTiles
 * (https://openmaptiles.org/schema/) and of the Protomaps basemap (https://docs.protomaps.com/basemaps/layers): their names
 * of layers are never the same for different things.
 */
export function thingsOf(layer: string, properties: Properties, zoom: number): readonly Thing[] {
  const read = Object.hasOwn(LAYERS, layer) ? LAYERS[layer] : undefined
  return read?.(properties, zoom).filter(thing => thing !== undefined) ?? []
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const kindOf = (of: Properties): string => text(of['class']) || text(of['kind'])
const nameOf = (of: Properties): string => text(of['name']) || text(of['name:latin']) || text(of['name_int'])
const rankOf = (of: Properties): number => Number(of['rank'] ?? of['min_zoom'] ?? 0) || 0
const area = (kind: Area | undefined): Thing | undefined => kind && { as: 'area', kind }
const name = (kind: Name | undefined, of: Properties): Thing | undefined =>
  kind && nameOf(of) ? { as: 'name', kind, text: nameOf(of), rank: rankOf(of) } : undefined

const LANDS: Readonly<Record<string, Area>> = {
  residential: 'town',
  suburb: 'town',
  neighbourhood: 'town',
  commercial: 'town',
  industrial: 'town',
  railway: 'town',
  retail: 'town',
  grass: 'green',
  grassland: 'green',
  park: 'green',
  garden: 'green',
  meadow: 'green',
  farmland: 'green',
  cemetery: 'green',
  zoo: 'green',
  recreation_ground: 'green',
  nature_reserve: 'green',
  national_park: 'green',
  golf_course: 'green',
  wood: 'wood',
  forest: 'wood',
  scrub: 'wood',
  sand: 'sand',
  beach: 'sand',
  pitch: 'pitch',
  playground: 'pitch',
  stadium: 'pitch',
  track: 'pitch',
  hospital: 'care',
  school: 'care',
  university: 'care',
  college: 'care',
  kindergarten: 'care',
  library: 'care',
  aerodrome: 'airfield',
  runway: 'airfield',
  taxiway: 'airfield',
  pedestrian: 'square',
  platform: 'square',
}

const ROADS: Readonly<Record<string, Line>> = {
  motorway: 'motorway',
  highway: 'motorway',
  trunk: 'motorway',
  primary: 'primary',
  major_road: 'primary',
  secondary: 'tertiary',
  tertiary: 'tertiary',
  medium_road: 'tertiary',
  minor: 'minor',
  minor_road: 'minor',
  busway: 'minor',
  service: 'service',
  track: 'service',
  path: 'path',
  pier: 'path',
  platform: 'path',
  rail: 'rail',
  transit: 'rail',
  ferry: 'ferry',
}

/** From which zoom a kind of place is called by its name. */
const SPOTS: Readonly<Record<string, number>> = {
  aerodrome: 11,
  railway: 14,
  station: 14,
  hospital: 15,
  museum: 15,
  castle: 15,
  college: 16,
  university: 16,
  school: 16,
  town_hall: 16,
  library: 16,
  stadium: 16,
  park: 16,
  attraction: 16,
  bus: 17,
  bus_stop: 17,
  place_of_worship: 17,
  cinema: 17,
  theatre: 17,
  police: 17,
  post: 17,
  post_office: 17,
  pharmacy: 17,
  lodging: 17,
  hotel: 17,
  grocery: 17,
  supermarket: 17,
}
const CITIES = new Set(['country', 'state', 'city', 'town', 'locality'])
const QUARTERS = new Set(['village', 'suburb', 'quarter', 'neighbourhood', 'hamlet', 'island', 'macrohood'])
const ROAD_NAMES_FROM = 13
const LANE_NAMES_FROM = 15
const PATH_NAMES_FROM = 17
/** Countries and their parts. */
const BORDERS_TO = 4
const BORDER: Thing = { as: 'line', kind: 'border', under: false }

const land = (of: Properties): Thing | undefined => area(LANDS[text(of['subclass'])] ?? LANDS[kindOf(of)])
const spot = (of: Properties, zoom: number): Thing | undefined =>
  zoom >= (SPOTS[text(of['subclass'])] ?? SPOTS[kindOf(of)] ?? Infinity) ? name('spot', of) : undefined

function road(of: Properties): Thing | undefined {
  const kind = kindOf(of) === 'other' ? 'service' : ROADS[kindOf(of)]
  const under = of['brunnel'] === 'tunnel' || of['is_tunnel'] === true
  return kind && { as: 'line', kind, under }
}

function roadName(of: Properties, zoom: number): Thing | undefined {
  const kind = ROADS[kindOf(of)]
  if (!kind || kind === 'rail') return undefined
  const large = kind === 'motorway' || kind === 'primary' || kind === 'tertiary' || kind === 'ferry'
  const from = large ? ROAD_NAMES_FROM : kind === 'minor' ? LANE_NAMES_FROM : PATH_NAMES_FROM
  return zoom >= from ? name(large ? 'road' : 'lane', of) : undefined
}

const place = (of: Properties): Thing | undefined => {
  const kind = text(of['kind_detail']) || kindOf(of)
  return name(CITIES.has(kind) ? 'city' : QUARTERS.has(kind) ? 'quarter' : undefined, of)
}

const LAYERS: Readonly<Record<string, (of: Properties, zoom: number) => readonly (Thing | undefined)[]>> = {
  landcover: of => [land(of)],
  landuse: of => [land(of)],
  water: of => [area('water'), name('water', of)],
  // OpenMapTiles
  park: () => [area('green')],
  waterway: of => [of['brunnel'] === 'tunnel' ? undefined : { as: 'line', kind: 'stream', under: false }],
  aeroway: of => [land(of)],
  building: () => [area('building')],
  transportation: of => [road(of)],
  transportation_name: (of, zoom) => [roadName(of, zoom)],
  boundary: of => [Number(of['admin_level']) <= BORDERS_TO ? BORDER : undefined],
  place: of => [place(of)],
  water_name: of => [name('water', of)],
  poi: (of, zoom) => [spot(of, zoom)],
  aerodrome_label: of => [name('spot', of)],
  // Protomaps
  buildings: () => [area('building')],
  roads: (of, zoom) => [road(of), roadName(of, zoom)],
  boundaries: of => [['country', 'region'].includes(kindOf(of)) ? BORDER : undefined],
  places: of => [place(of)],
  pois: (of, zoom) => [spot(of, zoom)],
}
