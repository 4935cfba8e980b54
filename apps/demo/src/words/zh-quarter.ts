/** The neighbourhood in Chinese: A, B, C and D are any neighbours. */
export const zhQuarter = `
= any
A: 有没有人看见一只{虎斑|灰}猫？叫{小满|团子|芝麻}，{昨晚|昨天下午}在$street街走丢了
B: {面包店后院|药房窗台上}有一只在睡觉
C: {12号二楼|垃圾桶旁边}也有一只，戴项圈吗？
A: {红|蓝}项圈！我这就过去
A: {就是它|找到了}！谢谢大家 😭 ~❤️ ~🎉 ~😻

= am
A: $street街{停水了吗|是不是停水}？还是就我家？
B: {14|8|21}号也没水
C: 市政厅通知过：{到下午一点|码头水管爆了}
A: {没看到|原来如此}，谢谢。{还好烧了一壶水|那先不洗菜了}

= any
A: 出一{辆儿童自行车|张旅行婴儿床|张折叠桌}，{没怎么用|九成新}，$price，{灯塔区|鱼市}自取
B: {还在吗|还有吗}？{给外甥女|我要}
A: 在，{私信我|$day来拿}
C: {慢了一步|要是不要了叫我}

= noon
A: 今天鱼市$fish$price，{安帕罗|帕科}家的摊
B: {$fish2呢|还有$fish2吗}？
A: {贵一点|早上还有}
C: {谢谢|这就去} 🐟

= any
A: 港口{怎么拉警报|那边什么光}？
B: {消防演习|灯塔在试新灯}，{到中午|一会儿就好}
C: 我家狗{不高兴了|跟着唱} 😅 ~😂
A: {吓一跳|那就好}

= eve
A: 灯火节$street街挂灯笼，{缺人手|谁来帮忙}？
B: {我去|算我一个}，{带儿子一起|六点以后}
C: 我家有{梯子|接线板}
D: 我带{姜茶|汤圆}
A: {街坊真好|太感谢了}！$day$pm，鹭鸟广场集合 ~❤️ ~👏 ~🎉

= any
A: 丢了一串钥匙，挂着{小锚|贝壳}，大概在电车站到药房之间
B: {去药房问问|捡到的东西伊内斯都收着}
A: {真在那儿|拿到了}！{松口气|谢谢}

= any
A: 谁知道附近{哪个牙医好|有靠谱的水管工|有教钢琴的}？
B: {$street街那家不错|广场银行楼上那位}
C: {同推荐|我家也找他}，{准时，价钱说得清楚|人很好}
A: {明天打电话|谢谢两位}

= pm
A: {好大的风|风真大}，$street街{掉了个花盆|倒了块招牌}，路过小心
B: {已经挪开了|收拾好了}
C: {五|六}点的渡轮{停了|晚点}，去岛上的注意

= any
A: 磨坊公园的{菜地|堆肥箱}谁在管？
B: {我|我们六个人}，{周四|周六}上午，{欢迎来|正缺人}
A: {带我妈一起去|我跟我妈一起报名}，{她种番茄一把好手|她老惦记种地}
B: {都欢迎|带手套} 🌱 ~🌱

= eve
A: 10号弹{钢琴|古筝}的邻居，{很好听|弹得好}，十点以后能不能歇一歇？{孩子明天上学|娃睡了}
B: {不好意思|对不起}，{忘了时间|在排练婚礼的曲子}
A: {没事没事|理解}
C: {我还想再听一首|14号都听见了，好听} 🎹 ~😂 ~❤️

= any
A: 图书馆今天几点{关|开}？
B: {九点到晚八点|开到八点}，周六只有上午
A: {来得及|好}，{去还三本书|谢谢}

= any
A: {教科书|宝宝衣服|番茄苗}送人，{需要的来拿|不想扔}
B: {我要|我们正需要}！
A: {随时来|我放面包店，写你名字}
B: {太感谢了|谢谢好邻居} 🙏 ~❤️

= any
A: $day鹭鸟广场办个邻里茶会{怎么样|好不好}？
B: {好|支持}，我带$dish
C: {我家出茶|我带水果}
D: {桌子|椅子}可以跟社区中心借
A: {都记下了|我列个单子} 📝 ~👍 ~👍

= am
A: 二路电车{二十分钟一班|磨坊站不停}，到{$day|另行通知}，修轨道
B: {怪不得|难怪等这么久}
C: {11|7}路公交差不多同样的路线

= eve
A: 今晚灯塔那边的{晚霞|天空}太美了 🌅
B: {厨房窗口就能看见|住这儿真好}
C: {明天我也上去|等我下班天都黑了} 😢

= any
A: $day谁能帮忙看{一小时|五点到七点的}孩子？{保姆来不了|要去看医生}
B: {我女儿可以|我在家}，{十七岁，很稳重|来跟我家的玩}
A: {救命恩人|太好了}，{我私信你|我带点心}

= noon
A: {码头食堂|老街小馆}换菜单了：$dish，{周三到周日|只有$day}
B: {这就订位|得去试试}
C: {昨天吃了|我作证}，{又加了一份|港口数一数二}

= any
A: 学校门口那个{减速带|红绿灯}{终于装好了|修好了}
B: {太好了|谢天谢地}，{家长们反映好久了|接送放心多了}
C: 市政厅{这次挺快|也有靠谱的时候} 😄 ~👍 ~👍
`

/** Single voices of the neighbourhood in Chinese, nothing expected. */
export const zhQuarterTail = `
= any
A: 谁{把绿伞|的围巾}落在{面包店|鱼市车站}了，{在柜台后面|来问一声就给}

= any
A: 提醒：{跳蚤市场|旧货集市}{这周日|$day}，{十点到两点|到中午}，鹭鸟广场

= any
A: {明天|$day}谁开车去{回收站|花市}？{油费平摊|我有面包车，还有位子}

= any
A: 谢谢{捡到我钱包|把滑板车送回来}的邻居，{还是好人多|这条街真好} ❤️ ~❤️ ~❤️
`

/** Neighbours of different languages who understand each other: S speaks Spanish, E English, Z Chinese. */
export const mixedQuarter = `
= any
S: ¿Alguien sabe {arreglar|afinar} {un piano|una máquina de coser}? Es de mi abuela
E: My {uncle|neighbour} does {exactly that|old machines}, {free on $day|happy to ask}
Z: 我也有一台要{修|看看}，可以一起吗？
S> ¡Claro, juntos sale mejor! {Os espero en el 8|Subid al 8, primer piso} ~❤️

= any
E: How do you say "{thank you|see you tomorrow}" properly in Chinese? For the noodle shop
Z: {谢谢|明天见} 😊 {说得慢一点就好|他们会很高兴}
S: Yo llevo {tres años|desde que abrieron} diciéndolo mal y {me sonríen igual|nadie me corrige} 😂 ~😂 ~😂
Z> {发音不重要|你来吃面就很好}

= noon
Z: 今天店里{多做了|剩了}二十个{包子|葱油饼}，{邻居半价|免费送}，先到先得
E: {On my way|Running}! {Save me two|Please keep four}
S: {Guárdame dos|Bajo ahora mismo} 🥟
Z: {都有都有|给你们留着} ~❤️ ~😋

= eve
S: Mañana ensayo abierto del coro en {la plaza Garza|el centro cívico}, {a las $eve|después de cenar}
E: We're singing in {three languages|Spanish, English and Chinese}, {come and correct us|be kind}
Z: {一定去|带奶奶去听}，{她最爱热闹|上次她听哭了}
S> {Primera fila para ella|Le guardo silla} ❤️ ~❤️ ~🎶

= any
E: Found a {child's red boot|small backpack with a whale on it} at the tram stop on $street Street
Z: {好像是我女儿的|我家小朋友的}！{左脚|里面有蜡笔}？
E: {Left one|Crayons, yes}. I'll {leave it at the pharmacy|hang it on the fence}
Z: {太谢谢了|谢谢} 🙏
S: {Qué barrio más apañado|Aquí no se pierde nada} ~❤️

= am
Z: 请问{今天收纸板吗|大件垃圾哪天收}？
S: {Cartón los martes|Muebles el primer lunes del mes}, {llamando antes|se dejan junto al portal}
E: You can book it with City Hall {here in the app|in the chat}, they answer in Chinese too
Z: {问到了|真的可以}，谢谢 👍

= pm
S: Busco {clases de conversación en inglés|alguien para practicar chino}, {cambio por pan|a cambio enseño español}
E: {Deal|Me}! {Tuesdays at the library?|I'd love that}
Z: 我可以教中文，{我想学西班牙语|周末都行}
S: {Montamos grupo|Pues tres en uno} 🎉 ~🎉 ~👏

= any
E: The {big crane|cruise ship} is blocking the whole view today 😅
S: {Se va mañana|Hasta el $day}, dice mi cuñado del puerto
Z: {孩子们可高兴了|我儿子看了一上午}
`
