/** What a Spanish-speaking family says at home: M mother, F father, K and L children (also grown up), G a grandparent. */
export const esFamily = `
= eve
M: ¿Quién cena en casa {hoy|esta noche}? Estoy pensando en hacer $dish
K: Yo {sí|me apunto}, llego a las $eve
L: Yo llego un poco más tarde, guardadme un plato 🙏
M: {Hecho|Vale}, pero lo friegas tú
L> {Trato hecho|Me parece justo} 😅 ~😂

= noon
F: Estoy en el mercado, {¿hace falta algo?|¿qué falta en casa?}
M: $fruit, pan y un kilo de $fish si está {bien de precio|fresca}
F: La $fish la tienen a $price el kilo
M: Pues {medio kilo|tres cuartos} y ya está
K: Y leche, que queda {un dedo|menos de medio litro}

= am
G: Buenos días familia. {Hoy tengo médico|Me toca revisión de la tensión} a las $morn
K: {Te acompaño yo, abuela|Voy contigo}. Paso a buscarte media hora antes
G: No hace falta, hija, cojo el tranvía 2
M: Mamá, deja que {te acompañen|vayan contigo}, que luego te pierdes las recetas
G> Eso fue {una vez|solo aquel día} 🙄 ~😂

= pm
L: {¿Alguien ha visto mis llaves?|No encuentro las llaves por ningún lado}
M: ¿Has mirado en {la chaqueta azul|el cajón de la entrada|el cesto de la fruta}?
L: … estaban ahí. {Gracias|Eres única}
F: {Ponles un cascabel|Llevamos así desde 2009} 😂 ~😂 ~😂

= any
K: Ha llegado un aviso de un paquete, {¿de quién es?|¿alguien espera algo?}
F: Mío, son {las bombillas|los filtros de la cafetera|las cuerdas de la guitarra}
K: Está en la farmacia de la calle del Farol, que no había nadie en casa
F: Bajo yo {luego|cuando salga}, gracias

= eve
M: Recordad que {mañana|el $day} cortan el agua {de 9 a 13|toda la mañana}, lo ha puesto el ayuntamiento
K: ¿Lleno {la bañera|un par de garrafas}?
M: Con {dos cubos|la olla grande y dos garrafas} basta
F: Yo me ducho {esta noche|en el gimnasio} y listo

= noon
F: El domingo comida {en casa de la abuela|aquí en casa}, ¿quién viene?
K: Yo. Llevo {el postre|la tarta de queso|una coca de la panadería}
L: Yo también, pero tengo partido {por la mañana|a las 11}, llego directo
G: Hago $dish, que os gusta a todos
L> {Ya tengo hambre|Por eso vengo corriendo} 🤤 ~❤️

= eve
K: ¿Vemos {una peli|algo} esta noche? Han puesto $film
L: Ya la he visto pero {repito|me da igual}
M: Yo aguanto {hasta las once|media película}, aviso
F: Hago palomitas {🍿|si alguien baja a por sal}

= am
F: Ojo que hoy {hay viento de levante|sopla fuerte en el puerto}, igual suspenden el ferry
L: Uf, tenía que ir a la isla {a las 10|esta mañana}
F: Mira el canal del ferry antes de salir, {ahí avisan|lo ponen al momento}
L: {Suspendido hasta mediodía|Sale el de las 11}. Gracias papá

= any
M: ¿Quién ha {dejado la luz del trastero encendida|vuelto a dejar la ventana abierta}?
L: {Yo no fui|A mí no me miréis}
F: {Fui yo, perdón|Culpable}, subí a buscar la caja de herramientas
M: El detective del $flat ha resuelto otro caso 🕵️ ~😂

= pm
K: Papá, la bici hace {un ruido raro|clac-clac} al frenar
F: Llévala a Zhou, {te la mira en un momento|tiene el taller abierto hasta las 19:30}
K: ¿Me cobrará mucho?
F: La última vez {$price|ni me cobró}, y le llevamos una barra de pan

= eve
G: He encontrado fotos de {la playa de 1998|cuando vivíamos en la calle del Carmen|vuestra comunión}
K: ¡Escanéalas, abuela! {Quiero verlas|Por favor}
G: Yo no sé escanear, {venid y las vemos|el $day las vemos con un café}
M: Voy {el $day|mañana} y las paso al ordenador ❤️ ~❤️ ~😍

= any
L: ¿Cuál era la contraseña del wifi nuevo?
F: Está {pegada debajo del router|en la nevera, con el imán del faro}
L: Ahí pone {gaviota y no sé qué más|gaviota con números}
F: Pues {esa es, con mayúscula|eso, la G en mayúscula} al principio
L: {Funciona|Ahora sí} 👌

= pm
M: Para la fiesta de las luces, ¿hacemos farolillos {como el año pasado|este año también}?
K: ¡Sí! Yo compro {el papel|las velas led}
G: Yo tengo {alambre de sobra|cañas en la terraza}
F: Y yo {sujeto la escalera|superviso}, como siempre
M> {Qué esfuerzo|Qué sacrificio} 😂 ~😂

= any
K: {Mañana|El $day} tengo que {dejar el coche en el taller|ir al banco}, ¿me puede llevar alguien?
F: Yo te llevo si es {antes de las 9|a primera hora}
K: Perfecto, {te invito a un café|café pagado}

= eve
M: El gato {no quiere cenar|lleva todo el día debajo del sofá}
L: Le habrás puesto {el pienso nuevo|el de salmón}
M: Justo. {Cambio al de siempre|Le doy el de antes} y a ver
M: {Plato limpio|No ha dejado nada} en dos minutos, el muy señorito ~😂 ~❤️

= am
K: ¿Alguien me puede {recoger el traje de la tintorería|sacar cita en la biblioteca}? Hoy salgo {tardísimo|a las ocho}
L: Yo paso por allí {a mediodía|sobre las dos}
K: {Te debo una|Eres un sol}

= any
F: La luz ha venido a $price {más|menos} que el mes pasado
M: Será {el horno|la secadora}, que no para
L: O el ordenador {de alguien|del pasillo}, que {no apaga nunca|vive encendido}
F: {No voy a dar nombres|Yo solo informo} 👀 ~😂
`

/** Last words in a Spanish-speaking family, not answered yet. */
export const esFamilyTail = `
= any
M: He dejado {una tartera|un táper} de $dish en {la nevera|tu portal}, que no se quede ahí {hasta el $day|toda la semana}
M: Y avísame cuando llegues a casa ❤️

= any
G: ¿Sabéis si el tranvía 2 para hoy en {la Lonja|el Muelle Viejo}? En la radio han dicho que hay obras
G: Bueno, {salgo con tiempo|me llevo el libro} y ya está

= any
L: Acabo de ver a {la vecina del tercero|Zhou|la tía Amelia} en {el mercado|la plaza}, {recuerdos de su parte|que le debéis una visita}
L: @K ¿al final vienes el domingo?

= any
F: Han abierto ya los puestos de {castañas|buñuelos} en la plaza Garza 🌰
F: @K si sales pronto {tráete una docena|pásate}, que invito yo
`
