const BARS = [40, 90, 65, 120, 100]
const BAR_PX = 40
const FLOOR_PX = 150

/** A sun over the sea, on a canvas that draws at once. */
function drawSun(context, width, height) {
  const sky = context.createLinearGradient(0, 0, 0, height)
  sky.addColorStop(0, '#f7c873')
  sky.addColorStop(0.6, '#f28f6b')
  context.fillStyle = sky
  context.fillRect(0, 0, width, height)
  context.fillStyle = '#fff3c9'
  context.beginPath()
  context.arc(width / 2, height * 0.6, 36, 0, Math.PI * 2)
  context.fill()
  context.fillStyle = '#14506a'
  context.fillRect(0, height * 0.65, width, height * 0.35)
}

/** A chart, by the calls of the old kind. */
function drawBars(context, color) {
  context.setFillStyle(color)
  context.setTextAlign('center')
  context.setFontSize(13)
  for (const [i, height] of BARS.entries()) {
    const left = 16 + i * (BAR_PX + 14)
    context.setGlobalAlpha(0.5 + i * 0.1)
    context.fillRect(left, FLOOR_PX - height, BAR_PX, height)
    context.setGlobalAlpha(1)
    context.fillText(String(height), left + BAR_PX / 2, FLOOR_PX - height - 6)
  }
}

module.exports = { drawBars, drawSun }
