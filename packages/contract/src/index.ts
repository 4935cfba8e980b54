export * from './bodies.ts'
export type * from './call-words.ts'
export * from './cell.ts'
export * from './endpoint.ts'
export * from './frames.ts'
export * from './refusals.ts'
export * from './types.ts'
export * from './api.ts'
export * as limits from './limits.ts'
export * as botsApi from './bots.ts'
export * as callsApi from './calls.ts'
export * as chatApi from './chat.ts'
export * as contactsApi from './contacts.ts'
export * as dossierApi from './dossier.ts'
export * as envelopesApi from './envelopes.ts'
export * as favouritesApi from './favourites.ts'
export * as foldersApi from './folders.ts'
export * as groupsApi from './groups.ts'
export * as identityApi from './identity.ts'
export * as languagesApi from './languages.ts'
export * as makersApi from './makers.ts'
export * as mapApi from './map.ts'
export * as mediaApi from './media.ts'
export * as merchantsApi from './merchants.ts'
export * as pinnedApi from './pinned.ts'
export * as platformApi from './platform.ts'
export * as pollsApi from './polls.ts'
export * as programsApi from './programs.ts'
export * as scheduledApi from './scheduled.ts'
export * as moderationApi from './moderation.ts'
export * as notificationsApi from './notifications.ts'
export * as nearbyApi from './nearby.ts'
export * as searchApi from './search.ts'
export * as stickersApi from './stickers.ts'
export * as walletApi from './wallet.ts'
export type { Contact, FriendRequest, InviteLink } from './contacts.ts'
export type { Neighbour } from './nearby.ts'
export type { Favourite } from './favourites.ts'
export type { OwnSticker } from './stickers.ts'
export type { Folder } from './folders.ts'
export type { Reminder, ScheduledKind, ScheduledMessage } from './scheduled.ts'
export type { Envelope, Promotion } from './envelopes.ts'
export type { Device, Me, Privacy, Proof, SignedIn } from './identity.ts'
export type {
  Dispute,
  Merchant,
  MerchantKey,
  MerchantMode,
  MerchantNotify,
  MerchantOrder,
  MerchantPayout,
  MerchantPromotion,
  MerchantRefund,
  MerchantRequest,
  MerchantRule,
  MerchantRuleChange,
  MerchantRules,
  MerchantTransfer,
  OrderStep,
  PayDevice,
  PayOrder,
  RequestTrouble,
  RideContract,
  Settlement,
  Shift,
  Shop,
  Sticker,
  Takings,
  TillOrder,
  TradeState,
  Vehicle,
} from './merchants.ts'
export type {
  Broadcast,
  ContentWord,
  MenuButton,
  MenuLeaf,
  PlatformCall,
  ProgramPush,
  ProgramTemplate,
} from './platform.ts'
export type {
  ChangedFile,
  Crawl,
  CrawlState,
  CrawlWhy,
  DeveloperKey,
  DiffLine,
  Finding,
  MakerAct,
  MakerMember,
  MakerProgram,
  MakerRole,
  MakerTeam,
  MakerVersion,
  ProgramDay,
  ProgramPlace,
  ProgramProfile,
  ReleaseStep,
  Review,
  ReviewMessage,
  Shot,
  SourceProblem,
  TestCitizen,
  Upload,
  UploadState,
  VersionState,
} from './makers.ts'
export type { MyProgram, ProgramCard, ProgramRelease, ProgramRun, StarredPage } from './programs.ts'
export type { Notifications, NotifyRule, QuietHours } from './notifications.ts'
export type { Dossier } from './dossier.ts'
export type { Case, Report, ReportReason } from './moderation.ts'
export type { SearchKind } from './search.ts'
export type { OwnedBot, WebhookState } from './bots.ts'
export type { Attachment, FileCard, FileKind } from './media.ts'
export type { CallEnd, CallKind, CallParty, CallShown, IceServer } from './calls.ts'
export type { OtherWords } from './languages.ts'
export type { MapShown, MapTheme } from './map.ts'
export type { Member, Role } from './chat.ts'
export type { MuteTerm, Waiting } from './groups.ts'
export type {
  BankLink,
  BankMove,
  Bill,
  CheckInReview,
  Command,
  FrozenWallet,
  IdentityCheck,
  Mandate,
  MoneyRequest,
  OfficeAct,
  Resolution,
  RiskDecision,
  Split,
  SplitItem,
  SuspenseItem,
  Tier,
  TierChange,
  TierLimits,
  Transfer,
  Wallet,
} from './wallet.ts'
