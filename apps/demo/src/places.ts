import type { Language } from '@plaza/contract'

/** The quarters of Lumar (鹭湾), an invented harbour city, as the cards of those who live there show them. */
export const QUARTERS = ['Farol', 'Muelle Viejo', 'Lonja', 'Colina', 'Molino'] as const

/** Words that fill the slots of the scripts; the same place in each list is the same thing. */
export const SLOTS: Record<string, Record<Language, readonly string[]>> = {
  day: {
    es: ['lunes', 'martes', 'miércoles', 'jueves', 'viernes'],
    en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'],
    zh: ['周一', '周二', '周三', '周四', '周五'],
  },
  dish: {
    es: [
      'arroz al horno',
      'lentejas',
      'sopa de pescado',
      'tortilla de patatas',
      'pollo con almendras',
      'pasta con calabaza',
      'croquetas',
      'crema de puerros',
    ],
    en: [
      'fish pie',
      'lentil stew',
      'fish soup',
      'a big omelette',
      'chicken with almonds',
      'pumpkin pasta',
      'potato cakes',
      'leek soup',
    ],
    zh: ['红烧排骨', '番茄牛腩', '鱼汤', '葱油拌面', '腰果鸡丁', '南瓜粥', '煎饺', '腊味饭'],
  },
  fish: {
    es: ['dorada', 'lubina', 'sepia', 'merluza', 'caballa', 'corvina'],
    en: ['sea bream', 'bass', 'cuttlefish', 'hake', 'mackerel', 'croaker'],
    zh: ['鲷鱼', '鲈鱼', '墨鱼', '鳕鱼', '鲭鱼', '黄鱼'],
  },
  fruit: {
    es: ['naranjas', 'higos', 'peras', 'mandarinas', 'ciruelas', 'uvas'],
    en: ['orange', 'fig', 'pear', 'tangerine', 'plum', 'grape'],
    zh: ['橙子', '无花果', '梨', '橘子', '李子', '葡萄'],
  },
  street: {
    es: ['del Farol', 'de la Aduana', 'de las Moreras', 'del Puente', 'de Carpinteros', 'del Molino'],
    en: ['Lantern', 'Customs', 'Mulberry', 'Bridge', 'Shipwright', 'Windmill'],
    zh: ['灯笼', '海关', '桑树', '石桥', '船匠', '风车'],
  },
  film: {
    es: ['«La luz del muelle»', '«Tres inviernos»', '«El último tranvía»', '«Casa con gatos»', '«Mapa de mareas»'],
    en: ['“The Light on the Quay”', '“Three Winters”', '“The Last Tram”', '“House with Cats”', '“A Map of Tides”'],
    zh: ['《码头的光》', '《三个冬天》', '《末班电车》', '《有猫的房子》', '《潮汐地图》'],
  },
  book: {
    es: ['«La guardiana del faro»', '«Sal y canela»', '«Los relojeros»', '«Cartas desde la isla»', '«El río prestado»'],
    en: [
      '“The Lighthouse Keeper’s Daughter”',
      '“Salt and Cinnamon”',
      '“The Watchmakers”',
      '“Letters from the Island”',
      '“A Borrowed River”',
    ],
    zh: ['《守灯塔的人》', '《盐与肉桂》', '《钟表匠》', '《岛上来信》', '《借来的河》'],
  },
  song: {
    es: ['«Noche en el puerto»', '«La barca blanca»', '«Canción del telar»', '«Farolillos»'],
    en: ['“Harbour Night”', '“The White Boat”', '“Weaver’s Song”', '“Lanterns”'],
    zh: ['《港湾之夜》', '《白色小船》', '《织布谣》', '《灯笼》'],
  },
  price: same(['3 €', '4,50 €', '6 €', '9 €', '12 €', '15 €', '18 €', '20 €']),
  eve: same(['19:00', '19:30', '20:00', '20:30', '21:00']),
  morn: same(['8:30', '9:00', '9:30', '10:00', '10:30', '11:00']),
  pm: same(['15:30', '16:00', '16:30', '17:00', '17:30']),
  flat: same(['1A', '2B', '3A', '3C', '4B', '5A']),
}

function same(list: readonly string[]): Record<Language, readonly string[]> {
  return { es: list, en: list, zh: list }
}
