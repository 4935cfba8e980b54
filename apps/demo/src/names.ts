/** Names people have in the demo city; the handle is made from the second, plain form. */
export type NameParts = readonly [shown: string, plain: string]

const plainly = (names: string): NameParts[] =>
  names.split(' ').map(name => [
    name,
    name
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .replace(/[^A-Za-z]/g, '')
      .toLowerCase(),
  ])
const paired = (names: string): NameParts[] => names.split(' ').map(name => name.split(':') as [string, string])

export const esFamilyNames = plainly(
  'García Soriano Molina Navas Roig Campos Benítez Ibáñez Fuentes Salvatierra Lozano Prieto Quiroga Marín Estévez Cano Rivas Ballester Montes Paredes',
)
export const esWomen = plainly(
  'Marta Elena Rocío Nuria Paula Amparo Celia Irene Noelia Sofía Alba Teresa Julia Clara Beatriz Silvia Lola Aitana Mercedes Olga',
)
export const esMen = plainly(
  'Javier Pablo Sergio Mateo Hugo Rubén Álvaro Ignacio Martín Óscar Tomás Raúl Víctor Gael Joaquín Bruno Emilio Simón Lucas Manuel',
)

export const enFamilyNames = plainly(
  'Whitfield Okafor Doyle Hughes Mensah Larsen Patel Fraser Byrne Ashworth Novak Haddad Quinn Barrett Osei Lindqvist Marlow Costello Iqbal Penrose',
)
export const enWomen = plainly(
  'Alice Grace Priya Maeve Ingrid Leila Hazel Joan Ada Fiona Zara Beth Imogen Salma Edith Rosie Keira Amina Wendy Tessa',
)
export const enMen = plainly(
  'Tom Ben Kwame Callum Arjun Oscar Felix Ivan Yusuf Liam Arthur Rory Elias Dev Malcolm Jonah Omar Angus Peter Hamish',
)

export const zhFamilyNames = paired(
  '张:zhang 李:li 刘:liu 黄:huang 吴:wu 徐:xu 孙:sun 马:ma 朱:zhu 胡:hu 郭:guo 何:he 高:gao 罗:luo 郑:zheng 梁:liang 谢:xie 宋:song 唐:tang 许:xu',
)
export const zhWomen = paired(
  '秀英:xiuying 丽华:lihua 雅婷:yating 思琪:siqi 晓雯:xiaowen 玉兰:yulan 佳怡:jiayi 静:jing 雪:xue 慧敏:huimin 欣然:xinran 桂花:guihua 梦瑶:mengyao 婷婷:tingting 春梅:chunmei 诗涵:shihan',
)
export const zhMen = paired(
  '伟:wei 志强:zhiqiang 俊杰:junjie 浩然:haoran 建华:jianhua 子轩:zixuan 明:ming 文博:wenbo 海涛:haitao 宇航:yuhang 国栋:guodong 磊:lei 天佑:tianyou 振华:zhenhua 嘉豪:jiahao 永福:yongfu',
)
