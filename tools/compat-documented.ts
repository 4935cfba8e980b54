/** Attributes and events that the format's documentation lists for each component, besides those that every component has. */
export interface Documented {
  readonly attributes: readonly string[]
  readonly events: readonly string[]
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/).filter(Boolean)
const of = (attributes: string, events = ''): Documented => ({ attributes: words(attributes), events: words(events) })

const HOVER = 'hover-class hover-stop-propagation hover-start-time hover-stay-time'
const FIELD =
  'value placeholder placeholder-style placeholder-class disabled maxlength cursor-spacing focus confirm-type ' +
  'confirm-hold cursor cursor-color selection-start selection-end adjust-position hold-keyboard'
const FIELD_EVENTS = 'input focus blur confirm keyboardheightchange selectionchange'

export const COMPONENTS: Readonly<Record<string, Documented>> = {
  audio: of('src loop controls poster name author', 'error play pause timeupdate ended'),
  button: of(
    `size type plain disabled loading form-type open-type ${HOVER} session-from send-message-title send-message-path ` +
      'send-message-img show-message-card app-parameter lang',
    'getphonenumber getuserinfo chooseavatar contact opensetting launchapp agreeprivacyauthorization getrealtimephonenumber error',
  ),
  canvas: of('type canvas-id disable-scroll', 'error'),
  checkbox: of('value disabled checked color'),
  'checkbox-group': of('', 'change'),
  'cover-image': of('src', 'load error'),
  'cover-view': of('scroll-top'),
  editor: of(
    'read-only placeholder show-img-size show-img-toolbar show-img-resize',
    'ready focus blur input statuschange',
  ),
  form: of('report-submit report-submit-timeout', 'submit reset'),
  'grid-view': of('type cross-axis-count cross-axis-gap main-axis-gap max-cross-axis-extent padding'),
  icon: of('type size color'),
  image: of('src mode webp lazy-load show-menu-by-longpress', 'load error'),
  input: of(
    `${FIELD} type password always-embed auto-focus safe-password-cert-path`,
    `${FIELD_EVENTS} nicknamereview`,
  ),
  label: of('for'),
  map: of(
    'longitude latitude scale min-scale max-scale markers polyline circles controls include-points polygons show-location ' +
      'rotate skew show-compass show-scale enable-3D enable-overlooking enable-zoom enable-scroll enable-rotate ' +
      'enable-satellite enable-traffic enable-poi setting layer-style subkey',
    'tap markertap labeltap controltap callouttap updated regionchange poitap polylinetap anchorpointtap',
  ),
  'match-media': of('min-width max-width width min-height max-height height orientation'),
  'movable-area': of('scale-area'),
  'movable-view': of(
    'direction inertia out-of-bounds x y damping friction disabled scale scale-min scale-max scale-value animation',
    'change scale htouchmove vtouchmove',
  ),
  'navigation-bar': of('title loading front-color background-color color-animation-duration color-animation-timing-func'),
  navigator: of(
    `target url open-type delta app-id path extra-data version short-link ${HOVER}`,
    'success fail complete',
  ),
  'open-data': of('type open-gid lang default-text default-avatar', 'error'),
  'page-container': of(
    'show duration z-index overlay position round close-on-slide-down overlay-style custom-style',
    'beforeenter enter afterenter beforeleave leave afterleave clickoverlay',
  ),
  'page-meta': of(
    'background-text-style background-color background-color-top background-color-bottom root-background-color ' +
      'scroll-top scroll-duration page-style root-font-size page-font-size page-orientation',
    'resize scroll scrolldone',
  ),
  picker: of(
    'header-text mode disabled range range-key value start end fields custom-item level',
    'change cancel columnchange',
  ),
  'picker-view': of(
    'value indicator-style indicator-class mask-style mask-class immediate-change',
    'change pickstart pickend',
  ),
  'picker-view-column': of(''),
  progress: of(
    'percent show-info border-radius font-size stroke-width color activeColor backgroundColor active active-mode duration',
    'activeend',
  ),
  radio: of('value checked disabled color'),
  'radio-group': of('', 'change'),
  'rich-text': of('nodes space user-select'),
  'root-portal': of('enable'),
  'scroll-view': of(
    'scroll-x scroll-y upper-threshold lower-threshold scroll-top scroll-left scroll-into-view scroll-into-view-offset ' +
      'scroll-with-animation enable-back-to-top enable-flex scroll-anchoring refresher-enabled refresher-threshold ' +
      'refresher-default-style refresher-background refresher-triggered enhanced bounces show-scrollbar paging-enabled ' +
      'fast-deceleration enable-passive',
    'dragstart dragging dragend scrolltoupper scrolltolower scroll refresherpulling refresherrefresh refresherrestore ' +
      'refresherabort refresherwillRefresh',
  ),
  slider: of(
    'min max step disabled value color selected-color activeColor backgroundColor block-size block-color show-value',
    'change changing',
  ),
  'sticky-header': of('offset-top', 'stickontopchange'),
  'sticky-section': of('push-pinned-header'),
  swiper: of(
    'indicator-dots indicator-color indicator-active-color autoplay current current-item-id interval duration circular ' +
      'vertical previous-margin next-margin snap-to-edge display-multiple-items easing-function',
    'change transition animationfinish',
  ),
  'swiper-item': of('item-id skip-hidden-item-layout'),
  switch: of('checked disabled type color', 'change'),
  text: of('selectable user-select space decode overflow max-lines'),
  textarea: of(
    `${FIELD} auto-height fixed show-confirm-bar disable-default-padding auto-focus`,
    `${FIELD_EVENTS} linechange`,
  ),
  video: of(
    'src duration controls danmu-list danmu-btn enable-danmu autoplay loop muted initial-time page-gesture direction ' +
      'show-progress show-fullscreen-btn show-play-btn show-center-play-btn enable-progress-gesture object-fit poster ' +
      'show-mute-btn title play-btn-position enable-play-gesture auto-pause-if-navigate vslide-gesture',
    'play pause ended timeupdate fullscreenchange waiting error progress loadedmetadata controlstoggle seekcomplete',
  ),
  view: of(HOVER),
  'web-view': of('src', 'message load error'),
} // prettier-ignore
