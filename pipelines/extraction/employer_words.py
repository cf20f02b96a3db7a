"""The words by which an employer is told from a field of work, a pronoun and a verb; patterns over folded text."""

from __future__ import annotations

import re

REGION = re.compile(
    r"(?:香港特区|澳门特区|香港特别行政区|澳门特别行政区|全国人大常委会|全国政协|[一-鿿]{2,3}省|[一-鿿]{2,3}市[一-鿿]{2,3}区|[一-鿿]{2,3}市|[一-鿿]{2}区|[一-鿿]{2}县|香港|澳门|国务院)(?:政府)?$"
)
BETWEEN = re.compile(r"(?:的|旗下|）)?(?P<part>[一-鿿A-Za-z& \u3000]{0,16})")
LEFT_BOUND = re.compile(r"[^一-鿿A-Za-z0-9&.·-]")
#: What a post may be for: 研发副总经理, 企业服务专员, 劳工事务主任. Other common words before a post are a brand.
FIELD_WORDS = frozenset(
    (
        "研发 财务 人力 资源 人力资源 市场 营销 行销 销售 法务 法律 技术 业务 运营 营运 工程 科技 产业 服务 企业 租务 租赁 招商 "
        "投资 项目 专案 产品 生产 质量 采购 供应链 物业 行政 综合 战略 策略 规划 建设 发展 合作 国际 海外 公共 事务 公共事务 "
        "对外 媒体 传媒 公关 品牌 信息 资讯 数据 数字 政策 劳工 教育 卫生 医务 护理 临床 科研 学术 教学 学生 招生 实验室 设计 "
        "架构 算法 软件 硬件 系统 安全 风险 合规 审计 内部 客户 商务 贸易 文化 体育 青年 人才 党群 组织 宣传 纪检 政务 高级 "
        "资深 管理 创新 成果 转化 知识产权 标准 政府 关系 社会 责任 可持续 能源 医疗 临床医学 化学 物理 材料 生物 数学 经济 区域 "
        "大湾区 亚洲区 亚太区 中国区 大中华区 华南区 全球 集团 补教 退休 中学 高中 小学 首席 主管 教务 学务 校务 院务 会务 秘书 "
        "办公室 外事 侨务 港澳 两岸 台湾 内地 大陆 粤港澳 开发 维护 检测 测试 工艺 制造 供应 物流 仓储 航天 宏观 汽车 半导体 "
        "机器人 人工智能 量子 网络 云 环境 城市 交通 地产 建筑 农业 旅游 金融 保险 证券 资产 基金 信贷 普惠 科创 高等 职业 继续 "
        "学科 专业 人事 市务 商务 传讯 企业传讯 公共关系 园务 客务 楼宇 工地 培训 出口 进口 海关 运维 交付 生态 增长 电商 零售 "
        "创科 合作 财富 信托 结算 企业银行 私人银行 零售银行 投资银行 学术事务 科研事务 "
    ).split()
)
#: The mayor of a place has the place for a house; a merchant of it has none.
OF_PLACE = re.compile("[省市州区县镇]长(?:助理)?$")
#: 立法会|创科界|议员: whom a member stands for belongs to the title.
SEAT = re.compile("立法会(?P<part>[一-鿿]{1,12}?界)$")
#: Between the name of a place or body and 委员会.
OF_COMMITTEE = re.compile("执行|管理|建设|建设管理|专家|专家咨询|咨询|学术|技术|战略|指导|发展")
#: What is put in front of a house: 河套企业|星火量子, 本地初创公司|某某.
APPOSED = re.compile(
    "^(?:[一-鿿]{2,3}|园区)?(?:科技|创新|初创|上市|高新技术|独角兽|龙头|生物医药|人工智能)?(?:企业|科企|药企|港企|台企|民企|初创公司)(?=[一-鿿A-Za-z]{3})"
)
#: What the holder of a post does there: 分管日常工作的|副主任.
IN_CHARGE = re.compile("(?:分管|负责|主管|协管|主持)[一-鿿]{2,10}的$")
#: Endings of a house where the finder of organisations has none.
ENDING = re.compile(
    "(?:公司|集团|银行|大学|学院|中学|高中|小学|学校|研究院|研究所|科学院|实验室|医院|中心|协会|协进会|学会|商会|公会|工会|联盟|联合会|促进会|基金会|基金|出版社|报社|电视台|"
    "[中国港网陆][联台澳信委][办会]|使馆|领馆|领事馆|政协|人大|政府|委员会|管委会|事务所|律所|资本|创投|证券|保险|人寿|俱乐部|合作社|交易所|工场|科技园|办事处|代表处|[署局厅社队馆厂庭府])$"
)
COUNTRY = re.compile(
    "^(?:瑞士|德国|法国|英国|美国|芬兰|瑞典|挪威|丹麦|荷兰|比利时|意大利|西班牙|葡萄牙|奥地利|波兰|捷克|日本|韩国|新加坡|以色列|加拿大|澳大利亚|澳洲|新西兰|印度|巴西|俄罗斯|爱尔兰|马来西亚|泰国|阿联酋)(?=[一-鿿A-Za-z]{3})"
)
#: Without what stands before, these name no house: 评审|委员会, 两岸|政策协会.
GENERIC_HOUSE = re.compile(
    "(?:政策|研究|服务|管理|工作|发展)?(?:委员会|政协|协会|学会|中心|公司|集团|大学|学院|医院|基金会|联盟)"
)
#: 三校校长, 双方主席: of several houses at once.
SEVERAL = re.compile("^(?:[两三四五六七八九十双各][校方家院地会国]|各)$")
ABROAD = re.compile("驻[一-鿿]{1,4}$")
#: Posts that somebody holds in a firm: what stands before them is its name, whatever the words.
OF_FIRM = re.compile(
    "董事|总裁|总经理|社长|创始|创办|执行长|[财投技营]务?[资术运]?长|CEO|CTO|CFO|COO|总监|合伙人|首席|主席|监制|总编|掌门|主理|站长|队"
)
#: A short name is looked for in the text this often at most, so that a page of one word costs linear time.
MOST_USES = 20
SEARCHED = 50_000
#: Names of one text that are compared with each other. News has dozens.
MOST_NAMES = 400
#: What may stand before a house without being part of it: 原某基金主席, 由某大学的某博士.
LEADING = re.compile(
    r"^(?:原任?|前任?|时任|现任|由|与|和|及|同|在|经(?![济贸开营纪])|请|以及|代表|来自|包括|其中|为|是|获|任|出任|担任)(?=[一-鿿A-Za-z]{2})"
)
NOUNS = (
    "公司|集团|银行|中心|协会|协进会|学会|联盟|公会|商会|联合会|促进会|基金会|合作社|俱乐部|研究院|研究所|实验室|学院|医学院|大学|医院|学校|中学|"
    "组委会|筹委会|理事会|评委会|平台|画廊|工坊|基地|中试基地|孵化器|联营|联营体|商城|电视台|剧院|博物馆|美术馆|"
    "协会|工会|机构|企业|交易所|工厂|出版社|报社|论坛|委员会|基金|署|局|处"
)
ANAPHOR = re.compile(rf"(?:该|本|我|此|贵|其|上述|园区|两家)?(?P<noun>{NOUNS}|[校行院会所])")
#: The party of a notice that calls itself so: …股份有限公司（以下简称“公司”或“本公司”）.
SELF = re.compile("（(?:以下)?(?:简?称)?(?:为)?[“‘]?(?:公司|本公司|发行人|上市公司)[”’]?[^）]{0,12}）")
NOTICE = re.compile("承董事会命|本公告|本公司董事会|接待人员|法定代表人：|特此公告")
SIGNED = re.compile(
    r"(?m)^(?:公司名称：|承董事会命\n)?(?P<name>[一-鿿（）]{2,24}有限公司)(?:（[^（）\n]{1,20}）)?$"
)
#: Units of a firm or an office are part of the title, those of a university are houses of their own.
UNIT = re.compile(
    r"(?!股份|有限|集团|控股|责任|科技)[一-鿿]{0,10}(?:部|部门|办|办公室|处|科|室|组|中心|实验室|区|线|系)$|(?:租务|研发|财务|人力资源|市场|法务|技术|业务|运营|工程|科技|大湾区|亚洲区|亚太区|中国区|大中华区|全球|区域)$"
)
#: A unit whose name holds a verb: 拓展处, 产业服务部.
UNIT_OF = re.compile("(?:(?![的是由为任与和及在将])[一-鿿]){2,8}(?:处|部|科|室|组|分局|支队|大队)")
#: Words of a field that are more often the end of a firm's name.
OF_NAMES = frozenset(
    (
        "集团 合作 云 网络 能源 科技 医疗 生物 材料 半导体 机器人 资产 基金 金融 保险 证券 资本 农业 旅游 量子 物业 建筑 地产 "
        "物流 技术 工程 汽车 电商 零售 创新 政府 软件 系统 数据 安全 科创 创科 国际 "
    ).split()
)
QUOTED = re.compile("“(?P<name>[^“”，。！？、；：\\s]{2,10})”$")
#: A house that has no name here: 一家测量师行, 某大型银行.
SOME = re.compile("[一某多几][家间所个名]|^[一-鿿]{0,3}某")
#: 立法会某事务委员会: a committee of a chamber is a house of its own.
_OF_CHAMBER = "(?:立法会|立法院|区议会|市议会|全国人大|全国政协|[省市]政协|[省市]人大)[一-鿿]{1,14}"
COMMITTEE = re.compile(f"{_OF_CHAMBER}(?:委员会|小组)$")
CHAMBER_COMMITTEE = re.compile(f"{_OF_CHAMBER}?委员会")
#: A name in quotation marks is remembered for so many characters.
QUOTED_WITHIN = 1500
#: Within so many characters an article has said whom it is about.
LEAD = 160
ACADEMY = re.compile("(?:大学|学院|研究院|科学院|医院|中学)$")
FACULTY = re.compile("(?:系|学院|研究所|研究院|中心|实验室|医院|学部|书院)$")
#: Titles that need a house of a kind, where none is written: 会议上总经理某某说.
NEEDS = (
    (re.compile("校长|教务长|学务长|校监"), re.compile("大学|学院|中学|小学|学校|集团$")),
    (re.compile("发言人|工程师|产品经理|研发负责人|技术负责人"), re.compile("公司|集团|股份|科技|光学|银行|制药|智能|电子|生物|医疗|光电|精密")),
    (re.compile("署长"), re.compile("署$")),
    (re.compile("局长"), re.compile("局$")),
    (re.compile("行长"), re.compile("银行")),
    (re.compile("会长|理事长|秘书长"), re.compile("(?:会|联盟)$")),
    (
        re.compile("总经理|董事长|总裁|财务长|执行长|营运长|技术长|投资长|董事会秘书|董秘|首席.{1,3}官|法定代表人|财务负责人|主管会计|公司秘书|董事|创始人|主席$"),
        re.compile("公司|集团|股份|科技|银行|制药|药业|智能|电子|微电子|生物|医疗|基金|资本|控股|光电|精密|人寿|保险|证券|创投|控股"),
    ),
)  # fmt: skip
