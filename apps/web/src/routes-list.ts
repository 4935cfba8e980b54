import { from, type Pane, type Route } from './routes-parts.ts'
import { listRoutes } from './routes-lists.ts'
import { makerRoutes } from './routes-makers.ts'
import { programRoutes } from './routes-programs.ts'
import { talkRoutes } from './routes-talk.ts'
import { Chats } from './screens/chats.tsx'

/** Also fetched ahead, once the list is drawn: opening a chat must not wait. */
export const chat = () => import('./screens/chat.tsx')
const group = () => import('./screens/group.tsx')
const newGroup = () => import('./screens/group-new.tsx')
const friends = () => import('./screens/friends.tsx')
const person = () => import('./screens/person.tsx')
const codes = () => import('./screens/codes.tsx')
const me = () => import('./screens/me.tsx')
const settings = () => import('./screens/settings.tsx')
const account = () => import('./screens/account.tsx')
const wallet = () => import('./wallet/wallet.tsx')
const bank = () => import('./wallet/bank.tsx')
const bankMove = () => import('./wallet/bank-move.tsx')
const identity = () => import('./wallet/identity.tsx')
const tiers = () => import('./operator/tiers.tsx')
const transfer = () => import('./wallet/transfer.tsx')
const envelope = () => import('./wallet/envelope.tsx')
const familyGive = () => import('./wallet/family-give.tsx')
const deviceCode = () => import('./screens/device-code.tsx')
const codeLink = from(() => import('./pay/code-link.tsx'), 'CodeLink')
const find = () => import('./find/find.tsx')
const shops = () => import('./shops/shops.tsx')
const inspect = () => import('./shops/inspect.tsx')
const myDisputes = () => import('./pay/my-disputes.tsx')
const shopDesk = from(() => import('./shops/desk.tsx'), 'ShopDesk')
/** The pages of a shop, once among mine and once at a desk, where one of a list stands beside the list. */
const shopRoutes = (base: string, under: string[], beside: Pane): Route[] => {
  const shop = [...under, `${base}/:id`]
  const beneath = (page: string) => [...shop, `${base}/:id/${page}`]
  return [
    {
      path: `${base}/:id/requests`,
      pane: 'content',
      screen: from(inspect, 'RequestsPage'),
      under: base === '/desk' ? shop : beneath('keys'),
    },
    {
      path: `${base}/:id/inspect/:order`,
      pane: beside,
      screen: from(inspect, 'InspectPage'),
      under: beneath('requests'),
    },
    { path: `${base}/:id/:page`, pane: 'content', screen: shopDesk, under: shop },
    { path: `${base}/:id/orders/:order`, pane: beside, screen: shopDesk, under: beneath('orders') },
    { path: `${base}/:id/disputes/:dispute`, pane: beside, screen: shopDesk, under: beneath('disputes') },
    { path: `${base}/:id/settlements/:settlement`, pane: beside, screen: shopDesk, under: beneath('settlements') },
  ]
}
/** Also shown to whoever is not signed in. */
export const billsCheck = () => import('./wallet/bills-check.tsx')

export const routes: Route[] = [
  { path: '/chats', pane: 'list', screen: Chats, under: [] },
  ...listRoutes,
  { path: '/chats/new', pane: 'content', screen: from(newGroup, 'NewGroup'), under: ['/chats'] },
  { path: '/chats/new/:friend', pane: 'content', screen: from(newGroup, 'NewGroup'), under: ['/chats'] },
  { path: '/chats/:id', pane: 'content', screen: from(chat, 'Chat'), under: ['/chats'] },
  { path: '/chats/:id/details', pane: 'aside', screen: from(group, 'Details'), under: ['/chats', '/chats/:id'] },
  {
    path: '/chats/:id/members',
    pane: 'aside',
    screen: from(() => import('./screens/group-members.tsx'), 'Members'),
    under: ['/chats', '/chats/:id', '/chats/:id/details'],
  },
  {
    path: '/chats/:id/add',
    pane: 'aside',
    screen: from(newGroup, 'AddMembers'),
    under: ['/chats', '/chats/:id', '/chats/:id/details'],
  },
  {
    path: '/chats/:id/code',
    pane: 'aside',
    screen: from(() => import('./groups/code.tsx'), 'GroupCode'),
    under: ['/chats', '/chats/:id', '/chats/:id/details'],
  },
  {
    path: '/chats/:id/transfer',
    pane: 'aside',
    screen: from(transfer, 'TransferPage'),
    under: ['/chats', '/chats/:id'],
  },
  {
    path: '/chats/:id/envelope',
    pane: 'aside',
    screen: from(envelope, 'EnvelopePage'),
    under: ['/chats', '/chats/:id'],
  },
  {
    path: '/chats/:id/request',
    pane: 'aside',
    screen: from(() => import('./wallet/request.tsx'), 'RequestPage'),
    under: ['/chats', '/chats/:id'],
  },
  {
    path: '/chats/:id/split',
    pane: 'aside',
    screen: from(() => import('./wallet/split.tsx'), 'SplitPage'),
    under: ['/chats', '/chats/:id'],
  },
  {
    path: '/chats/:id/family',
    pane: 'aside',
    screen: from(familyGive, 'FamilyHere'),
    under: ['/chats', '/chats/:id'],
  },
  {
    path: '/chats/:id/search',
    pane: 'aside',
    screen: from(find, 'FindInChat'),
    under: ['/chats', '/chats/:id', '/chats/:id/details'],
  },
  { path: '/search', pane: 'content', screen: from(find, 'Find'), under: ['/chats'] },
  { path: '/search/:words', pane: 'content', screen: from(find, 'Find'), under: ['/chats'] },
  { path: '/contacts', pane: 'list', screen: from(() => import('./screens/contacts.tsx'), 'Contacts'), under: [] },
  { path: '/contacts/new', pane: 'content', screen: from(friends, 'NewFriends'), under: ['/contacts'] },
  { path: '/contacts/add', pane: 'content', screen: from(friends, 'AddContact'), under: ['/contacts'] },
  { path: '/contacts/groups', pane: 'content', screen: from(friends, 'Groups'), under: ['/contacts'] },
  { path: '/people/:id', pane: 'content', screen: from(person, 'Person'), under: ['/contacts'] },
  { path: '/u/:code', pane: 'content', screen: from(person, 'PersonByCode'), under: ['/contacts'] },
  {
    path: '/g/:code',
    pane: 'content',
    screen: from(() => import('./groups/join.tsx'), 'JoinGroup'),
    under: ['/chats'],
  },
  { path: '/link/:id', pane: 'content', screen: from(codes, 'ApproveLink'), under: ['/me'] },
  { path: '/device', pane: 'content', screen: from(deviceCode, 'DeviceCode'), under: ['/me'] },
  { path: '/device/:code', pane: 'content', screen: from(deviceCode, 'DeviceCode'), under: ['/me'] },
  { path: '/discover', pane: 'list', screen: from(me, 'Discover'), under: [] },
  { path: '/scan', pane: 'content', screen: from(() => import('./screens/scan.tsx'), 'Scan'), under: ['/discover'] },
  ...programRoutes,
  ...talkRoutes,
  { path: '/me', pane: 'list', screen: from(me, 'MePage'), under: [] },
  { path: '/me/profile', pane: 'content', screen: from(me, 'Profile'), under: ['/me'] },
  { path: '/me/code', pane: 'content', screen: from(codes, 'MyCode'), under: ['/me'] },
  { path: '/me/wallet', pane: 'content', screen: from(wallet, 'WalletPage'), under: ['/me'] },
  { path: '/me/wallet/pin', pane: 'content', screen: from(wallet, 'PinPage'), under: ['/me', '/me/wallet'] },
  {
    path: '/me/wallet/family',
    pane: 'content',
    screen: from(() => import('./wallet/family.tsx'), 'FamilyPage'),
    under: ['/me', '/me/wallet'],
  },
  {
    path: '/me/wallet/family/new',
    pane: 'content',
    screen: from(familyGive, 'FamilyNew'),
    under: ['/me', '/me/wallet', '/me/wallet/family'],
  },
  {
    path: '/me/wallet/bills',
    pane: 'content',
    screen: from(() => import('./wallet/bills.tsx'), 'BillsPage'),
    under: ['/me', '/me/wallet'],
  },
  {
    path: '/me/wallet/bills/:id',
    pane: 'content',
    screen: from(() => import('./wallet/bill.tsx'), 'BillPage'),
    under: ['/me', '/me/wallet', '/me/wallet/bills'],
  },
  {
    path: '/me/wallet/months/:month',
    pane: 'content',
    screen: from(() => import('./wallet/month.tsx'), 'MonthPage'),
    under: ['/me', '/me/wallet', '/me/wallet/bills'],
  },
  {
    path: '/me/wallet/shops',
    pane: 'content',
    screen: from(() => import('./pay/payments.tsx'), 'Payments'),
    under: ['/me', '/me/wallet'],
  },
  {
    path: '/me/wallet/receive',
    pane: 'content',
    screen: from(() => import('./pay/receive.tsx'), 'Receive'),
    under: ['/me', '/me/wallet'],
  },
  {
    path: '/me/wallet/code',
    pane: 'content',
    screen: from(() => import('./pay/pay-code.tsx'), 'PayCodePage'),
    under: ['/me'],
  },
  { path: '/q/:kind/:code', pane: 'content', screen: codeLink, under: ['/me', '/me/wallet'] },
  { path: '/q/:kind/:code/:amount', pane: 'content', screen: codeLink, under: ['/me', '/me/wallet'] },
  { path: '/q/:kind/:code/:amount/:note', pane: 'content', screen: codeLink, under: ['/me', '/me/wallet'] },
  { path: '/me/shops', pane: 'content', screen: from(shops, 'Shops'), under: ['/me'] },
  { path: '/me/shops/:id', pane: 'content', screen: shopDesk, under: ['/me', '/me/shops'] },
  ...shopRoutes('/me/shops', ['/me', '/me/shops'], 'content'),
  { path: '/desk', pane: 'list', screen: from(shops, 'Shops'), under: [] },
  { path: '/desk/:id', pane: 'list', screen: from(() => import('./shops/desk-nav.tsx'), 'DeskNav'), under: [] },
  ...shopRoutes('/desk', [], 'aside'),
  ...makerRoutes,
  {
    path: '/me/wallet/disputes',
    pane: 'content',
    screen: from(myDisputes, 'MyDisputes'),
    under: ['/me', '/me/wallet'],
  },
  {
    path: '/me/wallet/disputes/:id',
    pane: 'content',
    screen: from(myDisputes, 'MyDispute'),
    under: ['/me', '/me/wallet', '/me/wallet/disputes'],
  },
  {
    path: '/me/wallet/services',
    pane: 'content',
    screen: from(() => import('./pay/services.tsx'), 'Services'),
    under: ['/me', '/me/wallet'],
  },
  {
    path: '/me/wallet/gifts',
    pane: 'content',
    screen: from(() => import('./pay/gifts.tsx'), 'GiftsForMe'),
    under: ['/me', '/me/wallet'],
  },
  { path: '/check/:code', pane: 'content', screen: from(billsCheck, 'CheckPage'), under: ['/me'] },
  { path: '/me/wallet/bank', pane: 'content', screen: from(bank, 'BankPage'), under: ['/me', '/me/wallet'] },
  { path: '/me/wallet/bank/in', pane: 'content', screen: from(bankMove, 'TopUpPage'), under: ['/me', '/me/wallet'] },
  {
    path: '/me/wallet/bank/out',
    pane: 'content',
    screen: from(bankMove, 'WithdrawPage'),
    under: ['/me', '/me/wallet'],
  },
  {
    path: '/me/wallet/bank/moves/:id',
    pane: 'content',
    screen: from(bankMove, 'MoveState'),
    under: ['/me', '/me/wallet', '/me/wallet/bank'],
  },
  {
    path: '/wallet/bank/:id',
    pane: 'content',
    screen: from(bank, 'BankReturn'),
    under: ['/me', '/me/wallet', '/me/wallet/bank'],
  },
  {
    path: '/me/wallet/identity',
    pane: 'content',
    screen: from(identity, 'IdentityPage'),
    under: ['/me', '/me/wallet'],
  },
  {
    path: '/sandbox/identity/:id',
    pane: 'content',
    screen: from(identity, 'SandboxIdentity'),
    under: ['/me', '/me/wallet', '/me/wallet/identity'],
  },
  { path: '/me/settings', pane: 'content', screen: from(settings, 'Settings'), under: ['/me'] },
  { path: '/me/settings/account', pane: 'content', screen: from(account, 'Account'), under: ['/me', '/me/settings'] },
  {
    path: '/me/settings/account/close',
    pane: 'content',
    screen: from(() => import('./screens/close-account.tsx'), 'CloseAccount'),
    under: ['/me', '/me/settings', '/me/settings/account'],
  },
  { path: '/me/settings/devices', pane: 'content', screen: from(account, 'Devices'), under: ['/me', '/me/settings'] },
  {
    path: '/me/settings/privacy',
    pane: 'content',
    screen: from(settings, 'PrivacyPage'),
    under: ['/me', '/me/settings'],
  },
  {
    path: '/me/settings/data',
    pane: 'content',
    screen: from(() => import('./data/page.tsx'), 'DataPage'),
    under: ['/me', '/me/settings', '/me/settings/privacy'],
  },
  {
    path: '/me/settings/notifications',
    pane: 'content',
    screen: from(() => import('./notify/page.tsx'), 'NotificationsPage'),
    under: ['/me', '/me/settings'],
  },
  {
    path: '/me/settings/language',
    pane: 'content',
    screen: from(settings, 'LanguagePage'),
    under: ['/me', '/me/settings'],
  },
  {
    path: '/me/settings/appearance',
    pane: 'content',
    screen: from(settings, 'Appearance'),
    under: ['/me', '/me/settings'],
  },
  { path: '/me/settings/about', pane: 'content', screen: from(settings, 'About'), under: ['/me', '/me/settings'] },
  { path: '/operator', pane: 'content', screen: from(() => import('./operator/desks.tsx'), 'Desks'), under: ['/me'] },
  { path: '/operator/tiers', pane: 'content', screen: from(tiers, 'TiersDesk'), under: ['/me', '/operator'] },
  {
    path: '/operator/tiers/:level',
    pane: 'content',
    screen: from(tiers, 'ProposeTier'),
    under: ['/me', '/operator', '/operator/tiers'],
  },
  {
    path: '/operator/checks',
    pane: 'content',
    screen: from(() => import('./operator/checks.tsx'), 'ChecksDesk'),
    under: ['/me', '/operator'],
  },
  {
    path: '/operator/suspense',
    pane: 'content',
    screen: from(() => import('./operator/suspense.tsx'), 'SuspenseDesk'),
    under: ['/me', '/operator'],
  },
  {
    path: '/operator/decisions',
    pane: 'content',
    screen: from(() => import('./operator/decisions.tsx'), 'DecisionsDesk'),
    under: ['/me', '/operator'],
  },
  {
    path: '/operator/acts',
    pane: 'content',
    screen: from(() => import('./operator/acts.tsx'), 'ActsDesk'),
    under: ['/me', '/operator'],
  },
  {
    path: '/operator/frozen',
    pane: 'content',
    screen: from(() => import('./operator/frozen.tsx'), 'FrozenDesk'),
    under: ['/me', '/operator'],
  },
  {
    path: '/operator/merchants',
    pane: 'content',
    screen: from(() => import('./operator/merchants.tsx'), 'MerchantsDesk'),
    under: ['/me', '/operator'],
  },
  {
    path: '/operator/disputes',
    pane: 'content',
    screen: from(() => import('./operator/disputes.tsx'), 'DisputesDesk'),
    under: ['/me', '/operator'],
  },
  {
    path: '/operator/rules',
    pane: 'content',
    screen: from(() => import('./operator/rules.tsx'), 'RulesDesk'),
    under: ['/me', '/operator'],
  },
  {
    path: '/operator/carrier',
    pane: 'content',
    screen: from(() => import('./screens/carrier.tsx'), 'Carrier'),
    under: ['/me'],
  },
]
