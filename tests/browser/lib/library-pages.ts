import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

interface LibraryPage {
  /** Components of the library that the page uses, by their place in it. */
  readonly uses: readonly string[]
  readonly wxml: string
  readonly js: string
}

interface Library {
  readonly prefix: string
  readonly where: (name: string) => string
  readonly pages: Readonly<Record<string, LibraryPage>>
}

const modules = fileURLToPath(new URL('../../../node_modules', import.meta.url))
const words = (text: string): string[] => text.trim().split(/\s+/)
const ON = `on(event) { this.setData({ said: JSON.stringify(event.detail) }) }`

const VANT: Library = {
  prefix: 'van',
  where: name => `@vant/weapp/${name}/index`,
  pages: {
    form: {
      uses: words('cell-group cell field switch checkbox radio-group radio stepper rate slider button search tag icon'),
      js: `Page({ data: { on: false, said: '' }, toggle(event) { this.setData({ on: event.detail, said: 'switch ' + event.detail }) }, ${ON} })`,
      wxml: `<van-cell-group title="Vant form">
  <van-cell title="Night mode" label="Dark everywhere"><van-switch slot="right-icon" checked="{{on}}" bind:change="toggle" size="24px"/></van-cell>
  <van-field label="Name" placeholder="Your name" value="" clearable/>
  <van-cell title="Guests"><van-stepper value="{{2}}" bind:change="on"/></van-cell>
  <van-cell title="Stars"><van-rate value="{{3}}" bind:change="on"/></van-cell>
</van-cell-group>
<van-search value="" placeholder="Search here"/>
<van-checkbox value="{{true}}" bind:change="on">Agree</van-checkbox>
<van-radio-group value="1"><van-radio name="1">One</van-radio><van-radio name="2">Two</van-radio></van-radio-group>
<view style="padding:20px"><van-slider value="50"/></view>
<van-button type="primary" icon="star-o" bind:click="on">Primary</van-button><van-button type="danger" plain round size="small">Plain</van-button>
<van-tag type="success">Tag</van-tag><van-icon name="chat-o" info="5" size="28px"/>
<view>said: {{said}}</view>`,
    },
    show: {
      uses: words(
        'nav-bar tabs tab grid grid-item collapse collapse-item steps notice-bar divider progress loading image card swipe-cell cell tabbar tabbar-item',
      ),
      js: `Page({ data: { open: ['a'], said: '', steps: [{ text: 'Ordered', desc: 'today' }, { text: 'Sent', desc: 'soon' }, { text: 'There', desc: 'then' }] },
  fold(event) { this.setData({ open: event.detail }) }, ${ON} })`,
      wxml: `<van-nav-bar title="Vant bar" left-text="Back" left-arrow/>
<van-notice-bar text="The ferry leaves at nine" left-icon="volume-o" scrollable="{{false}}"/>
<van-tabs active="{{0}}" bind:change="on"><van-tab title="First">First content</van-tab><van-tab title="Second">Second content</van-tab></van-tabs>
<van-grid column-num="3"><van-grid-item icon="photo-o" text="Photos"/><van-grid-item icon="home-o" text="Home"/><van-grid-item icon="cart-o" text="Cart"/></van-grid>
<van-collapse value="{{open}}" bind:change="fold"><van-collapse-item title="Open" name="a">Inside the open one</van-collapse-item><van-collapse-item title="Closed" name="b">Inside the closed one</van-collapse-item></van-collapse>
<van-steps steps="{{steps}}" active="{{1}}"/>
<van-divider contentPosition="center">Divider</van-divider>
<view style="padding:12px"><van-progress percentage="40"/></view><van-loading type="spinner"/>
<van-swipe-cell right-width="{{65}}"><van-cell title="Swipe me"/><view slot="right">Delete</view></van-swipe-cell>
<van-card num="2" price="10.00" title="A card" desc="What it is"/>
<van-tabbar active="{{0}}"><van-tabbar-item icon="home-o">Start</van-tabbar-item><van-tabbar-item icon="search">Find</van-tabbar-item></van-tabbar>
<view>said: {{said}}</view>`,
    },
    over: {
      uses: words('button dialog popup action-sheet toast picker'),
      js: `Page({ data: { dialog: false, popup: false, sheet: false, said: '', columns: ['Lisbon', 'Porto', 'Faro'], actions: [{ name: 'Share' }, { name: 'Keep' }] },
  open(event) { this.setData({ [event.currentTarget.dataset.what]: true }) },
  yes() { this.setData({ dialog: false, said: 'confirmed' }) }, away() { this.setData({ popup: false, sheet: false }) }, ${ON} })`,
      wxml: `<van-button data-what="dialog" bind:click="open">Ask</van-button><van-button data-what="popup" bind:click="open">Pick</van-button><van-button data-what="sheet" bind:click="open">Sheet</van-button>
<van-dialog title="Really?" message="It cannot be undone" show="{{dialog}}" show-cancel-button confirm-button-text="Do it" cancel-button-text="Leave it" bind:confirm="yes"/>
<van-popup show="{{popup}}" position="bottom" bind:close="away"><van-picker columns="{{columns}}" show-toolbar title="City" confirm-button-text="Take" cancel-button-text="None" bind:confirm="on"/></van-popup>
<van-action-sheet show="{{sheet}}" actions="{{actions}}" bind:close="away" bind:select="on" cancel-text="Never mind"/>
<view>said: {{said}}</view>`,
    },
  },
}

const TDESIGN: Library = {
  prefix: 't',
  where: name => `tdesign-miniprogram/${name}/${name}`,
  pages: {
    form: {
      uses: words(
        'stepper switch input checkbox radio-group radio rate slider button search tag textarea cell cell-group',
      ),
      js: `Page({ data: { said: '' }, step(event) { this.setData({ said: 'stepper ' + event.detail.value }) }, ${ON} })`,
      wxml: `<t-search placeholder="Search here"/>
<t-cell-group title="TDesign form"><t-cell title="Guests"><t-stepper slot="note" value="{{3}}" theme="filled" bind:change="step"/></t-cell>
<t-cell title="Night mode"><t-switch slot="note" default-value="{{true}}" bind:change="on"/></t-cell></t-cell-group>
<t-input label="Name" placeholder="Your name"/><t-textarea placeholder="What else" maxlength="100" indicator/>
<t-checkbox label="Agree" default-checked/><t-radio-group default-value="1"><t-radio value="1" label="One"/><t-radio value="2" label="Two"/></t-radio-group>
<t-rate value="{{3}}"/><view style="padding:16px"><t-slider value="{{40}}"/></view>
<t-button theme="primary" block bind:tap="on">Primary</t-button><t-button theme="danger" variant="outline" icon="app">Outline</t-button>
<t-tag theme="success">Tag</t-tag>
<view>said: {{said}}</view>`,
    },
    show: {
      uses: words(
        'navbar tabs tab-panel grid grid-item collapse collapse-panel steps step-item notice-bar divider progress loading avatar badge cell skeleton tab-bar tab-bar-item icon empty',
      ),
      js: `Page({ data: { said: '' }, ${ON} })`,
      wxml: `<t-notice-bar visible="{{true}}" content="The ferry leaves at nine"/>
<t-tabs default-value="a" bind:change="on"><t-tab-panel label="First" value="a"><view>First content</view></t-tab-panel><t-tab-panel label="Second" value="b"><view>Second content</view></t-tab-panel></t-tabs>
<t-grid column="{{3}}"><t-grid-item text="Photos" icon="image"/><t-grid-item text="Home" icon="home"/><t-grid-item text="Cart" icon="cart"/></t-grid>
<t-collapse default-value="{{['a']}}" bind:change="on"><t-collapse-panel value="a" header="Open" content="Inside the open one"/><t-collapse-panel value="b" header="Closed" content="Inside the closed one"/></t-collapse>
<t-steps current="{{1}}"><t-step-item title="Ordered" content="today"/><t-step-item title="Sent" content="soon"/><t-step-item title="There" content="then"/></t-steps>
<t-divider content="Divider"/><view style="padding:12px"><t-progress percentage="40"/></view><t-loading theme="circular" text="Loading"/>
<t-badge count="5"><t-avatar icon="user"/></t-badge><t-icon name="chat" size="48rpx"/>
<t-cell title="A cell" note="More" arrow hover/>
<t-tab-bar default-value="a"><t-tab-bar-item value="a" icon="home">Start</t-tab-bar-item><t-tab-bar-item value="b" icon="search">Find</t-tab-bar-item></t-tab-bar>
<view>said: {{said}}</view>`,
    },
    over: {
      uses: words('button dialog popup action-sheet toast picker picker-item message'),
      js: `Page({ data: { dialog: false, popup: false, said: '', cities: ['Lisbon', 'Porto', 'Faro'].map(label => ({ label, value: label })) },
  open(event) { this.setData({ [event.currentTarget.dataset.what]: true }) },
  yes() { this.setData({ dialog: false, said: 'confirmed' }) }, ${ON} })`,
      wxml: `<t-button data-what="dialog" bind:tap="open">Ask</t-button><t-button data-what="popup" bind:tap="open">Pick</t-button>
<t-dialog visible="{{dialog}}" title="Really?" content="It cannot be undone" confirm-btn="Do it" cancel-btn="Leave it" bind:confirm="yes"/>
<t-picker visible="{{popup}}" title="City" confirmBtn="Take" cancelBtn="None" usingCustomNavbar bind:confirm="on"><t-picker-item options="{{cities}}"/></t-picker>
<view>said: {{said}}</view>`,
    },
  },
}

const WEUI: Library = {
  prefix: 'mp',
  where: name => `weui-miniprogram/${name}/${name}`,
  pages: {
    form: {
      uses: words('cells cell checkbox-group checkbox searchbar slideview icon badge loading'),
      js: `Page({ data: { said: '', radios: [{ name: 'One', value: '1', checked: true }, { name: 'Two', value: '2' }] }, ${ON} })`,
      wxml: `<mp-searchbar placeholder="Search here"/>
<mp-cells title="WeUI form" footer="What it is for"><mp-cell value="A cell" footer="More" link hover/><mp-cell title="With title" value="A value"/></mp-cells>
<mp-cells title="One of two"><mp-checkbox-group multi="{{false}}" bindchange="on"><mp-checkbox wx:for="{{radios}}" wx:key="value" label="{{item.name}}" value="{{item.value}}" checked="{{item.checked}}"/></mp-checkbox-group></mp-cells>
<mp-badge content="5"/><mp-icon icon="star" size="{{28}}"/><mp-loading type="circle"/>
<view>said: {{said}}</view>`,
    },
    over: {
      uses: words('dialog half-screen-dialog actionsheet toptips msg'),
      js: `Page({ data: { dialog: false, half: false, sheet: false, said: '', buttons: [{ text: 'Leave it' }, { text: 'Do it' }], groups: [{ text: 'Share', value: 1 }, { text: 'Keep', value: 2 }] },
  open(event) { this.setData({ [event.currentTarget.dataset.what]: true }) },
  pressed(event) { this.setData({ dialog: false, said: 'pressed ' + event.detail.item.text }) }, ${ON} })`,
      wxml: `<button data-what="dialog" bindtap="open">Ask</button><button data-what="half" bindtap="open">Half</button><button data-what="sheet" bindtap="open">Sheet</button>
<mp-dialog title="Really?" show="{{dialog}}" bindbuttontap="pressed" buttons="{{buttons}}">It cannot be undone</mp-dialog>
<mp-half-screen-dialog show="{{half}}" title="Half a screen" desc="What it says" buttons="{{[{ text: 'Fine' }]}}"/>
<mp-actionsheet show="{{sheet}}" title="What now" actions="{{groups}}" bindactiontap="on"/>
<mp-msg type="success" title="It worked"/>
<view>said: {{said}}</view>`,
    },
  },
}

export const LIBRARIES: Readonly<Record<string, Library>> = { vant: VANT, tdesign: TDESIGN, weui: WEUI }

/** Writes a program of pages around a library's components below a folder, and says where it is. */
export function writeLibrary(below: string, name: string): string {
  const { prefix, where, pages } = LIBRARIES[name]!
  const folder = path.join(below, name)
  mkdirSync(folder, { recursive: true })
  const files: Record<string, string> = {
    'app.json': JSON.stringify({
      pages: Object.keys(pages),
      window: { navigationBarTitleText: name },
      ...(name === 'weui' ? { useExtendedLib: { weui: true } } : {}),
    }),
    'app.js': 'App({})',
  }
  for (const [page, { uses, wxml, js }] of Object.entries(pages)) {
    const usingComponents = Object.fromEntries(uses.map(one => [`${prefix}-${one}`, where(one)]))
    files[`${page}.json`] = JSON.stringify({ usingComponents })
    files[`${page}.wxml`] = wxml
    files[`${page}.js`] = js
  }
  for (const [file, text] of Object.entries(files)) writeFileSync(path.join(folder, file), text)
  symlinkSync(modules, path.join(folder, 'node_modules'))
  return folder
}
