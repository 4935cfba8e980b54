import type { Tree } from './drawing.ts'

/** Pages of components, for eyes and for tests. */
const title = (text: string): Tree => ['view', { class: 'title' }, text]
const card = (...children: Tree[]): Tree => ['view', { class: 'card' }, ...children]

export const GALLERY_SHEETS = {
  app: `
    wx-page { background: #ededed; font-size: 16px; }
    .title { padding: calc(24 * var(--rpx)) calc(32 * var(--rpx)) calc(12 * var(--rpx)); font-size: 14px; color: #888; }
    .card { background: #fff; padding: calc(24 * var(--rpx)) calc(32 * var(--rpx)); }
    .row { display: flex; align-items: center; gap: 12px; flex-wrap: wrap; }
    .slide { height: 100%; display: flex; align-items: center; justify-content: center; color: #fff; font-size: 24px; }
    .cell { display: inline-block; width: 100px; height: 80px; margin-right: 8px; border-radius: 6px; background: #d9e8ff; text-align: center; line-height: 80px; }
    @media (prefers-color-scheme: dark) { wx-page { background: #111 } .card { background: #1e1e1e } }`,
}

const colors = ['#5b8def', '#e8795a', '#3fb27f']
const slides = colors.map((color, index): Tree => [
  'swiper-item',
  { itemId: `s${index}` },
  ['view', { class: 'slide', style: `background:${color}` }, `${index + 1}`],
])

export const GALLERY: Readonly<Record<string, Tree>> = {
  buttons: [
    'view',
    {},
    title('button'),
    card(
      ['button', { type: 'primary' }, 'Primary'],
      ['view', { style: 'height:10px' }],
      ['button', { type: 'default' }, 'Default'],
      ['view', { style: 'height:10px' }],
      ['button', { type: 'warn' }, 'Warn'],
      ['view', { style: 'height:10px' }],
      ['button', { type: 'primary', loading: true }, 'Loading'],
      ['view', { style: 'height:10px' }],
      ['button', { type: 'primary', disabled: true }, 'Disabled'],
      ['view', { style: 'height:10px' }],
      ['button', { type: 'primary', plain: true }, 'Plain'],
      ['view', { style: 'height:10px' }],
      [
        'view',
        { class: 'row' },
        ['button', { type: 'primary', size: 'mini' }, 'Mini'],
        ['button', { size: 'mini' }, 'Mini'],
        ['button', { type: 'warn', size: 'mini', plain: true }, 'Mini'],
      ],
    ),
    title('icon'),
    card([
      'view',
      { class: 'row' },
      ...[
        'success',
        'success_no_circle',
        'success_circle',
        'safe_success',
        'safe_warn',
        'info',
        'info_circle',
        'warn',
        'waiting',
        'waiting_circle',
        'cancel',
        'clear',
        'search',
        'download',
      ].map((type): Tree => ['icon', { type, size: '30' }]),
    ]),
    title('progress'),
    card(
      ['progress', { percent: 20, showInfo: true }],
      ['progress', { percent: 60, strokeWidth: 12, activeColor: '#5b8def', borderRadius: 6 }],
    ),
  ],
  forms: [
    'form',
    { '#name': 'form', 'on:submit': 0, 'on:reset': 0 },
    title('input, textarea'),
    card(
      ['input', { name: 'name', placeholder: 'Your name', '#name': 'input' }],
      ['input', { password: true, placeholder: 'Password', style: 'margin-top:12px' }],
      [
        'textarea',
        {
          name: 'words',
          placeholder: 'Grows as you write',
          autoHeight: true,
          style: 'width:100%;margin-top:12px',
          '#name': 'textarea',
        },
      ],
    ),
    title('checkbox, radio, switch'),
    card(
      [
        'checkbox-group',
        { name: 'fruits', '#name': 'fruits', 'on:change': 0 },
        ['label', { '#name': 'apple' }, ['checkbox', { value: 'apple', checked: true }], 'Apple '],
        ['label', {}, ['checkbox', { value: 'pear', '#name': 'pear' }], 'Pear '],
        ['checkbox', { value: 'plum', disabled: true }],
        'Plum',
      ],
      [
        'radio-group',
        { name: 'size', style: 'margin-top:12px', '#name': 'size', 'on:change': 0 },
        ['label', {}, ['radio', { value: 's', checked: true }], 'Small '],
        ['label', { class: 'large' }, ['radio', { value: 'l' }], 'Large '],
      ],
      [
        'view',
        { class: 'row', style: 'margin-top:12px' },
        ['switch', { name: 'news', checked: true, '#name': 'switch', 'on:change': 0 }],
        ['switch', {}],
        ['switch', { type: 'checkbox', checked: true }],
      ],
    ),
    title('slider'),
    card(
      ['slider', { name: 'far', value: 40, showValue: true, '#name': 'slider', 'on:change': 0, 'on:changing': 0 }],
      ['slider', { value: 70, blockSize: 20, activeColor: '#5b8def' }],
    ),
    title('picker'),
    card(
      [
        'picker',
        {
          mode: 'selector',
          range: ['Apple', 'Pear', 'Plum'],
          value: 1,
          name: 'one',
          '#name': 'picker',
          class: 'picker',
          'on:change': 0,
          'on:cancel': 0,
          headerText: 'A fruit',
        },
        ['view', {}, 'Choose a fruit'],
      ],
      [
        'picker',
        {
          mode: 'date',
          value: '2026-02-28',
          start: '2020-01-01',
          end: '2030-12-31',
          class: 'date',
          'on:change': 0,
          '#name': 'date',
        },
        ['view', {}, 'Choose a day'],
      ],
    ),
    card(
      ['button', { formType: 'submit', type: 'primary' }, 'Submit'],
      ['view', { style: 'height:10px' }],
      ['button', { formType: 'reset', class: 'reset' }, 'Reset'],
    ),
  ],
  boxes: [
    'view',
    {},
    title('swiper'),
    [
      'swiper',
      {
        indicatorDots: true,
        circular: true,
        '#name': 'swiper',
        class: 'swiper',
        'on:change': 0,
        'on:animationfinish': 0,
        'on:transition': 0,
      },
      ...slides,
    ],
    title('swiper with margins'),
    ['swiper', { previousMargin: '40px', nextMargin: '40px', indicatorDots: true, current: 1 }, ...slides],
    title('scroll-view'),
    [
      'scroll-view',
      {
        scrollX: true,
        style: 'white-space:nowrap;background:#fff;padding:12px;box-sizing:border-box',
        class: 'across',
        '#name': 'across',
        'on:scroll': 0,
        'on:scrolltolower': 0,
      },
      ...Array.from({ length: 10 }, (_, index): Tree => ['view', { class: 'cell', id: `cell${index}` }, String(index)]),
    ],
    title('image modes'),
    card(
      [
        'view',
        { class: 'row' },
        ...['scaleToFill', 'aspectFit', 'aspectFill', 'top left'].map((mode): Tree => [
          'image',
          { src: '/images/wide.png', mode, style: 'width:80px;height:80px;background:#eee' },
        ]),
      ],
      ['image', { src: 'wide.png', mode: 'widthFix', style: 'width:160px;margin-top:8px' }],
    ),
    title('text'),
    card(['text', { decode: true, space: 'ensp' }, 'a  b &lt;c&gt;\nsecond line']),
    title('rich-text'),
    card([
      'rich-text',
      {
        nodes:
          '<h3>Head</h3><p>Some <b>bold</b> and <span style="color:red">red</span></p><ul><li>one</li><li>two</li></ul><script>1</script>',
      },
    ]),
  ],
  more: [
    'view',
    {},
    title('movable-view'),
    card([
      'movable-area',
      { style: 'width:100%;height:140px;background:#eef' },
      [
        'movable-view',
        {
          direction: 'all',
          inertia: true,
          class: 'mover',
          '#name': 'mover',
          x: 20,
          y: 20,
          style: 'width:60px;height:60px;background:#5b8def',
          'on:change': 0,
        },
      ],
    ]),
    title('picker-view'),
    card([
      'picker-view',
      {
        style: 'width:100%;height:180px',
        '#name': 'wheels',
        class: 'wheels',
        value: [1, 2],
        indicatorStyle: 'height: 44px',
        'on:change': 0,
        'on:pickstart': 0,
        'on:pickend': 0,
      },
      ...[0, 1].map((column): Tree => [
        'picker-view-column',
        {},
        ...Array.from({ length: 8 }, (_, index): Tree => [
          'view',
          { style: 'line-height:44px;text-align:center' },
          `${column}-${index}`,
        ]),
      ]),
    ]),
    title('map'),
    [
      'map',
      {
        style: 'width:100%;height:240px',
        class: 'map',
        '#name': 'map',
        latitude: 23.1,
        longitude: 113.32,
        scale: 14,
        'on:markertap': 0,
        'on:tap': 0,
        'on:regionchange': 0,
        'on:callouttap': 0,
        markers: [
          {
            id: 7,
            latitude: 23.1,
            longitude: 113.32,
            title: 'Town hall',
            callout: { content: 'Town hall', display: 'ALWAYS' },
            label: { content: 'Here' },
          },
        ],
        polyline: [
          {
            points: [
              { latitude: 23.09, longitude: 113.3 },
              { latitude: 23.105, longitude: 113.34 },
            ],
            color: '#ff0000dd',
            width: 4,
          },
        ],
        circles: [{ latitude: 23.1, longitude: 113.31, radius: 500, fillColor: '#7cb5ec55', color: '#7cb5ec' }],
      },
    ],
    title('audio, video, camera'),
    card(
      ['audio', { src: '/a.wav', controls: true, name: 'A song', author: 'Somebody', '#name': 'audio' }],
      ['camera', { style: 'margin-top:12px;height:100px', 'on:error': 0 }],
      [
        'editor',
        {
          placeholder: 'Write here',
          style: 'width:100%;height:80px;margin-top:12px',
          class: 'editor',
          '#name': 'editor',
          'on:ready': 0,
          'on:input': 0,
        },
      ],
    ),
  ],
}
