/** Built-in components of the format. Every other tag of a template is either a component of the program or an inert box. */
export const BUILT_IN_COMPONENTS: ReadonlySet<string> = new Set(
  (
    'ad ad-custom audio button camera canvas channel-live channel-video checkbox checkbox-group cover-image cover-view ' +
    'editor form functional-page-navigator icon image input keyboard-accessory label list-view live-player live-pusher ' +
    'map match-media movable-area movable-view navigation-bar navigator official-account open-data open-container ' +
    'page-container page-meta picker picker-view picker-view-column progress radio radio-group rich-text root-portal ' +
    'scroll-view share-element slider snapshot sticky-header sticky-section swiper swiper-item switch text textarea ' +
    'video view voip-room web-view grid-view nested-scroll-body nested-scroll-header draggable-sheet store-home store-product'
  ).split(' '),
)

/** Those of them that are empty boxes here, whatever they are told. */
export const EMPTY_COMPONENTS: ReadonlySet<string> = new Set([
  'ad',
  'camera',
  'channel-live',
  'live-player',
  'live-pusher',
  'official-account',
  'voip-room',
])
