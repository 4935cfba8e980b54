/** Two Spanish-speaking friends, A and B. */
export const esFriends = `
= any
A: ¿{Café|Un café} {mañana|el $day} en {la plaza Garza|el Muelle Viejo}?
B: {Me viene bien|Perfecto} a partir de las {10|11|17}
A: Pues {quedamos|nos vemos} en la terraza de {siempre|la esquina}
B: {Hecho|Allí estaré}. Invitas tú, que perdiste la apuesta
A> {Memoria de elefante|Eso no lo recuerdo yo así} 😂 ~😂

= any
A: ¿Te ha llegado {el correo del ayuntamiento|la carta} de las obras de la calle $street?
B: Sí, {tres semanas|hasta el $day} sin poder aparcar
A: Yo voy a {sacar la bici|coger el tranvía 2} y olvidarme
B: {Buena idea|Yo igual}, si Zhou me arregla los frenos

= eve
A: ¿Qué tal {el día|ha ido}?
B: {Largo|Cansado pero bien}. {He acabado lo del informe|Por fin cerramos el inventario}
A: ¡{Enhorabuena|Bien hecho}! Eso hay que celebrarlo
B: El viernes, {unas cañas|algo} en el puerto
A: {Apuntado|Dicho y hecho} 🍻

= any
A: ¿Has leído ya $book?
B: {Voy por la mitad|Me quedan tres capítulos}, no me cuentes {nada|el final}
A: {No digo nada|Mudo}. Solo que {prepares pañuelos|el capítulo doce es tremendo}
B> {Eso es contar|Ya estás contando} 😤 ~😂

= pm
A: ¿Me puedes {regar las plantas|dar de comer a los peces} {este finde|del viernes al domingo}? Nos vamos a la isla
B: Claro. ¿{Dejas la llave|La llave donde siempre} con {Pilar|el del segundo}?
A: Sí, {se la doy mañana|ya la tiene}. La del balcón {poca agua|casi nada}
B: {Entendido|Sin problema}, mandadme foto del faro
A: {Cien fotos|Las que quieras} 📷

= any
A: {Oye|Una cosa}, ¿sigues vendiendo {la mesa|el portátil|la estantería}?
B: Sí, {$price|por lo que ofrezcas}. ¿La quieres?
A: Es para {mi hermano|una compañera}, que se muda a la calle $street
B: Pues {para ti, a mitad de precio|que venga a verla el $day}
A: {Se lo digo|Genial}, gracias

= noon
A: {Menú del día|Hoy hay $dish} en la Lonja, ¿{bajas|te animas}?
B: {Dame diez minutos|Salgo en cinco}
A: Cojo mesa {fuera|al lado de la ventana}
B: {Pídeme agua con gas|Ve pidiendo pan} que voy corriendo

= any
A: ¿Te acuerdas de {Marta, la del instituto|aquel profesor de química}?
B: {Cómo no|Claro}, ¿qué pasa?
A: Nos hemos visto en el ferry. {Vive en la isla ahora|Da clases en la universidad}
B: {Qué pequeño es el mundo|Esta ciudad es un pañuelo}

= am
A: ¿Vas a {correr|nadar} hoy?
B: Con este viento {ni loco|ni hablar}… {¿mañana?|¿el $day?}
A: {Mañana|El $day} a las {7|7:30} en el faro
B: {Si me levanto|Pongo tres alarmas} 😴

= any
A: Necesito {consejo|tu opinión}: ¿{el azul o el verde|la de rayas o la lisa}?
B: ¿Para qué es?
A: Para {la boda de mi prima|la entrevista del $day}
B: {El azul|La lisa}, sin dudar. {Elegante|Va contigo}
A: {Vale, decidido|Compro ya} 🙌 ~👍

= any
A: {Se me ha roto la lavadora|La lavadora hace un charco}. ¿Conoces a alguien {de fiar|que venga pronto}?
B: El cuñado de Inés, la de la farmacia. {Te paso su número|Muy apañado}
A: {Gracias, le llamo|Lo llamo ahora mismo}
A: {Viene el $day a las $morn|Dice que pasa esta tarde} 🙏
B: Qué rápido, {a mí me tuvo una semana|será tu voz}

= eve
A: ¿{Viste|Estás viendo} el partido?
B: {Sin comentarios|Prefiero no hablar}
A: {Dos a uno en el último minuto|Otra vez al palo}…
B: El $day lo {arreglamos|remontamos} nosotros, que juega el Atlético Farol
A> {Ese sí que no falla|Con Toni de entrenador, seguro} ⚽ ~⚽

= any
A: Mañana {tengo entrevista|es la presentación}. {Nervios|Qué nervios}
B: {Vas sobrada de tablas|Lo llevas preparadísimo}. ¿A qué hora?
A: A las $morn
B: Cruzo los dedos {desde el tranvía|a esa hora}. {Cuéntame|Escríbeme} al salir
A: ¡{Creo que bien|Ha ido genial}! {Me llaman el $day|Hasta se rieron}
B: {Lo sabía|¿Ves?} 💪 ~❤️

= any
A: ¿Cuánto se tarda en ir a la isla con {la bici|los niños}?
B: Cuarenta minutos de ferry y {un paseo|veinte minutos} hasta la playa
A: ¿Y hay {sitio para comer|sombra}?
B: El chiringuito de la cala, {arroz a $price|pide los boquerones}. {Reserva|Llama antes}

= pm
A: Acabo de ver {un arcoíris doble|delfines} desde el espigón 😍
B: ¿{En serio|De verdad}? {¿Foto?|¡Y yo en la oficina!}
A: {Se ve fatal pero es verdad|No me dio tiempo}
B: {Te creo, te creo|Como aquella ballena} 😏 ~😂

= any
A: ¿Te apuntas al {taller de cerámica|curso de chino} de la biblioteca? Empieza el $day
B: ¿{Qué días|Cuánto cuesta}?
A: {Martes y jueves|Es gratis}, con el carné de la biblioteca
B: {Venga, apúntame|Pues me apunto contigo}, así salgo de casa

= eve
A: Se me ha {quemado la cena|pegado el arroz}. ¿Qué hacéis vosotros?
B: $dish, {hay de sobra|sobra un plato}
A: No me lo digas dos veces…
B: {Sube|Ven}, {ponemos otro cubierto|ya estás tardando} 🍽️

= any
A: Gracias por lo de {ayer|el otro día}, {me salvaste|de verdad}
B: {Nada, para eso estamos|No fue nada}, ¿estás mejor?
A: Sí, {he dormido diez horas|mucho mejor}
B: {Me alegro|Qué bien}. {Cuídate|Y bebe agua}

= am
A: ¿{Sale|Saldrá} el tranvía 2 hoy? {Llevo diez minutos esperando|No aparece ninguno}
B: Hay {avería en Molino|un camión cruzado en la Lonja}, ponen bus
A: {Pues andando|Me voy a pie}, llego {tarde|sudando}
B: {Ánimo|Es cuesta abajo} 😅

= any
A: He hecho {mermelada de $fruit|demasiadas croquetas}, ¿quieres {un bote|unas cuantas}?
B: {Eso no se pregunta|Siempre}
A: {Te lo dejo en la panadería|Paso luego por tu casa}
B: ❤️ {A cambio, pan de nueces|Yo pongo el pan}
`

/** A friend's last words that wait for an answer. A speaks. */
export const esFriendsTail = `
= any
A: {Oye|Por cierto}, ¿al final {quedamos|hacemos algo} el $day?
A: Si llueve, {en mi casa|en la biblioteca}

= any
A: Mira qué he encontrado en el mercado: {una lámpara de barco|tu disco favorito|un mapa de la isla de 1954}
A: ¿{Te lo guardo|Lo quieres}? 😄

= any
A: ¿Tienes {un taladro|una escalera|un molde redondo}? {Es para una tontería|Te lo devuelvo el $day}

= any
A: Han puesto {$film|un concierto} en la plaza {el $day|este sábado}, gratis
A: {¿Vamos?|Yo voy seguro}

= any
A: {Ya estoy en casa|He llegado bien}. Gracias por {todo|la cena}, {estaba buenísimo|me reí muchísimo}

= any
A: ¿Me pasas {la receta de $dish|el teléfono del taller} cuando puedas?
`
