import type { Language } from '@plaza/contract'
import type { Intent } from './intents.ts'

/** What any resident may answer. `%q` is a piece of what was said, `%n` the first name of who said it. */
export const PHRASES: Record<Intent, Record<Language, readonly string[]>> = {
  who: { en: [], es: [], zh: [] },
  help: {
    en: [
      'Ask me about dinner, football, the festival or the weather. For the rest there are @ferry, @library and @cityhall.',
    ],
    es: ['Pregúntame por la cena, el fútbol, la fiesta o el tiempo. Para lo demás están @ferry, @library y @cityhall.'],
    zh: ['可以问我吃饭、足球、灯火节或天气。别的可以找 @ferry、@library 和 @cityhall。'],
  },
  joke: {
    en: [
      'Why did the ferry break up with the tram? Too many stops, no depth.',
      'A seagull walks into the bakery. “The usual?” – “Yes, but this time I’ll pay.”',
      'I asked the lighthouse for advice. It went round and round, but it was bright.',
    ],
    es: [
      '¿Por qué el faro nunca llega tarde? Porque siempre ve venir la hora.',
      'Entra una gaviota en la panadería. «¿Lo de siempre?» – «Sí, pero hoy pago».',
      'El tranvía 2 y yo tenemos algo en común: los lunes nos cuesta arrancar.',
    ],
    zh: [
      '灯塔为什么从不迷路？因为它一直站着不走。',
      '海鸥进了面包店，老板问：“老样子？”海鸥说：“对，不过这次我付钱。”',
      '二路电车跟我一样，周一都不太想动。',
    ],
  },
  ferry: {
    en: [
      'Better ask @ferry, they know every departure. In the morning I take the one at ten.',
      'The ferry account answers at once – write to @ferry. And sit on the left, the view is better.',
    ],
    es: [
      'Pregúntale a @ferry, que se sabe todas las salidas. Yo suelo coger el de las diez.',
      'Escribe a @ferry y te contesta al momento. Y siéntate a la izquierda, que se ve el faro.',
    ],
    zh: ['问 @ferry 最准，马上回。我一般坐十点那班。', '找 @ferry 就行。记得坐左边，能看见灯塔。'],
  },
  hours: {
    en: ['I’m around most of the day. If you mean the library: nine to eight, and @library can tell you about today.'],
    es: ['Yo ando por aquí casi todo el día. Si es por la biblioteca: de nueve a ocho, y @library te dice lo de hoy.'],
    zh: ['我差不多整天都在。要是问图书馆，九点到晚八点，今天的情况可以问 @library。'],
  },
  dinner: {
    en: [
      'Soup tonight, and there is enough for one more. Half past eight?',
      'I was just wondering the same. The market had lovely sea bream.',
      'Noodles at Lin’s? Their beef broth fixes everything.',
    ],
    es: [
      'Hoy toca crema de puerros, y hay para uno más. ¿A las ocho y media?',
      'Justo estaba pensando en eso. En la Lonja la dorada estaba preciosa.',
      '¿Y unos fideos en Lin? Ese caldo lo arregla todo.',
    ],
    zh: [
      '今晚煮汤，多一个人也够。八点半？',
      '我也正想这个呢，鱼市今天的鲷鱼很新鲜。',
      '去林记吃面？一碗牛肉汤什么都好了。',
    ],
  },
  football: {
    en: [
      'Sunday at half past ten, Mill Gardens. Toni says he has a plan; he always has a plan.',
      'Third in the table and still no proper goalkeeper. I love this team.',
    ],
    es: [
      'El domingo a las diez y media en el Molino. Toni dice que tiene un plan; siempre tiene un plan.',
      'Terceros en la tabla y sin portero. Adoro a este equipo.',
    ],
    zh: ['周日十点半在磨坊公园，托尼说他有计划——他每次都有。', '排第三，还没有正式门将，我就爱这支队。'],
  },
  festival: {
    en: [
      'Saturday at six on Heron Square! Lantern workshops are at the community centre, sign up at the library.',
      'I’m making a lantern in the shape of a whale. So far it looks like a potato.',
    ],
    es: [
      '¡El sábado a las seis en la plaza Garza! Los talleres son en el centro cívico; apúntate en la biblioteca.',
      'Estoy haciendo un farolillo con forma de ballena. De momento parece una patata.',
    ],
    zh: ['周六六点鹭鸟广场！灯笼工坊在社区中心，图书馆可以报名。', '我在做一盏鲸鱼灯，目前看起来像个土豆。'],
  },
  weather: {
    en: [
      'Wind from the east, so hold on to your hat on the quay.',
      'Grey in the morning, golden at the lighthouse by six. It’s always like that in November.',
    ],
    es: [
      'Viento de levante: agárrate el sombrero en el muelle.',
      'Gris por la mañana y dorado en el faro a las seis. Aquí es así.',
    ],
    zh: ['东风，走码头记得按住帽子。', '早上阴，傍晚灯塔那边一片金色，这里向来这样。'],
  },
  how: {
    en: [
      'Very well, thank you! A bit of everything today. And you, %n?',
      'Can’t complain: sun on the balcony and coffee in the pot. How about you?',
      'Busy but happy. What’s new on your side?',
    ],
    es: [
      '¡Muy bien, gracias! Hoy un poco de todo. ¿Y tú, %n?',
      'No me quejo: sol en el balcón y café recién hecho. ¿Y tú qué tal?',
      'Con mil cosas, pero bien. ¿Qué me cuentas?',
    ],
    zh: [
      '挺好的，谢谢！今天什么都忙一点。%n你呢？',
      '不错，阳台有太阳，壶里有茶。你怎么样？',
      '忙归忙，开心着呢。你那边有什么新鲜事？',
    ],
  },
  thanks: {
    en: ['You’re welcome!', 'Any time, %n.', 'Of course – that’s what neighbours are for 🙂', 'No trouble at all.'],
    es: ['¡De nada!', 'Cuando quieras, %n.', 'Faltaría más, para eso estamos 🙂', 'No hay de qué.'],
    zh: ['不客气！', '%n随时找我。', '街坊邻居，应该的 🙂', '小事一桩。'],
  },
  bye: {
    en: ['See you soon, %n 👋', 'Take care! I’ll be around.', 'Bye! Mind the tram.'],
    es: ['¡Hasta pronto, %n! 👋', 'Cuídate, por aquí ando.', '¡Adiós! Ojo con el tranvía.'],
    zh: ['回头见，%n 👋', '慢走，我都在。', '再见！过马路看电车。'],
  },
  greeting: {
    en: ['Hello %n! How is your day going?', 'Hi! Good to hear from you.', 'Hey %n 👋 What’s up?'],
    es: ['¡Hola, %n! ¿Cómo va el día?', '¡Hola! Qué alegría leerte.', '¡Buenas, %n! 👋 ¿Qué hay?'],
    zh: ['%n你好！今天过得怎么样？', '嗨！收到你的消息真高兴。', '%n好 👋 有什么事？'],
  },
  laugh: {
    en: ['Ha! I’m glad someone laughs at it 😄', 'Now I’m laughing too 😂'],
    es: ['¡Ja! Menos mal que a alguien le hace gracia 😄', 'Ahora me río yo también 😂'],
    zh: ['哈哈，有人笑我就放心了 😄', '我也跟着笑了 😂'],
  },
  question: {
    en: [
      '“%q” – good question. I’d ask around on the quay; somebody always knows.',
      'Hmm, “%q”… I’m not sure. What do you think yourself?',
      'You’ve got me there: “%q”. Let me sleep on it.',
    ],
    es: [
      '«%q»: buena pregunta. Yo preguntaría en la Lonja; siempre hay alguien que lo sabe.',
      'Mmm, «%q»… no estoy muy al tanto. ¿Tú qué piensas?',
      'Ahí me has pillado: «%q». Lo consulto con la almohada.',
    ],
    zh: [
      '“%q”——问得好。去鱼市打听打听，总有人知道。',
      '嗯，“%q”……我也说不准，你自己怎么看？',
      '这个把我问住了：“%q”，我想想再说。',
    ],
  },
  other: {
    en: [
      '“%q” – tell me more!',
      'I see. And how did it go on after “%q”?',
      '“%q”, you say? That made my day a little brighter.',
      'Good to know: “%q”. I’ll remember that.',
    ],
    es: [
      '«%q»: ¡cuéntame más!',
      'Ya veo. ¿Y cómo siguió lo de «%q»?',
      '¿«%q», dices? Me has alegrado un poco el día.',
      'Bueno es saberlo: «%q». Me lo apunto.',
    ],
    zh: ['“%q”——快说说！', '原来如此，“%q”，后来呢？', '你说“%q”？听着心情都好了。', '记住了：“%q”。'],
  },
}
