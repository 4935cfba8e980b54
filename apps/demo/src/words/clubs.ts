/** Groups in which several languages meet: S speaks Spanish, E English, Z Chinese (S2 is another one). */

export const choir = `
= eve
E: Rehearsal {tonight|tomorrow} at $eve, please bring {the blue folder|pencils}. We start with $song
S: {Llego diez minutos tarde|Voy directa del trabajo}, empezad sin mí
E2: {Altos|Tenors}, can we run the {bridge|last page} first? It fell apart {last week|on Wednesday}
E> {Good idea|Yes}. Ten minutes, promise
S2: Yo llevo {galletas|infusión} 🍪 ~❤️

= any
S: ¿Alguien tiene la partitura de $song? {La mía voló en el ferry|No encuentro la mía}
E: Scanned it, {sending tonight|check the shared folder}
S: {Eres la mejor|Qué rapidez}, gracias

= am
E: My voice is {gone|croaking}. {Rest|Honey and rest} today, I'll {listen|turn pages} tonight
S: {Té con tomillo|Silencio y vapor}, mano de santo
E2: {We'll cover your part|Get well}! {Sopranos, louder|Nobody will notice, says nobody} ~❤️

= any
E: The library asked if we'd sing at {their anniversary|the Festival of Lights}. {Three songs|Twenty minutes}. Who's in?
S: {Yo|Contad conmigo}
E2: {In|Yes please}. Can we do $song?
S2: ¡{Siempre|Por favor}, es mi favorita!
E: {Twenty-one|Nineteen} of us so far, {lovely|brilliant} ~🎶 ~🎉

= eve
S: {Qué bien ha sonado|Piel de gallina} hoy el final 😍
E: That chord! {I got shivers|The windows hummed}
E2: The {tram driver|lady across the street} clapped, {I saw it|true story}
S> {Fama por fin|Ya somos famosos} 😂 ~😂 ~👏

= any
E: Black or {colours|blue} for the concert?
S: {De color, que es fiesta|Negro y algo rojo}
E2: {Anything but sequins|As long as shoes are comfortable}
E: {Colours it is|Decided: dark with one bright thing} ✅

= pm
S: ¿Quién {abre|tiene la llave de} la sala hoy?
E: I {do|have it}, {there by half past|see you at the side door}
S2: {Yo llevo el teclado|Necesito ayuda con las sillas}, aparco en la plaza

= any
E: {New singer|Someone new} joining {on Wednesday|this week}: alto, {plays the cello too|just moved here}
S: ¡Que {se siente a mi lado|venga}! {Le guardo sitio|Prometo no desafinar}
E2: {Lovely|Finally, another alto} 🎉

= noon
E: Bus to the competition: {7:30|8 sharp} from Heron Square, {we wait for nobody|bring breakfast}
S: ¿{Volvemos|La vuelta es} el mismo día?
E: Yes, {last ferry|around ten}, {tired and proud|with or without a cup}
E2: {With|Obviously with} 🏆 ~😂

= any
S: He grabado {el ensayo|la segunda voz}, está en la carpeta compartida
E: {Listening on the tram|Helps so much}, thank you
E2: {We rush in bar 40|I can hear myself, sorry everyone} 🙈 ~😂
`

export const football = `
= any
S: Partido el {domingo|$day} a las $morn, campo {del Molino|de la universidad}. ¿Quién {viene|juega}?
S2: {Dentro|Voy}
E: {In|I'm there}, {ankle permitting|bringing my brother}
S3: Yo {llego justo|trabajo hasta la una}, al banquillo
S: {Somos doce|Con catorce vamos sobrados}. Camiseta {roja|blanca} ⚽ ~👍 ~⚽

= eve
E: {What a goal|That second goal} 😳 did anyone film it?
S: {Mi hijo|Mi cuñado}, pero {se ve un dedo|solo el suelo}
S2: {En mi cabeza|En mi memoria} está en alta definición 😂 ~😂
E: {We'll tell our grandchildren|It gets longer every time you tell it}

= any
S: ¿Quién {tiene|se llevó} los petos?
E: {My car boot|Guilty}, {they need washing|they smell like victory}
S2: {Lávalos a 60|Bicarbonato, por favor} 🤢 ~😂

= pm
S: Entreno {hoy|mañana} a las $eve, {traed agua|que sopla viento}
E: {Late shift|Meeting till seven}, {I'll join for the second half|save me a sprint}
S2: {Lesionado mirando|Voy a animar}, que el gemelo {sigue igual|no perdona}
S: {Hielo y reposo|Nada de heroicidades}, te quiero entero el domingo

= any
S: Nos {toca|han puesto} el {equipo de la isla|CD Aduana} en la próxima ronda
E: {The ones with the giant keeper?|They beat us in spring}
S2: {Revancha|Esta vez no}
S: {Tengo un plan|Pizarra el jueves} 😏 ~💪

= am
E: Pitch is {under water|a lake}. {Still on?|Do we swim?}
S: {Aplazado|Nos dejan el pabellón}, {confirmo a mediodía|a la misma hora}
S2: Pues {me vuelvo a la cama|desayuno doble}

= noon
S: {Falta por pagar la cuota|Cuota de noviembre}: $price. {Sin prisa|Antes del $day} 😇
E: {Sent|Paid}
S2: {Hecho|Ahora mismo}. ¿{Hay para balones nuevos|Incluye la cena}?
S: {Si sobra|Veremos} 😂

= any
E: Anyone {fancy|up for} watching the {final|derby} at {the quay bar|mine}?
S: {Sí|Yo}, llevo $dish
S2: {Pantalla grande|Hay que reservar}, {hablo con Paco|yo me encargo}
E: {Perfect|Great}, table for eight 🍻

= eve
S: {Cuatro a uno|Empate con sabor a victoria}. {Orgulloso de todos|Vaya segunda parte} 👏
E: {Best we've played|My legs don't work any more}
S2: {Terceros en la tabla|Y sin portero titular} ~🔥 ~👏
S3: {Cena el $day|El entrenador invita}, ¿no?
S> {Yo no he dicho eso|Eso ha sonado a trampa} 😂 ~😂
`

export const school = `
= eve
S: ¿Qué {páginas|ejercicios} eran de mates para mañana?
E: {34 and 35|Page 41, the odd ones}, {I have a photo|says my daughter}
Z: 还有{听写|朗读}，{第六课|两遍}
S: {Gracias|Me salváis} a los dos 🙏

= any
E: {Trip to the lighthouse|Museum trip} {on $day|next week}: packed lunch, {rain jacket|good shoes}, back by four
S: ¿Hay que {firmar la hoja|llevar dinero}?
E: {The yellow slip|Just the form}, by {Friday|tomorrow}
Z: {我家的已经交了|收到，谢谢提醒}

= am
Z: 我家孩子{发烧|咳嗽}，今天请假，{作业麻烦发我一下|谁能帮忙拿书包里的本子}？
S: {Yo se lo llevo|Le mando fotos esta tarde}, que se mejore
E: {Get well soon|Poor thing}! {There's something going around|Three were missing yesterday}
Z: {谢谢大家|太感谢了} ❤️ ~❤️

= noon
S: {Cumple de Leo|Fiesta de Martina} el $day a las $pm en el parque del Molino, ¡{estáis todos|venid todos}!
E: {We'll be there|Count us in}. {Allergies to think of?|What does he like?}
S: {Nada de frutos secos|Dinosaurios y fútbol}
Z: {我们去|一定到}，带{水果|小蛋糕} 🎂 ~🎉

= any
E: {Lost property|Found}: a {grey jumper|lunch box with planets}, name tag {unreadable|half gone}
Z: {像是我家的|我们的}！{袖口有洞|里面有张贴纸}吗？
E: {Yes!|That's the one}. {With the caretaker|I'll bring it tomorrow}

= pm
S: El comedor {cambia de menú|ha puesto} $dish los {lunes|jueves}, {a ver qué dicen|los míos encantados}
E: Mine {ate two plates|asked for the recipe}
Z: {我家的说比我做的好吃|回来一直说好吃} 😅 ~😂

= any
E: Can anyone {share a lift|walk mine home} on $day? {Dentist at four|Stuck at work till five}
S: {Claro|Sin problema}, {los recojo yo|que se venga a merendar}
E: {Thank you so much|You're saving me}

= eve
S: La reunión con la maestra es {mañana|el $day} a las $pm, {aula 6|en la biblioteca}
Z: {可以翻译吗|我中文多，能有人帮忙吗}？
E: {I can sit with you|There's an interpreter from City Hall}, {just ask in the chat|already booked}
Z: {太好了|放心了}，谢谢 🙏

= any
Z: 学校灯火节要做{纸灯|小鱼灯}，谁家有{彩纸|铁丝}？
S: {En la librería de la plaza|Yo tengo de sobra}, {mañana llevo|pasaos por casa}
E: We'll bring {glue|scissors} {and patience|and steady hands} 😄 ~❤️
`

export const study = `
= eve
Z: {第三次作业|第二题}你们做出来了吗？{我卡在|不懂}递归那里
E: {Base case|Draw the tree}, it helped me
Z2: {我也卡住了|同求}，{图书馆见|明天一起看}？
E: {Library, second floor|Room 204}, {$pm|after lunch}
Z: {好|一会儿见}，我带{奶茶|充电宝} ~👍

= any
E: {Slides are up|Notes from today are in the folder}
Z: {你是天使|谢谢}！{我今天坐过站了|睡过头了} 😴
Z2: {老师点名了|今天讲得特别快}……
Z> {完了|不会吧} 😱 ~😂

= am
Z: {考试|小测}提前到$day，{刚发的通知|看到没}
E: {No way|What?!} I have {a shift|rehearsal} that morning
Z2: {可以申请调|教务处说能换时间}，{今天之内|发邮件就行}
E: {Thanks, doing it now|Saved}

= any
Z: 谁{拿错了我的U盘|看到一个绿色水杯}？
E: {On the printer|By the window}, {left it there|the librarian has it}
Z: {找到了|谢天谢地}

= eve
E: Presentation order? {I'd rather go first|Please not me first}
Z: {你开头，我讲实验|我来开头}，{她收尾|最后一起答问}
Z2: {可以|同意}，{每人四分钟|我改一下幻灯片}
E: {Run through at nine?|Practice tomorrow $morn?}
Z: 👌 ~👍 ~👍

= noon
Z2: 食堂今天{有$dish|排到门口了}
Z: {帮我占座|等我两分钟}
E: {Is there anything without meat?|Queue report?}
Z2: {有，窗口三|排得很快}，来吧

= any
Z: {代码跑通了|终于没报错了}！！！{三个小时|少了一个分号}……
E: {Party|Respect}. {It's always the semicolon|Push it before it breaks}
Z2: {提交了没|快备份} 😂 ~🎉 ~😂

= pm
E: Does {the 2|tram 2} go all the way up to the university today?
Z: {到山脚|停在半山}，{走上来十分钟|后面换小巴}
E: {Good for my legs|Late, then}. Start without me

= eve
Z: 周末{复习|刷题}有人一起吗？{鹭岛海边也行|咖啡馆}
E: {Studying on a beach?|The island?} I'm {suspicious but in|in}
Z2: {复习两小时，游泳一下午|带书了就算学习} 😎 ~😂
`

export const traders = `
= am
S: El {reparto|hielo} llega hoy {media hora tarde|por la calle de atrás}, aviso
Z: {收到|知道了}，我{晚点开卷帘|让人在后门等}
S2: {Gracias|Menos mal que avisas}, {tengo la cámara justa|yo le abro}

= any
Z: 有人要{换零钱|一起订纸袋}吗？{我去银行|满一百箱便宜}
S: {Yo, doscientas|Apúntame veinte cajas}
E: {Me too|Add fifty for the print shop}, {pay you at lunch|thanks for organising}
Z: {好，下午送到各家|记好了} ✅ ~👍

= noon
S: ¿Ponemos {luces|mesas} en la calle para la fiesta? Hay que pedir permiso antes del $day
S2: Yo {relleno la solicitud|lo pido por el chat del ayuntamiento}, {contestan rápido|a ver}
Z: {我出灯笼|我们摆汤圆摊}，{地方小一点没关系|靠电车站那边最好}
E: {I'll do posters|Posters on me} in three languages ~🎉 ~❤️

= any
E: {Card machine|The terminal} down for anyone else?
S: {Aquí también|Desde las diez}, {solo efectivo|apuntando en la libreta}
Z: {我们好的|刚恢复}，{重启一下试试|换个网络}
E: {Restart worked|Back}, cheers

= eve
S: {Buen sábado|Vaya día} hoy, ¿no? {Agoté el pan a las once|Ni sentarme he podido}
Z: {面卖光了|脚都站酸了} 😄
S2: {Cruceros|El buen tiempo}, {que dure|mañana otra vez} ~💪

= any
Z: {隔壁水管漏到我店里了|地下室进水}，谁有{抽水机|沙袋}？
S: {Tengo una bomba|En el almacén hay sacos}, voy
E: {On my way with a mop|Two pairs of hands coming}
Z: {谢谢各位|没有你们怎么办}，{今晚请大家吃面|面管够} 🍜 ~❤️ ~🙏

= am
S: {Inspección de sanidad|Los de metrología} por la calle $street, {muy amables|van puerta a puerta}
Z: {谢谢提醒|我把文件找出来}
S2: {Por aquí ya pasaron|A mí me tocó ayer}, {todo bien|un sello y listo}

= pm
E: {Cruise ship|A coach of sixty} arriving {at four|tomorrow}, {they like bread and noodles|extra stock?}
S: {Horneo doble|Pongo otra hornada}
Z: {我多和点面|汤底加一锅}
S2: {Protector solar al frente|Saco las postales} 😎

= any
S: ¿Os llega {el recibo de basuras|la nueva tasa}? Son $price {más|al trimestre}
Z: {也收到了|我们也涨了}，{能申诉吗|问问市政厅}？
S2: {Pregunté|He preguntado por el chat}: {hay descuento si compostas|se paga en dos veces}
S: {Pues compostamos|Bien saberlo}, gracias
`
