import { expect, it } from "vitest";
import { match, queryOf } from "./match";
import { readPinyin } from "./pinyin";
import { noReadings, spell } from "./word";

const readings = await readPinyin();

/** The marked part, or null when the query does not find the text. */
function marked(text: string, query: string): string | null {
  const found = match(spell(text, readings), queryOf(query));
  return found && text.slice(found.from, found.to);
}

it.each([
  // As written, whatever case and width.
  ["张三", "张", "张"],
  ["张三", "三", "三"],
  ["张三", "张四", null],
  ["Lin Hong", "lin", "Lin"],
  ["Lin Hong", "HONG", "Hong"],
  ["Ｌｉｎ", "lin", "Ｌｉｎ"],
  ["Élodie", "élo", "Élo"],
  ["Lin Hong", "n h", "n H"],
  // Initials, whole syllables, and both at once.
  ["张三", "zs", "张三"],
  ["张三", "zhangsan", "张三"],
  ["张三", "zsan", "张三"],
  ["张三", "zhangs", "张三"],
  ["张三", "zhs", "张三"],
  ["张三", "zhsan", "张三"],
  ["张三", "ZhangSan", "张三"],
  ["张三", "zhang san", "张三"],
  ["张三", "zhang'san", "张三"],
  ["张三", "san", "三"],
  ["张三", "s", "三"],
  ["张三", "zh", "张"],
  ["张三", "zha", "张"],
  // On the way to the last syllable, but not with holes.
  ["张三丰", "zhangsanf", "张三丰"],
  ["张三丰", "zhangf", null],
  ["张三丰", "sf", "三丰"],
  ["张三", "hang", null],
  ["张三", "zhangsann", null],
  ["张三", "zhangsi", null],
  // Characters with several readings are found by each.
  ["重庆", "chongqing", "重庆"],
  ["重庆", "cq", "重庆"],
  ["重庆", "zhongqing", "重庆"],
  ["重庆", "zq", "重庆"],
  ["长安", "changan", "长安"],
  ["长安", "zhangan", "长安"],
  ["校长", "xiaozhang", "校长"],
  ["校长", "xz", "校长"],
  ["校长", "xc", "校长"],
  ["单田芳", "shantianfang", "单田芳"],
  ["曾小贤", "zengxiaoxian", "曾小贤"],
  ["曾小贤", "cxx", "曾小贤"],
  ["音乐", "yinyue", "音乐"],
  ["快乐", "kuaile", "快乐"],
  ["银行", "yinhang", "银行"],
  ["行走", "xingzou", "行走"],
  // 西安 is not 先, but both are found by their own letters.
  ["西安", "xian", "西安"],
  ["先", "xian", "先"],
  ["西安", "xa", "西安"],
  // ü is typed as v or u.
  ["吕布", "lvbu", "吕布"],
  ["吕布", "lubu", "吕布"],
  ["吕布", "lübu", "吕布"],
  ["女儿", "nver", "女儿"],
  // Mixed with other writing, emoji before it included.
  ["🎉张三", "zs", "张三"],
  ["Lin张三", "linzs", "Lin张三"],
  ["二班 2024", "eb2024", "二班 2024"],
  ["王 五", "wangwu", "王 五"],
  ["王 五", "ww", "王 五"],
  ["小梅🌸", "xm🌸", "小梅🌸"],
  ["張三", "zhangsan", "張三"],
  // Special characters are characters.
  ["<b>张三</b>", "<b>", "<b>"],
  ["a.c", ".", "."],
  ["abc", ".", null],
  ["张三", "", null],
  ["张三", "  ", null],
  ["张三", "'", null],
])("in %j, %j marks %j", (text, query, part) => {
  expect(marked(text, query)).toBe(part);
});

it("ranks what is written before what sounds, and a beginning before a middle", () => {
  const rank = (text: string, query: string): number =>
    match(spell(text, readings), queryOf(query))?.rank ?? Infinity;
  const order = ["an", "anna", "安娜", "joan", "小安"].map((text) => rank(text, "an"));
  expect(order).toEqual([...order].sort((a, b) => a - b));
  expect(new Set(order).size).toBe(5);
});

it("finds what is written before the readings have come", () => {
  const word = spell("张三", noReadings);
  expect(match(word, queryOf("张"))).toEqual({ rank: 1, from: 0, to: 1 });
  expect(match(word, queryOf("zs"))).toBeNull();
});

it("stays quick with a name and a query made to be slow", () => {
  const word = spell("长".repeat(32), readings);
  expect(match(word, queryOf(`${"c".repeat(31)}q`))).toBeNull();
  expect(match(word, queryOf("z".repeat(32)))?.to).toBe(32);
});
