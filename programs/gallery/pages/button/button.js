const { galleryPage } = require('../../lib/page')

galleryPage('button')
