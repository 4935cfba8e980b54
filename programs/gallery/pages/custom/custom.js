const { galleryPage } = require('../../lib/page')
const w = require('../../lib/words')('custom')

galleryPage('custom', { data: { steps: w.steps.split(', '), items: ['A', 'B', 'C'] } })
