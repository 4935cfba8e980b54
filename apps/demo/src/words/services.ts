/** What the city's services write to a citizen: A is the service, B the citizen, one day after another. */

export const cityHallEs = `
= am
A: Aviso: el $day habrá corte de agua en la calle $street de {9 a 13|8 a 12} h por mejora de la red. Llene unas jarras antes; disculpe las molestias.

= noon
B: Hola, ¿{cómo pido|dónde se pide} el permiso para {mesas en la calle|una mudanza}?
A: Puede pedirlo aquí mismo o en la ventanilla 3, Plaza Garza 1. Hacen falta el plano y {su documento|la fecha}. Suele estar en {cinco|tres} días hábiles.
B: {Perfecto|Clarísimo}, muchas gracias

= am
A: Fiesta de las Luces: los talleres de farolillos son gratuitos, del $day al domingo en el centro cívico. Plazas limitadas, inscripción en la biblioteca.

= am
A: Su {solicitud|cita} ha sido registrada con el número {20417|20533|20961}. Le avisaremos en cuanto haya novedades.

= pm
A: Su solicitud ha sido aprobada. Puede recoger la autorización en la ventanilla 3 o descargarla cuando quiera.
B: {¡Qué rápido!|Genial}, gracias

= am
A: Obras en las vías del tranvía 2 entre Molino y la Lonja. Hasta el $day, un coche cada 20 minutos. El bus 11 refuerza el recorrido.
`

export const cityHallEn = `
= am
A: Notice: on $day the water on $street Street is off from {9 to 1|8 to 12} while we renew the mains. Please fill a few jugs beforehand. Sorry for the trouble.

= noon
B: Hi, {how do I|where can I} {register a change of address|get a resident's parking card}?
A: Here in this chat or at counter 3, Heron Square 1. You need {a document with your photo|your lease}. It usually takes {three|five} working days.
B: {Perfect|Very clear}, thank you

= am
A: Festival of Lights: lantern workshops are free, from $day to Sunday at the community centre. Places are limited; sign up at the library.

= am
A: Your {application|appointment} is registered as number {20418|20534|20962}. We write again as soon as there is news.

= pm
A: Your application is approved. Collect the card at counter 3 or download it whenever you like.
B: {That was fast|Great}, thanks

= am
A: Track works on tram 2 between Mill Gardens and the fish market. Until $day one car every 20 minutes; bus 11 runs more often.
`

export const cityHallZh = `
= am
A: 通知：$day{9至13时|8至12时}，$street街更换水管停水，请提前备水，给您添麻烦了。

= noon
B: 您好，{怎么申请|在哪办}{店外摆桌|住址变更}？
A: 在这里或鹭鸟广场一号三号窗口都可以办，请带{身份证件|平面图}，一般{五|三}个工作日。
B: {明白了|好的}，谢谢

= am
A: 灯火节灯笼工坊免费参加，$day起至周日在社区中心，名额有限，请在图书馆报名。

= am
A: 您的{申请|预约}已登记，编号{20419|20535|20963}，有进展会马上通知您。

= pm
A: 您的申请已批准，可到三号窗口领取，也可随时下载。
B: {好快|太好了}，谢谢！

= am
A: 二路电车磨坊站至鱼市段修轨，至$day每二十分钟一班，11路公交加密班次。
`

export const ferryEs = `
= am
A: Viento de levante: los ferris de las {10 y las 10:30|9:30 y las 10} quedan suspendidos. El de las 11 sale con normalidad.

= noon
B: ¿Se puede subir {la bici|el perro} al ferry?
A: Sí, sin reserva. {Las bicis pagan 1 €|Los perros viajan gratis en cubierta}. Llegue diez minutos antes, por favor.
B: {Gracias|Estupendo}

= pm
A: Este fin de semana, último barco desde Isla Garza a las 23:30 con motivo del concierto en la cala.
`

export const ferryEn = `
= am
A: Strong easterly wind: the {10:00 and 10:30|9:30 and 10:00} crossings are cancelled. The 11:00 runs as planned.

= noon
B: Can I take {a bike|my dog} on the ferry?
A: Yes, no booking needed. {Bikes pay 1 €|Dogs travel free on deck}. Please be there ten minutes before departure.
B: {Thank you|Perfect}

= pm
A: This weekend the last boat from Heron Island leaves at 23:30, for the concert in the cove.
`

export const ferryZh = `
= am
A: 今日东风较大，{10点和10点半|9点半和10点}两班停航，11点起恢复正常。

= noon
B: 渡轮可以带{自行车|狗}吗？
A: 可以，不用预约。{自行车每辆1欧元|小狗在甲板免费}，请提前十分钟到码头。
B: {谢谢|好的，明白}

= pm
A: 本周末海湾音乐会，鹭岛末班船延至23:30。
`

export const libraryEs = `
= am
A: Ha llegado el libro que reservó: $book. Le espera en el mostrador hasta el $day.
B: {Paso esta tarde|Mañana voy}, ¡gracias!

= pm
A: Recordatorio: dos préstamos vencen {mañana|el $day}. Escriba «renovar» y los alargamos tres semanas.
B: {Renovar, por favor|Renovar}
A: Renovados los dos. Que disfrute de la lectura.
`

export const libraryEn = `
= am
A: The book you reserved is here: $book. It waits at the desk until $day.
B: {Coming by this afternoon|I'll get it tomorrow}, thanks!

= pm
A: A reminder: two loans are due {tomorrow|on $day}. Write "renew" and we add three weeks.
B: {Renew, please|Renew}
A: Both renewed. Enjoy your reading.
`

export const libraryZh = `
= am
A: 您预约的$book到馆了，为您保留到$day，请到服务台领取。
B: {下午去拿|明天过去}，谢谢！

= pm
A: 提醒：两本书{明天|$day}到期，回复“续借”可延长三周。
B: {续借，谢谢|续借}
A: 两本都已续借，祝阅读愉快。
`
