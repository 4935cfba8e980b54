// English, Spanish, Chinese.
module.exports = {
  text: {
    title: ['Text and icons', 'Texto e iconos', '文本与图标'],
    text: ['Text', 'Texto', '文本'],
    select: [
      'This can be selected, and &lt;decoded&gt;.',
      'Esto se puede seleccionar y &lt;descodificar&gt;.',
      '这段文字可以选择，也可以&lt;解码&gt;。',
    ],
    clamp: ['Cut after two lines', 'Cortado tras dos líneas', '两行截断'],
    long: [
      'The ferry leaves from the old harbour every ten minutes, and from the new one every quarter of an hour, except on days when the wind is stronger than the ferry.',
      'El ferri sale del puerto viejo cada diez minutos y del nuevo cada cuarto de hora, salvo los días en que el viento puede más que el ferri.',
      '轮渡每十分钟从老港出发，每一刻钟从新港出发，遇到风力过大的日子则会停航，请各位乘客提前留意码头公告，合理安排出行时间。',
    ],
    rich: ['Rich text', 'Texto con formato', '富文本'],
    icons: ['Icons', 'Iconos', '图标'],
    progress: ['Progress', 'Progreso', '进度条'],
    again: ['Again', 'Otra vez', '再来一次'],
  },
  image: {
    title: ['Image', 'Imagen', '图片'],
    modes: ['Modes', 'Modos', '裁剪与缩放'],
    gone: ['A picture that is not there', 'Una imagen que no existe', '不存在的图片'],
    photo: ['A bay with hills at sunrise', 'Una bahía con colinas al amanecer', '日出时的海湾与山丘'],
  },
  media: {
    title: ['Sound and film', 'Sonido y vídeo', '音频与视频'],
    video: ['Video', 'Vídeo', '视频'],
    audio: ['Inner audio', 'Audio interno', '内部音频'],
    old: ['Audio component', 'Componente de audio', '音频组件'],
    play: ['Play', 'Reproducir', '播放'],
    pause: ['Pause', 'Pausa', '暂停'],
    tone: ['A tone', 'Un tono', '提示音'],
  },
  canvas: {
    title: ['Canvas', 'Lienzo', '画布'],
    modern: ['Canvas 2D', 'Lienzo 2D', '2D 画布'],
    old: ['Canvas of the old kind', 'Lienzo antiguo', '旧版画布'],
    save: ['Make a picture of it', 'Hacer una imagen', '导出图片'],
    sun: ['A sun over the sea', 'Un sol sobre el mar', '海上的太阳'],
    bars: ['A chart of five bars', 'Una gráfica de cinco barras', '五根柱子的图表'],
  },
  map: {
    title: ['Map', 'Mapa', '地图'],
    harbour: ['Old harbour', 'Puerto viejo', '老港'],
    market: ['Market', 'Mercado', '市场'],
    all: ['Show all places', 'Ver todos los lugares', '显示全部地点'],
    centre: ['Where is its centre?', '¿Dónde está el centro?', '地图中心'],
  },
}
