/**
 * What is sold where, in the words that company names use: the trade of a firm, and trade with ending of an
 * individual business. One row a kind of platform.
 */
export const PLATFORM_KINDS = ['general', 'delivery', 'live', 'second_hand', 'fresh'] as const
export type PlatformKind = (typeof PLATFORM_KINDS)[number]

interface Trades {
  readonly firm: readonly string[]
  readonly individual: readonly string[]
  /** what follows the trade name or brand in a shop's name */
  readonly shop: readonly string[]
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/)

export const TRADES: Readonly<Record<PlatformKind, Trades>> = {
  general: {
    firm: words(`商贸 贸易 商贸 电子商务 网络科技 科技 科技 服饰 服装 鞋业 箱包 皮具 化妆品 日用品 百货 家居用品 纺织品 家具
      厨房用品 电器 数码科技 电子科技 通讯设备 办公用品 文具 文化用品 图书 玩具 母婴用品 体育用品 户外用品 汽车用品 五金制品
      建材 食品 茶业 酒业 珠宝首饰 眼镜 钟表 医疗器械 供应链管理 国际贸易 进出口贸易 工贸 实业 针织 内衣 袜业 灯饰 塑料制品
      包装制品 宠物用品 渔具 乐器 美容用品 信息技术 工艺品 电动车 智能科技 照明科技 生物科技`),
    individual:
      words(`百货经营部 服装店 鞋店 箱包店 日用品店 电子产品经营部 家居用品店 文具店 母婴用品店 体育用品店 化妆品店 五金店
      汽车用品店 玩具店 饰品店 床上用品店 厨具店 食品店 茶叶店 酒类经营部 宠物用品店 电子商务商行 商贸商行 网络科技工作室 皮具商行
      服饰商行 日用百货商行 电子商行 工艺品商行 针织品商行 图书店 眼镜店 手机店 童装店 内衣店 办公用品经营部 灯具经营部`),
    shop: words('旗舰店 专营店 专卖店 官方旗舰店 企业店 优选店 生活馆 精品店 工厂店'),
  },
  delivery: {
    firm: words('餐饮管理 餐饮 餐饮服务 餐饮管理 食品 餐饮文化 酒店管理 便利店 大药房 烘焙食品 饮品 超市'),
    individual:
      words(`餐饮店 小吃店 快餐店 面馆 饺子馆 火锅店 烧烤店 麻辣烫店 奶茶店 咖啡店 蛋糕店 水果店 便利店 超市 鲜花店 炸鸡店
      包子铺 米线店 粥铺 川菜馆 湘菜馆 卤味店 熟食店 黄焖鸡米饭店 牛肉面馆 饭店 饭馆 酸辣粉店 烤肉店 烤鱼店 砂锅店 早餐店 盖饭店
      兰州拉面店 重庆小面店 沙县小吃店 螺蛳粉店 串串店 药店 冷饮店 汉堡店 烤鸭店 涮肉馆 炒菜馆`),
    shop: words('店'),
  },
  live: {
    firm: words(`文化传媒 传媒 文化传播 网络科技 信息技术 服饰 化妆品 珠宝 玉器 茶业 食品 农业科技 电子商务 供应链管理 工艺品 皮草
      针织 美妆 商贸 数字科技 影视文化 品牌管理 酒业 家纺 鞋业 艺术品`),
    individual:
      words(`服装店 珠宝店 玉器店 茶叶店 化妆品店 食品店 饰品店 文化传媒工作室 电子商务工作室 农产品经营部 服饰商行 海产品店
      女装店 工艺品店 鞋店 酒类经营部 文玩店 紫砂壶店 童装店 网络科技工作室`),
    shop: words('直播间 小店 官方直播间 的店 严选 好物馆 甄选'),
  },
  second_hand: {
    firm: words('电子科技 信息技术 再生资源 数码科技 商贸 通讯器材 图书 皮具 网络科技 贸易 钟表 办公设备'),
    individual: words(
      '手机店 电子产品经营部 旧货商行 旧书店 通讯器材店 数码产品经营部 乐器店 摄影器材店 家电经营部 皮具护理店 家具店',
    ),
    shop: words('二手店 循环店 闲置铺 数码店 回收店'),
  },
  fresh: {
    firm: words(`农业科技 农产品 果业 生鲜 粮油 水产品 食品 供应链管理 商贸 蔬菜 农业发展 冷链物流 肉类食品 豆制品 乳业 调味品
      农副产品 生态农业`),
    individual:
      words(`水果店 蔬菜店 生鲜店 粮油店 水产店 肉店 副食店 农产品经营部 便利店 超市 海鲜商行 干果店 豆腐店 果蔬商行 冻品商行
      鲜肉店 禽蛋商行 调味品商行`),
    shop: words('生鲜店 农家店 优选 自提点 直供店 鲜选'),
  },
}

/** Trades of firms that say nothing of the goods: left out of shop names. */
export const GENERIC_TRADE = /(商贸|贸易|商务|科技|技术|管理|工贸|实业|传媒|传播|文化|发展|服务|艺术品|物流|资源|生鲜)$/

/** What a firm in catering and retail calls its outlets; for the others a dish. */
export const OUTLET: Readonly<Record<string, string>> = {
  烘焙食品: '蛋糕店',
  饮品: '奶茶店',
  大药房: '大药房',
  便利店: '便利店',
  超市: '超市',
}
/** What is no dish among the individual businesses that deliver. */
export const NO_DISH = /^(便利店|超市|鲜花店|水果店|药店)$/

/** Cooperatives: what they grow. */
export const CROPS = words(
  '蔬菜 果品 葡萄 草莓 西瓜 苹果 樱桃 食用菌 花卉 茶叶 水稻 柑橘 杨梅 蜂业 养殖 中药材 板栗 核桃',
)
/** Endings of cooperatives by crop are all 种植专业合作社, but for what is not planted. */
export const COOPERATIVE = (crop: string): string =>
  crop === '养殖' || crop === '蜂业' ? `${crop}专业合作社` : `${crop}种植专业合作社`

/** Characters a trade name 字号 is made of: first, middle, last. Simplified, none that folds into another. */
export const TRADE_FIRST = [
  ...'瑞恒昌盛泰隆祥嘉金鑫天中华国民安康福顺德信诚义和兴旺宏鸿广博大远通达万亿千百佳美优尚品雅韵云海江河山川林森木青清明月星辰日晨旭阳春夏秋冬东南西北龙凤麒麟鹏鹤飞腾跃骏驰捷速迅锐锋利丰茂荣富贵宝珍玉珠翠蓝紫红丹朱白皓素欣悦乐欢喜爱心思慧智睿聪文博学知识源泉润泽沐汇聚集合众群联盟友邻家园庭苑居艾诺科维卡奥莱迪拓创新启航先卓越超凡鼎峰巅冠亚尊御锦绣华彩绚灿烂煜炫晟昊宇宙寰世纪元初本真朴纯臻至善良仁爱礼聚芳菲芷若兰菊梅竹松柏桐枫',
]
export const TRADE_MIDDLE = [
  ...'之尚优源天嘉瑞恒盛鑫宏华美佳雅悦乐诺思云海泽润康福德信诚兴隆达通景晨旭星月语言品味匠艺森禾田丰裕元亿万合众创新',
]
export const TRADE_LAST = [
  ...'达通盛源兴隆昌泰祥瑞丰裕茂林森海洋川泽润源坤乾宇航腾飞跃升鸿运来福康宁安顺和谐美佳丽雅韵品优尚选汇聚集成城邦邻里家园居坊阁轩斋堂楼庄苑语诗歌乐悦欣彤晨曦阳光辉煌耀星辰月云霞露霖沐馨芳菲莱诺迪斯特尔科伦博锐智创新远见知行道德信诚仁',
]
/** Further last characters, only where food is sold. */
export const FOOD_LAST = [...'味香甜鲜果麦谷粟稻穗禾苗蜜']
/** Words that stand before a dish in the names of small restaurants and shops. */
export const FOLK =
  words(`老街 巷子 胡同 小城 家门口 好味道 一碗 百味 香满 川妹子 东北人家 老北京 湘味 陕味 西北风 渝味 蜀香 状元 福满 食尚 邻家 妈妈 外婆
  四季 街角 锅锅 乡村 农家 喜洋洋 好又多 万家 每日 惠民 利民 便民 顺发 永兴 金源 鑫源 宏达 兴旺 诚信 聚香 味美 鲜果 百果 绿野 天天`)
