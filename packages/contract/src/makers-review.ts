import { Type as T, type Static } from 'typebox'
import { endpoint } from './endpoint.ts'
import * as limits from './limits.ts'
import { Finding, MakerVersion, People, ProgramProfile, SourceProblem } from './makers-parts.ts'
import { AppId } from './programs-parts.ts'
import { Done, Instant, nothing, PersonCard, Uuid } from './types.ts'

/** A version that waits for the city's people. */
export const Review = T.Object({
  version: MakerVersion,
  name: T.String(),
  team: T.Object({ id: Uuid, name: T.String(), contact: T.String() }),
  waitingSince: Instant,
  /** Who looks at it now. */
  claimedBy: T.Optional(PersonCard),
  /** Why two operators have to say yes. */
  fourEyes: T.Array(T.Union([T.Literal('payments'), T.Literal('licence')])),
  errors: T.Integer(),
  warnings: T.Integer(),
})
export type Review = Static<typeof Review>

export const ChangedFile = T.Object({
  path: T.String(),
  change: T.Union([T.Literal('added'), T.Literal('changed'), T.Literal('removed')]),
  bytes: T.Integer(),
  /** It is text, whose lines can be compared (`GET …/diff`). */
  text: T.Boolean(),
})
export type ChangedFile = Static<typeof ChangedFile>

/** Lines that follow each other: both sides' line numbers from 1. */
export const DiffLine = T.Object({
  /** `+` only in the new, `-` only in the old, ` ` in both; `…` stands for lines that are the same and left out. */
  sign: T.Union([T.Literal('+'), T.Literal('-'), T.Literal(' '), T.Literal('…')]),
  old: T.Optional(T.Integer()),
  new: T.Optional(T.Integer()),
  text: T.String(),
})
export type DiffLine = Static<typeof DiffLine>

/** `cut`: its time was over before all pages were seen. */
export const CrawlState = T.Union([
  T.Literal('waiting'),
  T.Literal('running'),
  T.Literal('done'),
  T.Literal('cut'),
  T.Literal('failed'),
])
export type CrawlState = Static<typeof CrawlState>

/** Why nobody looked: there is no browser, it would run without its own sandbox, or it broke. */
export const CrawlWhy = T.Union([T.Literal('no_browser'), T.Literal('no_sandbox'), T.Literal('broke')])
export type CrawlWhy = Static<typeof CrawlWhy>

/** One page as the city's browser found it. */
export const Shot = T.Object({
  n: T.Integer(),
  path: T.String(),
  /** Its first frame was drawn and nothing fatal happened. */
  opened: T.Boolean(),
  errors: T.Array(T.String()),
  /** Calls that this city does not support. */
  unsupported: T.Array(T.String()),
  /** Where its picture is, for operators. */
  picture: T.Optional(T.String()),
})
export type Shot = Static<typeof Shot>

/** The look of the city's browser at each page of a version that was submitted. */
export const Crawl = T.Object({
  state: CrawlState,
  why: T.Optional(CrawlWhy),
  /** Pages that are looked at, and pages beyond the limit that are not. */
  pages: T.Integer(),
  leftOut: T.Integer(),
  endedAt: T.Optional(Instant),
  shots: T.Array(Shot),
})
export type Crawl = Static<typeof Crawl>

const ofVersion = T.Object({ version: Uuid })

export const reviewQueue = endpoint({
  verb: 'GET',
  path: '/makers/reviews',
  doc: 'Operator: versions that wait for review, the longest first.',
  who: 'operator',
  input: nothing,
  reply: T.Object({ reviews: T.Array(Review) }),
})
export const seeReview = endpoint({
  verb: 'GET',
  path: '/makers/reviews/:version',
  doc: 'Operator: a version with what was found and what is new against the released one.',
  who: 'operator',
  input: ofVersion,
  reply: T.Object({
    review: Review,
    profile: ProgramProfile,
    /** The profile that citizens have now. */
    before: T.Optional(ProgramProfile),
    problems: T.Array(SourceProblem),
    findings: T.Array(Finding),
    files: T.Array(ChangedFile),
    /** More files changed than are listed. */
    more: T.Boolean(),
    newDomains: T.Array(T.String()),
    newScopes: T.Array(T.String()),
  }),
  refusals: ['not_found'],
})
export const seeCrawl = endpoint({
  verb: 'GET',
  path: '/makers/reviews/:version/crawl',
  doc: 'Operator: what the city’s browser found on each page, with pictures. Nothing is told of versions that were decided long ago.',
  who: 'operator',
  input: ofVersion,
  reply: T.Object({ crawl: T.Optional(Crawl) }),
  refusals: ['not_found'],
})
export const myCrawl = endpoint({
  verb: 'GET',
  path: '/makers/programs/:appId/versions/:version/crawl',
  doc: 'What the city’s browser found on each page of a version of my team’s, with pictures. Nothing is told of versions that were never submitted, or decided long ago.',
  who: 'person',
  input: T.Object({ appId: AppId, version: Uuid }),
  reply: T.Object({ crawl: T.Optional(Crawl) }),
  refusals: ['not_found'],
})
export const lookAtReview = endpoint({
  verb: 'POST',
  path: '/makers/reviews/:version/look',
  doc: 'Operator: have a version that waits run for me, and for nobody else, until it is decided (`POST /programs/:appId/open` with `trial`). Safe to repeat.',
  who: 'operator',
  input: ofVersion,
  reply: Done,
  refusals: ['not_found', 'already_decided'],
})
export const reviewDiff = endpoint({
  verb: 'GET',
  path: '/makers/reviews/:version/diff',
  doc: 'Operator: one file of a version against the released one, line by line.',
  who: 'operator',
  input: T.Object({ version: Uuid, path: T.String({ minLength: 1, maxLength: limits.SOURCE_PATH_LENGTH_MAX }) }),
  reply: T.Object({ lines: T.Array(DiffLine), more: T.Boolean() }),
  refusals: ['not_found'],
})
export const claimReview = endpoint({
  verb: 'PUT',
  path: '/makers/reviews/:version/claim',
  doc: 'Operator: say that I look at a version now, or no more. A claim of somebody else ends after an hour.',
  who: 'operator',
  input: T.Object({ version: Uuid, on: T.Boolean() }),
  reply: Done,
  refusals: ['not_found', 'already_decided', 'review_claimed', 'needs_another_person'],
})
export const decideReview = endpoint({
  verb: 'POST',
  path: '/makers/reviews/:version/decide',
  doc: 'Operator: approve a version, or refuse it with reasons. Payments and licensed categories take two operators. Safe to repeat.',
  who: 'operator',
  input: T.Object({
    version: Uuid,
    approve: T.Boolean(),
    reasons: T.String({ maxLength: limits.REVIEW_TEXT_LENGTH_MAX }),
  }),
  reply: MakerVersion,
  refusals: ['not_found', 'already_decided', 'needs_another_person', 'reasons_missing'],
})
export const listedWords = endpoint({
  verb: 'GET',
  path: '/makers/words',
  doc: 'Operator: words that the checks look for in sources and profiles.',
  who: 'operator',
  input: nothing,
  reply: T.Object({ words: T.Array(T.String()) }),
})
export const setListedWords = endpoint({
  verb: 'PUT',
  path: '/makers/words',
  doc: 'Operator: the whole list of such words.',
  who: 'operator',
  input: T.Object({
    words: T.Array(T.String({ minLength: 2, maxLength: limits.KEYWORD_LENGTH_MAX }), {
      maxItems: limits.LISTED_WORDS_MAX,
      uniqueItems: true,
    }),
  }),
  reply: Done,
})
export const cityNumbers = endpoint({
  verb: 'GET',
  path: '/makers/numbers',
  doc: 'Operator: opens, people, errors and payments of all programs by day, and the programs that were opened most.',
  who: 'operator',
  input: T.Object({ days: T.Optional(T.Integer({ minimum: 1, maximum: limits.NUMBER_DAYS_MAX })) }),
  reply: T.Object({
    days: T.Array(
      T.Object({
        day: T.String(),
        opens: T.Integer(),
        /** One person in two programs is counted in each: nobody can tell. */
        people: People,
        errors: T.Integer(),
        payments: T.Integer(),
      }),
    ),
    top: T.Array(T.Object({ appId: AppId, name: T.String(), opens: T.Integer() })),
    programs: T.Integer(),
    waiting: T.Integer(),
  }),
})
