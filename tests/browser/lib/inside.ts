// What the city's own look at programs sees and touches them with.
export { Inside } from '@plaza/program-crawl'
