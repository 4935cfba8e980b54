const { galleryPage } = require('../../lib/page')

galleryPage('choice')
