/**
 * The passwords people choose most, of those long enough to pass; lower case. From the public lists of leaked passwords in
 * our three languages. Longer lists belong to an operator's own checks.
 */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `
    00000000 0123456789 0987654321 10203040 102030405 110110110 11111111 1111111111 11223344 112233445566 12121212
    123123123 123321123 12341234 12344321 123454321 123456123 12345678 123456789 1234567890 12345678a 12345679
    1234567a 123456abc 1234abcd 1314520520 13579246 135792468 147258369 147852369 159357159 159753456 19841984
    19901990 1a2b3c4d 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qazxsw2 20002000 22222222 23232323 31415926 33333333 44444444
    5201314520 55555555 66666666 741852963 77777777 789456123 789456123a 87654321 88888888 88888888a 963852741
    987654321 99999999 a1234567 a12345678 a123456789 aa123456 aa12345678 abc12345 abc123456 abcd1234 abcdefg1
    abcdefgh access14 admin123 admin1234 administrador administrator alejandra alejandro alexander alexandra
    andrew123 arsenal1 asd123456 asdf1234 asdfasdf asdfghjk asdfghjkl ashley123 autumn2026 banana123 barcelona
    barcelona1 baseball baseball1 basketball batman123 beautiful bienvenida bienvenido blink182 butterfly
    butterfly1 changeme changeme1 changeme123 charlie1 charlie123 cheese123 chelsea1 chocolate chocolate1 computer
    computer1 contrasena contrasena1 contraseña contraseña1 cookie123 correcthorse corvette cowboys1 daniel123
    david1234 default1 dragon12 dragon123 estrella facebook facebook1 ferrari1 flower123 football football1
    forever1 forever21 freedom1 futbol123 george123 google123 guest123 hannah123 harley12 hello123 hello1234
    helloworld hola1234 holamundo hunter12 hunter22 iloveyou iloveyou1 iloveyou2 instagram internet internet1
    jennifer jennifer1 jessica1 jessica123 jordan123 jordan23 juventus killer123 lakers24 letmein1 letmein123
    letmeinplease linkinpark liverpool liverpool1 lovely123 loveyou1 manchester mariposa master12 master123
    matrix123 mercedes metallica michael1 michelle michelle1 minecraft monkey12 monkey123 motdepasse mustang1
    mypassword newpassword nihao123 ninja123 nirvana1 p@ssw0rd p@ssword passw0rd password password! password1
    password12 password123 password1234 passwort passwort1 plaza123 plazaplaza pokemon1 pokemon123 porsche1
    princesa princess princess1 pumpkin1 q1w2e3r4 q1w2e3r4t5 qazwsxedc qwe123456 qweasdzxc qwer1234 qwerty12
    qwerty123 qwerty1234 qwertyui qwertyuiop rainbow1 realmadrid root1234 rootroot samsung1 samsung123 sebastian
    secret12 secret123 secreto123 shadow12 shadow123 slipknot spiderman spring2026 starwars starwars1 summer123
    summer2024 summer2025 summer2026 sunshine sunshine1 superman superman1 system123 teamo123 teamomucho tequiero
    test1234 test12345 testing1 testing123 testtest thomas123 toor1234 trustno1 user1234 username verano2026
    wechat123 weixin123 welcome1 welcome12 welcome123 welcome2024 welcome2025 welcome2026 whatever whatever1
    whatsapp winter123 woaini123 woaini1314 woaini520 yankees1 zaq12wsx zaq1zaq1 zxc123456 zxcvbnm, zxcvbnm1
    zxcvbnm123
  `
    .trim()
    .split(/\s+/),
)
