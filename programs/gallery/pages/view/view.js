const { galleryPage } = require('../../lib/page')

galleryPage('view')
