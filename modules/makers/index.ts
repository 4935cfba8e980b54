import { makersApi } from '@plaza/contract'
import { module, route, type City } from '@plaza/house'
import { listedWords, setListedWords } from './checks/words.ts'
import {
  citizenLogin,
  citizenPays,
  dropCitizen,
  fillCitizen,
  makeCitizen,
  programCitizens,
} from './citizens/citizens.ts'
import { crawlDue } from './crawl/crawl.ts'
import { myCrawl, seeCrawl } from './crawl/show.ts'
import { sweepCrawls } from './crawl/store.ts'
import { addKey, keyChallenge, myKeys, revokeKey } from './keys/keys.ts'
import { sweepChallenges } from './keys/store.ts'
import { COMPILE_LOOK_MS, CRAWL_LOOK_MS, SHOTS_LIFE_MS, SWEEP_EVERY_MS, UPLOAD_LIFE_MS } from './limits.ts'
import { LOOKED_AT, TESTER_ASKED } from './events.ts'
import { lookedAt, testerAsked } from './notices.ts'
import { cityNumbers, programNumbers } from './numbers.ts'
import {
  makerActs,
  makerCategories,
  makerProgram,
  makerPrograms,
  registerProgram,
  renewProgramSecret,
  setProfile,
} from './programs.ts'
import { releaseSteps, releaseVersion, rollbackProgram } from './releases.ts'
import { claimReview, decideReview } from './reviews/decide.ts'
import { reviewDiff } from './reviews/diff.ts'
import { lookAtReview } from './reviews/look.ts'
import { reviewQueue, seeReview } from './reviews/queue.ts'
import { reviewMessages, sayInReview } from './reviews/talk.ts'
import { keptOf } from './store-kept.ts'
import { answerTeam, dropMember, putMember, teamMembers } from './teams/members.ts'
import { dropPerson } from './teams/store.ts'
import { changeTeam, makeTeam, myTeams } from './teams/teams.ts'
import { answerTrial, myTrials } from './testers/mine.ts'
import { dropTesterEverywhere } from './testers/store.ts'
import { dropTester, inviteTester, programTesters } from './testers/testers.ts'
import { compileDue } from './uploads/compile.ts'
import { seeUpload, startUpload } from './uploads/start.ts'
import { sweepUploads } from './uploads/store.ts'
import { makerVersion, makerVersions } from './versions/show.ts'
import { checkVersion, submitVersion, withdrawVersion } from './versions/submit.ts'
import { setTrial } from './versions/trial.ts'

export { managesProgram, teamBehind } from './door.ts'
export { checkFolder } from './checks/folder.ts'
export { saidBy } from './checks/said.ts'
export { useCrawler, type Crawler } from './crawl/crawl.ts'
export { reviewPicture } from './crawl/show.ts'
export { receiveUpload } from './uploads/receive.ts'

/** The registry of mini programs from its makers' side: teams, keys, uploads, versions, reviews and releases. */
export const makers = module({
  name: 'makers',
  sql: new URL('./sql/', import.meta.url),
  exports: keptOf,
  routes: [
    route(makersApi.makeTeam, makeTeam),
    route(makersApi.myTeams, myTeams),
    route(makersApi.changeTeam, changeTeam),
    route(makersApi.teamMembers, teamMembers),
    route(makersApi.putMember, putMember),
    route(makersApi.answerTeam, answerTeam),
    route(makersApi.dropMember, dropMember),
    route(makersApi.keyChallenge, keyChallenge),
    route(makersApi.addKey, addKey),
    route(makersApi.myKeys, myKeys),
    route(makersApi.revokeKey, revokeKey),
    route(makersApi.makerCategories, makerCategories),
    route(makersApi.registerProgram, registerProgram),
    route(makersApi.makerPrograms, makerPrograms),
    route(makersApi.makerProgram, makerProgram),
    route(makersApi.setProfile, setProfile),
    route(makersApi.renewProgramSecret, renewProgramSecret),
    route(makersApi.startUpload, startUpload),
    route(makersApi.seeUpload, seeUpload),
    route(makersApi.makerVersions, makerVersions),
    route(makersApi.makerVersion, makerVersion),
    route(makersApi.setTrial, setTrial),
    route(makersApi.programTesters, programTesters),
    route(makersApi.inviteTester, inviteTester),
    route(makersApi.dropTester, dropTester),
    route(makersApi.myTrials, myTrials),
    route(makersApi.answerTrial, answerTrial),
    route(makersApi.programCitizens, programCitizens),
    route(makersApi.makeCitizen, makeCitizen),
    route(makersApi.dropCitizen, dropCitizen),
    route(makersApi.citizenLogin, citizenLogin),
    route(makersApi.fillCitizen, fillCitizen),
    route(makersApi.citizenPays, citizenPays),
    route(makersApi.checkVersion, checkVersion),
    route(makersApi.submitVersion, submitVersion),
    route(makersApi.withdrawVersion, withdrawVersion),
    route(makersApi.releaseVersion, releaseVersion),
    route(makersApi.rollbackProgram, rollbackProgram),
    route(makersApi.releaseSteps, releaseSteps),
    route(makersApi.reviewMessages, reviewMessages),
    route(makersApi.sayInReview, sayInReview),
    route(makersApi.makerActs, makerActs),
    route(makersApi.programNumbers, programNumbers),
    route(makersApi.reviewQueue, reviewQueue),
    route(makersApi.seeReview, seeReview),
    route(makersApi.seeCrawl, seeCrawl),
    route(makersApi.myCrawl, myCrawl),
    route(makersApi.lookAtReview, lookAtReview),
    route(makersApi.reviewDiff, reviewDiff),
    route(makersApi.claimReview, claimReview),
    route(makersApi.decideReview, decideReview),
    route(makersApi.listedWords, listedWords),
    route(makersApi.setListedWords, setListedWords),
    route(makersApi.cityNumbers, cityNumbers),
  ],
  listens: {
    [LOOKED_AT]: lookedAt,
    [TESTER_ASKED]: testerAsked,
    'identity.person_erased': (city: City, { person }: { person: string }) =>
      city.tx(async tx => {
        await dropPerson(tx, person)
        await dropTesterEverywhere(tx, person)
      }),
  },
  chores: {
    compile: { everyMs: COMPILE_LOOK_MS, run: compileDue },
    crawl: { everyMs: CRAWL_LOOK_MS, run: crawlDue },
    sweep: {
      everyMs: SWEEP_EVERY_MS,
      run: async (city: City) => {
        await sweepUploads(city.db, city.clock.now() - UPLOAD_LIFE_MS)
        await sweepChallenges(city.db, city.clock.now())
        await sweepCrawls(city.db, city.clock.now() - SHOTS_LIFE_MS)
      },
    },
  },
})
