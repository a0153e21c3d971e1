"""What a text is about, told by words that are common in such texts and rare in others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from toolkit.text import mask_surrogates

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_REACH = 20  # Texts before and after one that tell what it is about.
_LEAST = 2  # Different words of a topic that must be there.

TOPICS = {
    "appliance": "按键 保修 电源线 插座 水箱 指示灯 遥控器 待机 长按 显示屏 充电器 本产品 请勿 滤网 售后 开机 关机 本机",
    "architecture": "混凝土 施工 钢筋 桩基 浇筑 楼板 隧道 墙体 屋顶 梁柱 斗拱 砖 建筑师 工地 竣工",
    "art": "书法 笔墨 画家 山水画 展览 印章 馆藏 文物 青铜 瓷器 拓片 收藏 画作 策展",
    "biology": "鸟类 栖息地 物种 湿地 迁徙 候鸟 种群 植被 昆虫 细胞 基因 蛋白 观鸟 保护区 繁殖",
    "chemistry": "催化剂 溶液 分子 聚合物 氧化 涂层 试剂 树脂 溶剂 合成 纳米 材料 薄膜 反应釜",
    "cooking": "食材 厨师 火候 酱油 下锅 味道 食谱 面粉 油锅 翻炒 小火 餐厅 口感 蒸",
    "education": "学院 教授 学生 本科 研究生 课程 学位 大学 高校 教学 毕业 校园 师生 校长 班主任",
    "electronics": "电压 电流 电路 变压器 电容 电阻 半导体 芯片 配电 电网 功率 信号 传感器 频率",
    "finance": "股东 净利润 营业收入 股票 债券 贷款 基金 上市公司 财务报表 资产负债 投资者 同比 季度 审计",
    "law": "原告 被告 判决 法院 诉讼 合同 仲裁 上诉 当事人 申请人 债务 违约 被执行人 律师 犯罪 起诉",
    "machinery": "轴承 齿轮 液压 机床 螺栓 焊接 电机 减速 润滑 装配 阀门 刀具 公差 机架 驱动",
    "medicine": "患者 治疗 剂量 服用 症状 临床 药物 不良反应 口服 医师 注射 疗效 手术 孕妇 过敏 医生",
    "military": "部队 官兵 军事 演习 舰艇 导弹 战斗 指挥员 敌军 阵地 士兵 战场",
    "old": "小人 官人 衙门 银子 娘子 员外 相公 大人 老爷 县官 差役 公子 店家 小二 却说 且说 话说",
    "patent": "权利要求 实施例 本发明 本实用新型 附图 技术方案 发明人 现有技术 背景技术 所述 其特征在于",
    "sea": "船 港口 码头 航道 船舶 装卸 渔船 出海 潮水 海湾 渔民 航行",
    "software": "服务器 数据库 接口 代码 算法 登录 用户名 浏览器 安装包 操作系统 点击 网页 模型 程序",
    "sport": "比赛 球队 运动员 决赛 教练 联赛 冠军 球员 进球 选手 赛季 裁判",
    "stage": "演员 导演 剧本 舞台 观众 影片 演出 乐团 唱腔 电影 拍摄 镜头 剧组",
    "textile": "缝纫机 布料 裁缝 面料 纱 织 针脚 衣服 裁剪 线头",
    "travel": "景区 游客 景点 门票 栈道 峡谷 山峰 古镇 索道 导游 民宿 游览",
    "vehicle": "发动机 变速箱 轮胎 刹车 底盘 车身 续航 驾驶员 方向盘 车主 电动车 行驶",
}
"""The topics, and the Chinese words that tell of each."""


def topics_of(texts: Sequence[str]) -> list[frozenset[str]]:
    """What each of the texts of a document, in simplified Chinese, is about: by the words in it and in those near it."""
    found = [_words(text) for text in texts]
    near: Counter[tuple[str, str]] = Counter()  # how many of the texts near by have a word, by topic and word
    count: Counter[str] = Counter()  # of different words near by, by topic
    out = []
    for row in range(-_REACH, len(texts)):
        if row + _REACH < len(texts):
            for word in found[row + _REACH]:
                near[word] += 1
                count[word[0]] += near[word] == 1
        if row > _REACH:
            for word in found[row - _REACH - 1]:
                near[word] -= 1
                count[word[0]] -= near[word] == 0
        if row >= 0:
            out.append(frozenset(topic for topic, words in count.items() if words >= _LEAST))
    return out


def _words(text: str) -> set[tuple[str, str]]:
    """The words of topics in a text, each with its topic."""
    words, automaton = _automaton()
    matches = automaton.find_matches_as_indexes(mask_surrogates(text), overlapping=True)
    return {words[number] for number, _, _ in matches}


@cache
def _automaton() -> tuple[list[tuple[str, str]], AhoCorasick]:
    from ahocorasick_rs import AhoCorasick, MatchKind

    words = [(topic, word) for topic, words in TOPICS.items() for word in words.split()]
    return words, AhoCorasick([word for _, word in words], matchkind=MatchKind.Standard)
