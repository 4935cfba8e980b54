import { expect, test } from 'vitest'
import { open } from './open.ts'

test('events bring target, dataset, marks and detail; bubbling, catch and capture are as written', async () => {
  const { view, logs, settle, end } = await open({
    'home.wxml':
      '<view bindtap="out" capture-bind:tap="cap" data-a-b="{{1}}" mark:m="x"><view id="mid" catchtap="mid" data-user-id="7"><text id="in" bindtap="inner">t</text></view></view>',
    'home.js':
      'Page({out(){console.log("out")},cap(){console.log("cap")},inner(e){console.log("in",e.target.id,e.currentTarget.id,e.mark.m,e.detail.x)},mid(e){console.log("mid",e.target.id,e.currentTarget.dataset.userId,e.type)}})',
  })
  view.event(view.find('in'), 'tap', { x: 3 })
  await settle()
  expect(logs()).toEqual(['cap', 'in in in x 3', 'mid in 7 tap'])
  end()
})

test('setData takes paths, calls back after the render, and only changes what changed', async () => {
  const { view, context, logs, settle, end } = await open({
    'home.wxml': '<view wx:for="{{list}}" wx:key="id" class="row">{{item.n}}</view><view>{{o.a.b}}</view>',
    'home.js': 'Page({data:{list:[{id:1,n:"a"},{id:2,n:"b"}],o:{}},onLoad(){getApp().p=this}})',
  })
  const page = (context['getApp'] as () => { p: { setData(data: unknown, done?: () => void): void } })().p
  const before = view.ops
  page.setData({ 'list[1].n': 'B', 'o.a.b': 'c' }, () => view.logs.push({ level: 'log', text: 'done' }))
  await settle()
  expect(view.text()).toBe('aBc')
  expect(view.ops - before).toBe(2)
  expect(logs()).toEqual(['done'])
  page.setData({
    list: [
      { id: 2, n: 'B' },
      { id: 3, n: 'c' },
    ],
  })
  await settle()
  expect(view.text()).toBe('Bcc')
  expect(view.faults).toEqual([])
  end()
})

test('classes carry their scope; external classes, :host and shared styles are given as said', async () => {
  const { view, end } = await open({
    'home.json': '{"usingComponents":{"a":"/a","b":"/b"}}',
    'home.wxml': '<a my-class="red"/><b/>',
    'home.js': 'Page({})',
    'home.wxss': '.red{color:red}',
    'a.json': '{"component":true}',
    'a.js': 'Component({externalClasses:["my-class"]})',
    'a.wxml': '<view class="box my-class"/>',
    'a.wxss': '.box{} :host{}',
    'b.json': '{"component":true}',
    'b.js': 'Component({options:{addGlobalClass:true}})',
    'b.wxml': '<view class="red" hover-class="hov"/>',
    'b.wxss': '.red{}',
  })
  const inA = view.find(node => node.className.includes('--box'))!
  const scope = inA.className.split('--')[0]!
  expect(inA.className).toBe(`${scope}--box red`)
  expect(inA.parent!.className).toBe(`${scope}-host`)
  expect(inA.parent!.tag).toBe('wx-a')
  const inB = view.find(node => 'hoverClass' in node.attributes)!
  expect(inB.className).toMatch(/^red p[0-9a-f]{8}--red$/)
  expect(inB.attributes['hoverClass']).toMatch(/^hov p[0-9a-f]{8}--hov$/)
  end()
})

test('the refresher of a scroll-view tells where it belongs, however it came there', async () => {
  const { view, context, settle, end } = await open({
    'home.wxml':
      '<scroll-view><view id="a" slot="refresher"/><view wx:if="{{late}}" id="b" slot="refresher"/><view id="c"/></scroll-view>',
    'home.js': 'Page({data:{late:false},onLoad(){getApp().p=this}})',
  })
  const page = (context['getApp'] as () => { p: { setData(data: unknown): void } })().p
  page.setData({ late: true })
  await settle()
  expect(['a', 'b', 'c'].map(id => view.find(id)!.attributes['slot'])).toEqual(['refresher', 'refresher', undefined])
  end()
})

test('slots, generics, templates, relations, observers, behaviors and properties', async () => {
  const { view, logs, end } = await open({
    'home.json': '{"usingComponents":{"list":"/list","row":"/row","item":"/item"}}',
    'home.wxml':
      '<template name="t"><text>{{x}}</text></template><template is="t" data="{{x:5}}"/><list generic:one="item"><row n="1"/><row n="2"/></list>',
    'home.js': 'Page({})',
    'list.json': '{"component":true,"componentGenerics":{"one":true}}',
    'list.js':
      'Component({relations:{"./row":{type:"child",linked(t){console.log("linked",t.data.n)}}},ready(){console.log("rows",this.getRelationNodes("./row").length)}})',
    'list.wxml': '<one/><slot/>',
    'row.json': '{"component":true}',
    'row.js':
      'const b=Behavior({data:{own:"b"},methods:{hi(){return "hi"}}});Component({behaviors:[b],relations:{"./list":{type:"parent"}},properties:{n:{type:Number,observer:"seen"}},observers:{"n":function(n){this.setData({twice:n*2})}},methods:{seen(n){console.log("seen",n,this.hi())}}})',
    'row.wxml': '<text>{{n}}{{twice}}{{own}}</text>',
    'item.json': '{"component":true}',
    'item.js': 'Component({})',
    'item.wxml': '<text>I</text>',
  })
  expect(view.errors).toEqual([])
  expect(view.text()).toBe('5I12b24b')
  expect(logs()).toEqual(['seen 1 hi', 'seen 2 hi', 'linked 1', 'linked 2', 'rows 2'])
  end()
})

test('WXS: helpers, event handlers with descriptors, and change:prop when the tree is whole', async () => {
  const { view, logs, settle, end } = await open({
    'home.wxml':
      '<wxs src="./m.wxs" module="m"/><view id="v" class="base" data-k="9" prop="{{n}}" change:prop="{{m.changed}}" bindtouchmove="{{off || m.move}}">{{m.list([1])}}</view>',
    'm.wxs':
      'function changed(now,old,owner,self){ self.setStyle({"font-size":now+"rpx"}); self.addClass("on"); owner.callMethod("fromWxs",{now:now,k:self.getDataset().k}) }\n' +
      'module.exports={changed:changed,list:function(a){return a.constructor+getRegExp("^\\d$").test("5")},move:function(e,owner){var s=e.instance.getState();s.n=(s.n||0)+1;owner.selectComponent("#v").setStyle({top:s.n+"px"});return false}}',
    'home.js': 'Page({data:{n:1},fromWxs(a){console.log("called",a.now,a.k)}})',
  })
  const box = view.find('v')!
  expect(view.text()).toBe('Arraytrue')
  expect(logs()).toEqual(['called 1 9'])
  expect(box.style).toContain('font-size:calc(1 * var(--rpx))')
  expect(box.className).toBe('base on')
  view.event(box, 'touchmove')
  view.event(box, 'touchmove')
  await settle()
  expect(box.style).toContain('top:2px')
  expect(view.errors).toEqual([])
  end()
})

test('model: goes both ways, input handlers may replace, and form fields of components are sent', async () => {
  const { view, logs, send, settle, end } = await open({
    'home.json': '{"usingComponents":{"f":"/f"}}',
    'home.wxml':
      '<form bindsubmit="sent"><input id="i" model:value="{{v}}" bindinput="typed"/><f name="own"/></form><text>{{v}}</text>',
    'home.js':
      'Page({data:{v:"a"},typed(e){return e.detail.value.toUpperCase()},sent(e){console.log(JSON.stringify(e.detail.value))}})',
    'f.json': '{"component":true}',
    'f.js': 'Component({behaviors:["wx://form-field"],attached(){this.setData({value:42})}})',
    'f.wxml': '<view/>',
  })
  const input = view.find('i')!
  send({
    t: 'ui',
    events: [
      {
        page: view.shown!,
        node: input.id,
        type: 'model',
        detail: { name: 'value', value: 'b' },
        bubbles: false,
        timeStamp: 1,
      },
    ],
  })
  view.event(input, 'input', { value: 'bc' })
  view.event(view.find('form'), 'submit', { value: { i: 'x' } })
  await settle()
  expect(view.text()).toBe('b')
  expect(input.attributes['value']).toBe('BC')
  expect(logs()).toEqual(['{"i":"x","own":42}'])
  end()
})

test('queries, observers and files beside a component', async () => {
  const { view, logs, settle, end } = await open({
    'home.json': '{"usingComponents":{"c":"/deep/c"}}',
    'home.wxml': '<view id="a" class="x" data-n="1"/><view class="x"/><c/>',
    'home.js':
      'Page({onReady(){wx.createSelectorQuery().select("#a").boundingClientRect(r=>console.log(r.width,r.dataset.n)).selectAll(".x").fields({size:true}).select("#none").boundingClientRect().exec(r=>console.log(r.length,r[1].length,r[2]))}})',
    'deep/c.json': '{"component":true}',
    'deep/c.js': 'Component({})',
    'deep/c.wxml': '<image src="./p.png"/><image src="/deep/p.png"/><image src="https://a.example/p.png"/>',
    'deep/p.png': 'png',
  })
  await settle()
  expect(logs()).toEqual(['10 1', '3 2 null'])
  expect(view.all().flatMap(node => node.attributes['src'] ?? [])).toEqual([
    '/deep/p.png',
    '/deep/p.png',
    'https://a.example/p.png',
  ])
  end()
})

test('stores of mobx-miniprogram bind to pages and components', async () => {
  const { view, settle, end } = await open(
    {
      'store.js':
        'import { observable, action } from "mobx-miniprogram"; export const store = observable({ n: 1, get twice(){return this.n*2}, add: action(function(){ this.n += 1 }) })',
      'home.json': '{"usingComponents":{"c":"/c"}}',
      'home.wxml': '<view id="b" bindtap="add">{{n}} {{twice}}</view><c/>',
      'home.js':
        'import { createStoreBindings } from "mobx-miniprogram-bindings"; import { store } from "./store"; Page({onLoad(){this.b=createStoreBindings(this,{store,fields:["n","twice"],actions:["add"]})}})',
      'c.json': '{"component":true}',
      'c.js':
        'import { storeBindingsBehavior } from "mobx-miniprogram-bindings"; import { store } from "./store"; Component({behaviors:[storeBindingsBehavior],storeBindings:{store,fields:["n"]}})',
      'c.wxml': '<text>c{{n}}</text>',
    },
    {},
    {},
    true,
  )
  await settle()
  expect(view.errors).toEqual([])
  expect(view.text()).toBe('1 2c1')
  view.event(view.find('b'), 'tap')
  await settle()
  expect(view.text()).toBe('2 4c2')
  end()
})

test('what holds for the box of a component, and what the host draws for a page', async () => {
  const { view, settle, send, logs, end } = await open({
    'home.json': '{"usingComponents":{"c":"/c"}}',
    'home.wxml':
      '<navigation-bar title="T"/><web-view src="https://a.example" bindmessage="said"/><c hidden="{{true}}" class:on="{{true}}"/>',
    'home.js': 'Page({said(e){console.log(e.detail.data)}})',
    'c.json': '{"component":true}',
    'c.js': 'Component({})',
    'c.wxml': '<view/>',
  })
  await settle()
  expect(view.find(node => node.tag === 'wx-c')?.attributes['hidden']).toBe(true)
  expect(view.stack[0]).toMatchObject({ webView: 'https://a.example', bar: { title: 'T' } })
  send({ t: 'event', event: { name: 'webview', page: view.shown!, kind: 'message', detail: { data: 'hi' } } })
  await settle()
  expect(logs()).toEqual(['hi'])
  end()
})

test('a script of a template that throws is told, and the page is drawn without its value', async () => {
  const { view, end } = await open({
    'home.wxml':
      '<wxs module="m">module.exports.of=function(a){return a.b.c}</wxs><text>{{m.of(x)}}{{["y"].concat(x)}}after</text>',
    'home.js': 'Page({})',
  })
  expect(view.text()).toContain('after')
  expect(view.errors.map(error => error.fatal)).toEqual([false, false])
  expect(view.errors[0]?.message).toContain('home.wxml: TypeError')
  end()
})

test('a component can keep another in its data without copying the tree', async () => {
  const { view, logs, end } = await open({
    'home.json': '{"usingComponents":{"outer":"/outer","inner":"/inner"}}',
    'home.wxml': '<outer><inner/></outer>',
    'home.js': 'Page({})',
    'outer.json': '{"component":true}',
    'outer.wxml': '<slot/>',
    'outer.js': 'Component({relations:{"./inner":{type:"child"}},data:{n:7}})',
    'inner.json': '{"component":true}',
    'inner.wxml': '<view/>',
    'inner.js':
      'Component({relations:{"./outer":{type:"parent",linked(outer){this.setData({outer});console.log(typeof this.data.outer, outer.data.n)}}}})',
  })
  expect(view.errors).toEqual([])
  expect(logs()).toEqual(['object 7'])
  end()
})

test('a written line break of a text is one, and nowhere else', async () => {
  const { view, end } = await open({
    'home.wxml': String.raw`<wxs module="m" src="m.wxs"/><wxs module="w">module.exports = '<a>\\n'</wxs><!-- a\nb --><text data-x="\n">one\ntwo {{n}}\n</text><text>\n</text><view id="{{'a\\n'}}">{{w}}{{m}}</view>`,
    'home.js': 'Page({data:{n:3}})',
    'm.wxs': String.raw`module.exports = '\\n'`,
  })
  const texts = view.all().flatMap(({ text }) => (text ? [text] : []))
  expect(texts).toEqual(['one\ntwo 3\n', '\n', String.raw`<a>\n\n`])
  expect(view.errors).toEqual([])
  end()
})
