import { animate, runAnimation } from './animation.ts'
import choiceCss from './css/choice.css'
import editorCss from './css/editor.css'
import fieldCss from './css/field.css'
import iconCss from './css/icon.css'
import mapCss from './css/maps.css'
import mediaCss from './css/media.css'
import movableCss from './css/movable.css'
import pickersCss from './css/pickers.css'
import richCss from './css/rich-text.css'
import sliderCss from './css/slider.css'
import smallCss from './css/small.css'
import swipersCss from './css/swipers.css'
import { createObservers } from './observe.ts'
import { canvas } from './parts/canvas.ts'
import { checkbox, group, radio, toggle } from './parts/choice.ts'
import { editor } from './parts/editor.ts'
import { icon } from './parts/icon.ts'
import { input } from './parts/input.ts'
import { map } from './parts/map.ts'
import { audio, video } from './parts/media.ts'
import { movableView } from './parts/movable.ts'
import { pageContainer } from './parts/page-container.ts'
import { picker } from './parts/picker.ts'
import { pickerView, pickerViewColumn } from './parts/picker-view.ts'
import { progress } from './parts/progress.ts'
import { richText } from './parts/rich-text.ts'
import { slider } from './parts/slider.ts'
import { absent, gridView, matchMediaPart, openData, pageMeta, rootPortal } from './parts/small.ts'
import { swiper, swiperItem } from './parts/swiper.ts'
import { textarea } from './parts/textarea.ts'
import type { More } from './types.ts'

/** The second script: components that few first screens are made of, and what watches and animates. */
export const more: More = {
  parts: {
    audio,
    camera: absent,
    canvas,
    'channel-live': absent,
    'channel-video': absent,
    checkbox,
    'checkbox-group': group,
    editor,
    'grid-view': gridView,
    icon,
    input,
    'live-player': absent,
    'live-pusher': absent,
    map,
    'match-media': matchMediaPart,
    'movable-view': movableView,
    'open-data': openData,
    'page-container': pageContainer,
    'page-meta': pageMeta,
    picker,
    'picker-view': pickerView,
    'picker-view-column': pickerViewColumn,
    progress,
    radio,
    'radio-group': group,
    'rich-text': richText,
    'root-portal': rootPortal,
    slider,
    swiper,
    'swiper-item': swiperItem,
    switch: toggle,
    textarea,
    video,
    'voip-room': absent,
  },
  css: [
    choiceCss,
    editorCss,
    fieldCss,
    iconCss,
    mapCss,
    mediaCss,
    movableCss,
    pickersCss,
    richCss,
    sliderCss,
    smallCss,
    swipersCss,
  ].join('\n'),
  observers: createObservers,
  animate,
  runAnimation,
}
