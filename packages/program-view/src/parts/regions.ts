import type { SheetColumns } from '../sheet.ts'

/** Provinces and a few of their cities: enough to choose one. The three columns of the format are province, city and district. */
const REGIONS: Readonly<Record<string, string>> = {
  北京市:
    '北京市:东城区 西城区 朝阳区 丰台区 石景山区 海淀区 门头沟区 房山区 通州区 顺义区 昌平区 大兴区 怀柔区 平谷区 密云区 延庆区',
  天津市: '天津市:和平区 河东区 河西区 南开区 河北区 红桥区 东丽区 西青区 津南区 北辰区 武清区 宝坻区 滨海新区',
  上海市:
    '上海市:黄浦区 徐汇区 长宁区 静安区 普陀区 虹口区 杨浦区 闵行区 宝山区 嘉定区 浦东新区 金山区 松江区 青浦区 奉贤区 崇明区',
  重庆市: '重庆市:万州区 涪陵区 渝中区 大渡口区 江北区 沙坪坝区 九龙坡区 南岸区 北碚区 渝北区 巴南区',
  河北省: '石家庄市:长安区 桥西区 新华区 裕华区|唐山市:路南区 路北区|秦皇岛市:海港区 北戴河区|保定市:竞秀区 莲池区',
  山西省: '太原市:小店区 迎泽区 杏花岭区|大同市:平城区 云冈区',
  内蒙古自治区: '呼和浩特市:新城区 回民区 玉泉区 赛罕区|包头市:东河区 昆都仑区',
  辽宁省: '沈阳市:和平区 沈河区 大东区 皇姑区 铁西区|大连市:中山区 西岗区 沙河口区 甘井子区',
  吉林省: '长春市:南关区 宽城区 朝阳区|吉林市:昌邑区 龙潭区',
  黑龙江省: '哈尔滨市:道里区 南岗区 道外区|齐齐哈尔市:龙沙区 建华区',
  江苏省: '南京市:玄武区 秦淮区 建邺区 鼓楼区|无锡市:锡山区 惠山区 滨湖区|苏州市:虎丘区 吴中区 姑苏区',
  浙江省: '杭州市:上城区 拱墅区 西湖区 滨江区 萧山区 余杭区|宁波市:海曙区 江北区 鄞州区|温州市:鹿城区 龙湾区',
  安徽省: '合肥市:瑶海区 庐阳区 蜀山区 包河区|芜湖市:镜湖区 鸠江区',
  福建省: '福州市:鼓楼区 台江区 仓山区|厦门市:思明区 海沧区 湖里区|泉州市:鲤城区 丰泽区',
  江西省: '南昌市:东湖区 西湖区 青云谱区|九江市:濂溪区 浔阳区',
  山东省: '济南市:历下区 市中区 槐荫区|青岛市:市南区 市北区 崂山区|烟台市:芝罘区 福山区',
  河南省: '郑州市:中原区 二七区 金水区|洛阳市:老城区 西工区',
  湖北省: '武汉市:江岸区 江汉区 硚口区 武昌区 洪山区|宜昌市:西陵区 伍家岗区',
  湖南省: '长沙市:芙蓉区 天心区 岳麓区 开福区|株洲市:荷塘区 芦淞区',
  广东省:
    '广州市:荔湾区 越秀区 海珠区 天河区 白云区 黄埔区 番禺区|深圳市:罗湖区 福田区 南山区 宝安区 龙岗区|珠海市:香洲区 斗门区',
  广西壮族自治区: '南宁市:兴宁区 青秀区 江南区|桂林市:秀峰区 叠彩区',
  海南省: '海口市:秀英区 龙华区 琼山区|三亚市:海棠区 吉阳区',
  四川省: '成都市:锦江区 青羊区 金牛区 武侯区 成华区|绵阳市:涪城区 游仙区',
  贵州省: '贵阳市:南明区 云岩区|遵义市:红花岗区 汇川区',
  云南省: '昆明市:五华区 盘龙区 官渡区 西山区|大理白族自治州:大理市',
  西藏自治区: '拉萨市:城关区 堆龙德庆区',
  陕西省: '西安市:新城区 碑林区 莲湖区 雁塔区 未央区|咸阳市:秦都区 渭城区',
  甘肃省: '兰州市:城关区 七里河区 安宁区|天水市:秦州区 麦积区',
  青海省: '西宁市:城东区 城中区 城西区 城北区',
  宁夏回族自治区: '银川市:兴庆区 西夏区 金凤区',
  新疆维吾尔自治区: '乌鲁木齐市:天山区 沙依巴克区 新市区',
  台湾省: '台北市:中正区 大安区 信义区|高雄市:盐埕区 鼓山区',
  香港特别行政区: '香港岛:中西区 湾仔区 东区 南区|九龙:油尖旺区 深水埗区|新界:荃湾区 屯门区',
  澳门特别行政区: '澳门半岛:花地玛堂区 大堂区|离岛:嘉模堂区 路凼填海区',
}

const CITY_LEVEL = 2
const DISTRICT_LEVEL = 3

function citiesOf(province: string): readonly (readonly [city: string, districts: readonly string[]])[] {
  return (REGIONS[province] ?? '').split('|').map(entry => {
    const [city = '', districts = ''] = entry.split(':')
    return [city, districts.split(' ').filter(Boolean)] as const
  })
}

/** The wheels for a province, a city and a district; `custom` is a first row of each that means all. */
export function regionColumns(names: readonly string[], custom: string, level: string): SheetColumns {
  const all = custom ? [custom] : []
  const provinces = [...all, ...Object.keys(REGIONS)]
  const province = names[0] && provinces.includes(names[0]) ? names[0] : (provinces[0] as string)
  const cities = province === custom ? [] : citiesOf(province)
  const cityNames = [...all, ...cities.map(([name]) => name)]
  const city = names[1] && cityNames.includes(names[1]) ? names[1] : (cityNames[0] ?? '')
  const districts = [...all, ...(cities.find(([name]) => name === city)?.[1] ?? [])]
  const depth = level === 'province' ? 1 : level === 'city' ? CITY_LEVEL : DISTRICT_LEVEL
  return {
    columns: [provinces, cityNames, districts].slice(0, depth),
    chosen: [
      provinces.indexOf(province),
      cityNames.indexOf(city),
      Math.max(districts.indexOf(names[2] ?? ''), 0),
    ].slice(0, depth),
  }
}

/** Codes are not known here: programs that need them get empty ones. */
export function regionOf(names: readonly string[]): { readonly code: readonly string[]; readonly postcode: string } {
  return { code: names.map(() => ''), postcode: '' }
}
