/** The neighbourhood in Spanish: A, B, C and D are any neighbours. */
export const esQuarter = `
= any
A: ¿Alguien ha visto a {un gato atigrado|una gata gris}? Se llama {Nube|Farol|Sardina}, falta desde {anoche|ayer por la tarde} en la calle $street
B: {Hay uno|He visto uno} durmiendo en {el patio de la panadería|la ventana de la farmacia}
C: Y otro {en el 12, segundo piso|junto a los contenedores}, ¿tiene collar?
A: ¡Collar {rojo|azul}! Voy para allá
A: ¡{Es|Era} él! Gracias, gracias, gracias 😭 ~❤️ ~🎉 ~😻

= am
A: ¿{Se ha ido|No hay} el agua en la calle $street o es solo mi casa?
B: En el {14|8|21} tampoco hay
C: El ayuntamiento avisó: {hasta las 13 h|por la rotura del colector}
A: {No lo había visto|Vale}, gracias. {Pues café de máquina|Menos mal que llené una jarra}

= any
A: Vendo {bici de niño|cuna de viaje|mesa plegable}, {poco uso|como nueva}, $price. Se recoge en {el Farol|la Lonja}
B: ¿{Sigue disponible|La tienes aún}? {Me interesa|Es para mi sobrina}
A: Sí, {escríbeme por privado|pásate el $day}
C: {Qué pena, llego tarde|Si se echa atrás, voy yo}

= noon
A: La $fish está hoy a $price en la Lonja, puesto de {Amparo|Paco}
B: ¿{Y la $fish2|Hay $fish2}? 
A: {Esa más cara|A primera hora quedaba}
C: {Gracias por avisar|Allá voy} 🐟

= any
A: ¿Sabéis {por qué suena la sirena|qué son esas luces} en el puerto?
B: {Simulacro de los bomberos|Están probando el faro nuevo}, dura {hasta mediodía|un rato}
C: A mis perros {no les hace gracia|les encanta, cantan a coro} 😅 ~😂
A: {Menos mal|Uf}, pensaba que pasaba algo

= eve
A: Para la Fiesta de las Luces {faltan manos|necesitamos gente} para colgar farolillos en la calle $street
B: {Yo voy|Contad conmigo} {con mi hijo|después de las seis}
C: Tengo {escalera|alargadores} si hacen falta
D: Y yo llevo {chocolate caliente|empanada}
A: ¡{Barrio grande|Sois los mejores}! El $day a las $pm en la plaza Garza ~❤️ ~👏 ~🎉

= any
A: {Se ha perdido|He perdido} un llavero con {un ancla|una concha}, creo que entre el tranvía y la farmacia
B: {Pregunta en la farmacia|Inés guarda lo que encuentra}
A: ¡{Estaban allí|Las tenía Inés}! {Qué alivio|Gracias}

= am
A: Otra vez {un coche en el vado|una furgoneta tapando el paso} de la calle $street
B: ¿Matrícula? {Creo que es el de las obras|El de reparto para cinco minutos}
A: {Ya se ha ido|Se ha movido}, perdón por el ruido
C: {Pasa cada lunes|Habría que poner un bolardo}

= any
A: ¿Recomendáis {dentista|fontanero|academia de inglés} por el barrio?
B: {En la calle $street hay uno muy bueno|Yo voy al del tercero, en la plaza}
C: {Apoyo|Yo también}, {puntual y claro con los precios|encantadores}
A: {Llamo mañana|Mil gracias a los dos}

= pm
A: {Qué viento|Cómo sopla}, {se ha caído una maceta|ha volado un toldo} en la calle $street. Cuidado al pasar
B: {Gracias|Recogido}, ya lo hemos apartado
C: El ferry de las {17|18} {suspendido|sale con retraso}, por si alguien va a la isla

= any
A: ¿Quién lleva {el huerto|la compostera} del parque del Molino?
B: {Yo|Somos seis}, los {jueves|sábados} por la mañana. {Venid cuando queráis|Hace falta gente}
A: {Iré con mi madre|Voy con mi madre}, que {sabe mucho de tomates|echa de menos la tierra}
B: {Bienvenidas las dos|Traed guantes} 🌱 ~🌱

= eve
A: {Vecinos del 10|A quien toque el piano}: {por favor|gracias}, hasta las diez, que {mañana hay colegio|los peques duermen}
B: {Perdón|Tiene razón}, {se nos fue la hora|era el ensayo de la boda}
A: {No pasa nada|Suena precioso, eso sí}
C: {Yo pedía otra|Se oía desde el 14 y nos gustó} 🎹 ~😂 ~❤️

= any
A: ¿A qué hora {cierra|abre} hoy la biblioteca?
B: {De 9 a 20|A las 20}, sábados solo por la mañana
A: Perfecto, {voy a devolver tres libros|me da tiempo}

= any
A: Regalo {libros de texto|ropa de bebé|plantones de tomate}, {para quien los necesite|antes de tirarlos}
B: ¡{Yo, por favor|Me vendrían muy bien}!
A: {Bájate cuando quieras|Los dejo en la panadería a tu nombre}
B: {Muchísimas gracias|Un millón de gracias} 🙏 ~❤️

= any
A: ¿{Y si hacemos|Qué os parece} una merienda de vecinos el $day en la plaza Garza?
B: {Buena idea|A favor}. Yo llevo $dish
C: {Nosotros tortilla|Yo bebidas}
D: ¿{Mesas|Sillas}? En el centro cívico prestan
A: {Voy apuntando|Queda apuntado todo} 📝 ~👍 ~👍

= am
A: El tranvía 2 {va cada 20 minutos|no para en Molino} hasta {el $day|nuevo aviso}, obras en las vías
B: {Con razón|Así se entiende}. {Gracias|Ya llevaba rato esperando}
C: El bus {11|7} hace casi el mismo recorrido

= eve
A: {Puesta de sol|Cielo} de {película|postal} hoy desde el faro 🌅
B: {La estoy viendo desde la ventana|Qué suerte vivir aquí}
C: {Mañana subo yo|Yo salgo de trabajar y ya es de noche} 😢

= any
A: ¿Alguien puede {cuidar a mi peque|quedarse con los niños} {una horita|de 17 a 19} el $day? {Me ha fallado la canguro|Tengo médico}
B: {Mi hija puede|Yo estoy en casa}, {tiene 17 y es muy responsable|que venga a jugar con los míos}
A: {Me salvas|Qué alegría}. {Te escribo|Llevo merienda}

= any
A: Han {vuelto a salir setas|aparecido jabalíes} en el parque del Molino 😳
B: {Cuidado con los perros|No las toquéis}
C: {Avisado el ayuntamiento|Ya vienen los forestales}

= noon
A: {Nueva carta|Menú nuevo} en la fonda del Muelle: $dish {de miércoles a domingo|solo el $day}
B: {Ya estamos reservando|Hay que ir}
C: {Ayer fui|Doy fe}: {de lo mejor del puerto|repetí}
`

/** Single voices of the neighbourhood in Spanish, nothing expected. */
export const esQuarterTail = `
= any
A: Se han dejado {un paraguas verde|una bufanda} en {la panadería|la parada de la Lonja}, {lo guardan detrás del mostrador|pregunten por él}

= any
A: Recordatorio: el {mercado de segunda mano|rastrillo} es {este domingo|el $day}, {de 10 a 14|hasta mediodía} en la plaza Garza

= any
A: Hoy la $fish a $price en la Lonja, {está preciosa|vuela}

= any
A: ¿Alguien baja al {punto limpio|vivero} {mañana|el $day}? {Comparto coche|Llevo furgoneta y sobra sitio}

= any
A: Gracias a quien {recogió|guardó} {mi cartera|el patinete del niño}. {Queda gente buena|Este barrio vale mucho} ❤️ ~❤️ ~❤️
`
