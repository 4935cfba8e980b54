/** The stairs of number 12, where S speaks Spanish, E English and Z Chinese, and what colleagues write to each other. */

export const building = `
= any
S: {El ascensor|La puerta del garaje} {se ha parado otra vez|hace un ruido feo}, he llamado al técnico
E: {Again!|Third time this month}. Thanks for calling
Z: {我妈还在下面|搬东西怎么办}，{大概几点修好|师傅来了吗}？
S: {Dicen que antes de las $pm|Viene a primera hora}. Si hace falta subir algo, {bajo yo|ayudo}
Z> {太谢谢了|您真好} 🙏 ~❤️

= eve
E: Whoever is {frying garlic|baking}: it smells {amazing|unfair}
Z: {是我家|被发现了} 😄 {$dish，要不要来一碗|做多了}
S: {Yo también lo olía|Desde el tercero se huele}, {¿hay para dos?|¡bajo con pan!}
Z: {都来都来|上来吧}，{五楼|门开着} ~😋 ~❤️

= am
S: Hoy {limpian la escalera|pintan el portal}, {cuidado con el suelo|no apoyéis las bicis}
E: {Noted|Thanks}, {leaving by the back door|bike moved}
Z: {收到|好的}

= any
Z: 谁家的{快递|信}放错到$flat了？写着{加西亚|威廉斯}
S: {Es de la vecina nueva|Del cuarto}, {déjalo en el buzón grande|se lo digo}
E: {That's mine!|For me, I think}. {Coming up|Thank you}

= any
S: Reunión de vecinos {el $day|mañana} a las $eve en el portal: {tejado|placas solares} y {bicis|buzones}
E: {I'll be there|Can join by phone}. {Will there be cake?|How long do we expect?}
S: {Como mucho una hora|Bizcocho, sí}
Z: {我参加|我们家我爸去}，{支持装太阳能|自行车房太挤了} ~👍 ~👍

= pm
E: {Plumber|Someone} needs to check the pipe behind $flat, {anyone home?|who's in tomorrow?}
Z: {我在家|下午都在}
E: {Great|Perfect}, between {three and four|$morn and noon}

= eve
S: {Perdonad el ruido|Siento el taladro}, {cuelgo dos cuadros|una balda} y acabo
E: {No worries|You're fine}, {before nine is fair game|mine will be Saturday}
Z: {没事|不吵}，{要水平尺吗|我有冲击钻} 😄 ~👍

= any
Z: 天台的{番茄|辣椒}红了，{自己摘|大家随便拿}，{别让海鸥吃了|给每家留了一袋}
S: {¡Qué maravilla!|Subo con cesta}
E: {Salad tonight|You have magic hands} 🍅 ~❤️ ~😍

= any
E: Has the {heating|hot water} {stopped|gone lukewarm} for you too?
S: {Aquí tibia|En el tercero va bien}
Z: {我们也不热|五楼没有}
S: {La caldera saltó|Era el piloto}, {ya está|reiniciada}. {Esperad diez minutos|Probad ahora}
E: {Warm!|It works}, {hero|thank you} ~🙏

= noon
S: {Llaves|Un guante} en el {felpudo|buzón} del segundo, {las guardo|quien sea que llame}
E: {Those are mine|Mine, sorry}, {third time this week|long day}
S> {Cuélgatelas del cuello|Un día te cobro custodia} 😂 ~😂

= any
E: Welcome to the new family at $flat! {Boxes everywhere, I hear|Shout if you need tools}
S: {Bienvenidos|Encantados}. {La lavandería, martes y viernes|El wifi del portal no llega, avisados}
Z: {欢迎欢迎|有事敲门} 👋 ~👋 ~❤️

= am
Z: {垃圾分类|纸板}今天{要放外面|收}，{别忘了|我顺手拿下去}
S: {Bajo el mío|Gracias}, {te debo un café|siempre te acuerdas}
`

export const workEs = `
= am
A: {Mañana|El $day} abro yo. ¿Quién {hace el primer horno|recibe la harina}?
B: Yo, {entro a las 5|como siempre}
C: {Yo llego a las 7|Me cambio con Rubén}, {que tengo dentista|si os va bien}
A: {Perfecto|Apuntado} en el cuadrante ✅

= noon
A: {Se acaban|Quedan cuatro} las de nueces, ¿{saco otra bandeja|hacemos más}?
B: {Sí, hay cola|Una bandeja, que es tarde}
C: Y {pan de centeno|cocas}, {dos encargos|que preguntan mucho}

= pm
A: Encargo para {el colegio|la boda del sábado}: {60 cocas|cuatro tartas}. {Recogen a las $morn|Sin frutos secos}
B: {Anotado|Hecho}. ¿{Nombre|Pagado ya}?
A: {A nombre de Vidal|La mitad}, {teléfono en la libreta|llamarán}

= eve
A: {Cierre|Caja} hoy $price más que {el $day pasado|la semana pasada} 🎉
B: {El olor a canela|El cartel nuevo} hace milagros
C: {Y nuestras sonrisas|Y mis trenzas de chocolate} 😌 ~😂 ~👏

= any
A: El horno pequeño {da error 4|tarda en subir}
B: {Apágalo cinco minutos|Es la puerta, empuja fuerte}
A: {Funcionó|Ahora sube}. {Llamo igualmente al técnico|Toco madera}

= any
A: ¿Quién {puede el domingo|me cambia el $day}? {Bautizo de mi ahijada|Examen de conducir}
C: {Yo puedo|Te lo cambio} por el {lunes|festivo}
A: {Trato hecho|Gracias, gracias}
`

export const workZh = `
= am
A: 今天{骨汤|面粉}到了没？
B: {到了|刚卸货}，{放冷库了|数过了，没少}
A: {辛苦|好}，{葱再切两筐|先把面醒上}

= noon
A: {外面排队了|来了一桌十个人}，{谁能早点来|后厨快点}
B: {十分钟到|在路上}
C: {我先顶着|汤不够了，再烧一锅}

= eve
A: 明天{谁早班|排班看一下}？
B: 我{早班|可以}，{晚上有课|中午要走一会儿}
C: 那我{收尾|晚班}
A: {行|就这样}，{都早点休息|辛苦大家} ~👍

= pm
A: 客人问有没有{素面|不辣的}，{菜单要不要加一条|怎么写英文}？
B: {加上|早该加了}，{英文我来写|西班牙语问露西亚}
C: {再画个小图|贴张照片更清楚} 👍

= any
A: {冰柜|抽油烟机}又{响了|不转了}
B: {拍一下侧面|关了重开}
A: {好了|没用}……{叫师傅吧|神奇}
B: {周师傅下午来|我打电话}
`

export const workEn = `
= am
A: {Queue at the counter|Ticket queue} is {short|at twelve} today. Who takes {the library|tram displays}?
B: {Me|I'll do it}, {after the stand-up|on my way past}
C: I'm on {backups|the ferry office printers}
A: {Great|Thanks}, {cake in the kitchen|stand-up in five}

= pm
A: {Restore test|Failover drill} {passed|done}: {eleven minutes|nothing lost}
B: {Nice|Better than spring}
C: {Writing it up|Screenshot for the wall} 📈 ~👏

= any
A: The display at {Heron Square|Mill Gardens} shows {last week's date|upside down}
B: {Again|It does that in the rain}. {Rebooting|I'll cycle over}
A: {Fixed|Fine now}. {Nobody noticed|Three people waved}

= noon
A: Lunch? {$dish at the quay|Noodles at Lin's}
B: {Yes|Starving}
C: {Bring me something?|Ten minutes}

= eve
A: {Deploy|The new permit form} is out, {no complaints yet|all three languages}
B: {Two people already used it|First one came from the island}
C: {I like the new button|My mother understood it}, that's the test ~😂 ~🎉

= any
A: Who's on call {this weekend|on $day}?
B: {Me|I swapped with Ingrid}. {Please don't break anything|Quiet, I hope}
C: {We'd never|Famous last words} 😇 ~😂
`
