const { galleryPage } = require('../../lib/page')

galleryPage('image', {
  data: {
    modes: ['scaleToFill', 'aspectFit', 'aspectFill', 'widthFix', 'heightFix', 'top', 'center', 'bottom left'],
  },
})
