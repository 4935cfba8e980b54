const { galleryPage } = require('../../lib/page')

galleryPage('navigator')
