const { galleryPage } = require('../../lib/page')

galleryPage('cover')
