import { who } from '../cast.ts'
import type { ChatPlan } from '../history.ts'
import { readScript, type Thread, type Voice } from '../script.ts'

const MINUTE_MS = 60_000

/** The last words of a chat, written for it: who says them, how many minutes ago. */
export function ending(
  script: string,
  cast: Readonly<Record<string, string>>,
  minutesAgo: number,
): NonNullable<ChatPlan['ending']> {
  const [thread] = readScript(script) as [Thread]
  const voices = new Map<string, Voice>(Object.entries(cast).map(([role, key]) => [role, who(key)]))
  return { thread, cast: voices, agoMs: minutesAgo * MINUTE_MS }
}

/** How the chats stand that the three people find when they come in. */
export const endings = {
  quarter: ending(
    `= any
A: Mañana a las 9 cortan el tranvía 2 entre Molino y la Lonja, salid con tiempo
B: Thanks! Does the 11 still go up to the university?
C: 开的，我刚问过司机，十五分钟一班
A: @L ¿te quedará pan de nueces para el viernes? Somos ocho en casa
D: Festival lanterns: we still need twenty volunteers on Saturday, sign up at the library 🏮 ~🏮 ~👍`,
    { A: 'amparo', B: 'owen', C: 'linwei', D: 'maya', L: 'lucia' },
    11,
  ),
  building: ending(
    `= any
A: Reunión de vecinos el jueves a las 20:00 en el portal: placas solares y cuarto de bicis. Hago bizcocho
B: 我参加。自行车房的方案我画好了，明天贴在楼下
A> ¡Qué bien, gracias! @S can you tell us what City Hall pays back for the panels? ~👍`,
    { A: 'pilar', B: 'zhou', S: 'sam' },
    38,
  ),
  choir: ending(
    `= any
A: Concert order is up: Harbour Night, Weaver’s Song, Lanterns. In three languages, so please learn the second verse
B: ¿La del medio la cantamos en chino de verdad?
A> We do! @L could your friend from the noodle shop check how we say it? ~🎶`,
    { A: 'hannah', B: 'joana', L: 'lucia' },
    95,
  ),
  football: ending(
    `= any
A: Convocatoria del domingo: Rubén, Kemal, Dani, Sam y los de siempre. A las 10:30 en el Molino
B: In. New boots, same speed
A: @S te necesito en la banda izquierda, la de los milagros 😄 ~😂 ~⚽`,
    { A: 'toni', B: 'kemal', S: 'sam' },
    130,
  ),
  study: ending(
    `= any
A: 明天十点图书馆二楼，最后一次过演示
B: I moved your slide before mine, hope that's fine
A: @M 你那部分的图能不能放大一点？坐后面看不清`,
    { A: 'ahao', B: 'maya', M: 'mei' },
    52,
  ),
  school: ending(
    `= any
A: Mañana excursión al faro: almuerzo, chubasquero y calzado cómodo. Salimos a las 9 en punto
A: @L Leo se dejó la chaqueta azul en clase, la tengo en mi mesa`,
    { A: 'berta', L: 'lucia' },
    170,
  ),
  traders: ending(
    `= any
A: 灯火节摊位图出来了，面包店和面馆又是邻居 🎉
B: ¡Bien! Compartimos alargador como el año pasado
A: @M 你跟露西亚对一下几点摆摊吧 ~👍`,
    { A: 'linwei', B: 'ines', M: 'mei' },
    210,
  ),
  island: ending(
    `= any
A: Ferry at ten on Saturday then? I can book four bikes
B: 我可以！面包谁带？
A: @L bread duty again? We'll carry everything else 😇`,
    { A: 'owen', B: 'linwei', L: 'lucia' },
    24,
  ),
  bakery: ending(
    `= any
A: Se nos acaba la canela y el pedido no entra hasta el martes
A: @L ¿paso por la Lonja o aguantamos con la de casa?`,
    { A: 'ruben', L: 'lucia' },
    61,
  ),
  noodles: ending(
    `= any
A: 明晚有一桌二十人，七点半，要两种汤底
B: 我提前一小时到`,
    { A: 'shufen', B: 'ahao' },
    75,
  ),
  work: ending(
    `= any
A: The one-time codes go out through the sandbox carrier until the new one is signed
B: @S can you show the counter how to read them on the operator page?`,
    { A: 'maya', B: 'owen', S: 'sam' },
    44,
  ),
  ferrer: ending(
    `= any
F: Han abierto ya los puestos de castañas en la plaza Garza 🌰
M: He dejado un táper de lentejas en tu portal, que no se quede ahí hasta el viernes
L: @K ¿al final vienes el domingo? La abuela pregunta cada diez minutos 😂`,
    { F: 'andres', M: 'carmen', L: 'dani', K: 'lucia' },
    6,
  ),
  chen: ending(
    `= any
G: 今天包了饺子，三鲜馅的，给小美留了三十个
L: 奶奶偏心 😤
M: @K 几点下课？让小宇去车站接你 ~❤️`,
    { G: 'guilan', L: 'xiaoyu', M: 'shufen', K: 'mei' },
    8,
  ),
  adeyemi: ending(
    `= any
M: Photos from the regatta are up on the wall, come and see
F: She used the good frames
L: @K Sunday lunch, yes or no? Grandpa wants to know how many potatoes 🥔 ~😂`,
    { M: 'ruth', F: 'george', L: 'nora', K: 'sam' },
    9,
  ),
}
