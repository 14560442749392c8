// A second set that comes with 翎: a rice dumpling with a sprout, which moves a little. Drawn here.
const ink = "#2a3038";
const dough = "#fffaf0";
const shade = "#efe3cd";
const leaf = "#6aa84f";
const blush = "#f4a6a0";
const water = "#6fb7e8";
const red = "#e0554a";
const gold = "#f6c445";

const dots = `<ellipse cx="62" cy="92" rx="5" ry="6.5"/><ellipse cx="98" cy="92" rx="5" ry="6.5"/>`;
const smiling = `<path d="M54 94q8-10 16 0M90 94q8-10 16 0" class="l"/>`;
const closed = `<path d="M54 90q8 8 16 0M90 90q8 8 16 0" class="l"/>`;
const stern = `<path d="M53 83l15 6M107 83l-15 6" class="l"/><circle cx="63" cy="94" r="4.5"/><circle cx="97" cy="94" r="4.5"/>`;
const squeezed = `<path d="M54 86l13 6-13 6M106 86l-13 6 13 6" class="l"/>`;
const huge = `<g class="t" fill="#fff"><circle cx="62" cy="91" r="10.5"/><circle cx="98" cy="91" r="10.5"/></g><circle cx="62" cy="91" r="4"/><circle cx="98" cy="91" r="4"/>`;
const shining = `<circle cx="62" cy="91" r="9.5"/><circle cx="98" cy="91" r="9.5"/><g fill="#fff"><circle cx="59" cy="87" r="3.4"/><circle cx="95" cy="87" r="3.4"/><circle cx="65" cy="95" r="1.8"/><circle cx="101" cy="95" r="1.8"/></g>`;
const aside = `<g class="t" fill="#fff"><circle cx="62" cy="91" r="8.5"/><circle cx="98" cy="91" r="8.5"/></g><circle cx="67" cy="92" r="4"/><circle cx="103" cy="92" r="4"/>`;

const smile = `<path d="M71 102q9 9 18 0" class="l"/>`;
const open = `<path d="M67 100h26q-2 18-13 18t-13-18z" fill="#8a3b34"/><path d="M72 112q8-6 16 0-3 6-8 6t-8-6z" fill="${red}"/>`;
const wave = `<path d="M68 106q4-6 8 0t8 0 8 0" class="l"/>`;
const frown = `<path d="M71 108q9-9 18 0" class="l"/>`;
const tiny = `<ellipse cx="80" cy="106" rx="4.5" ry="5.5" fill="#8a3b34"/>`;
const pout = `<path d="M74 107q6-5 12 0" class="l"/>`;
const cat = `<path d="M70 102q5 7 10 0 5 7 10 0" class="l"/>`;

const arm = (d: string, extra = ""): string =>
  `<path d="${d}" fill="${dough}" class="t" stroke-linejoin="round"${extra}/>`;
const down = arm("M33 108q-14 6-10 16 10 3 16-6z") + arm("M127 108q14 6 10 16-10 3-16-6z");
const raised = arm("M33 104q-18-12-14-28 14 2 20 20z") + arm("M127 104q18-12 14-28-14 2-20 20z");
const waving =
  arm("M33 108q-14 6-10 16 10 3 16-6z") +
  `<g class="wave">${arm("M127 104q18-12 14-28-14 2-20 20z")}</g>`;
const together = arm("M44 120q14 14 34 6-6-14-30-14zM116 120q-14 14-34 6 6-14 30-14z");

const heart = (x: number, y: number, size: number): string =>
  `<path transform="translate(${x} ${y}) scale(${size})" d="M0 9l-9-9a5.6 5.6 0 0 1 9-6 5.6 5.6 0 0 1 9 6z" fill="${red}"/>`;
const hearts = `<g class="rise">${heart(128, 52, 1.2)}${heart(34, 44, 0.8)}</g>`;
const tears = `<g fill="${water}" class="drip"><path d="M56 102q-6 14 0 19 7-5 0-19zM104 102q-6 14 0 19 7-5 0-19z"/></g>`;
const sweat = `<path class="drip" d="M122 58q-9 13 0 18 9-5 0-18z" fill="${water}"/>`;
const sleep = `<g class="rise"><path d="M112 50h12l-12 14h12M130 32h9l-9 11h9" class="l" stroke="${water}"/></g>`;
const sparks = `<g class="blink" fill="${gold}"><path d="M28 50l3.5 8 8 3.5-8 3.5-3.5 8-3.5-8-8-3.5 8-3.5zM134 40l3 7 7 3-7 3-3 7-3-7-7-3 7-3z"/></g>`;
const question = `<g class="tilt"><path d="M120 46q0-13 11-13t11 10q0 8-10 12v6M132 69v1" class="l" stroke="#d98f4e"/></g>`;
const bang = `<g class="blink"><path d="M126 34v22M126 66v1M140 38l-4 18M134 67v1" class="l" stroke="${red}"/></g>`;
const puffs = `<g class="rise"><path d="M34 52q-10-6-4-15 8-6 13 2M126 52q10-6 4-15-8-6-13 2" class="l" stroke="${red}"/></g>`;
const cup = `<g transform="translate(114 128) scale(.85)"><path d="M-20-8h40l-4 22h-32z" fill="#d98f4e" class="t"/><g class="rise"><path d="M-7-14q-4-6 0-11M6-14q-4-6 0-11" class="l" stroke="#9aa5a8"/></g></g>`;
const bowl = `<g transform="translate(80 128)"><path d="M-28-6h56q-2 20-16 22h-24q-14-2-16-22z" fill="${red}" class="t"/><path d="M-20-7q20-16 40 0z" fill="#fff" class="t"/></g>`;
const book = `<g transform="translate(80 130)"><path d="M0-10q-14-8-30-2v24q16-6 30 2 14-8 30-2v-24q-16-6-30 2z" fill="#7fa7d9" class="t"/><path d="M0-10v24" class="l"/></g>`;
const cake = `<g transform="translate(112 132) scale(.8)"><path d="M-26 14v-18q26-10 52 0v18z" fill="#f7c6c7" class="t"/><path d="M-26 0q7 7 13 0 7 7 13 0 7 7 13 0 7 7 13 0" class="l" stroke="#fff"/><path d="M0-8v-12" class="l" stroke="${water}"/><path class="blink" d="M0-32q-5 8 0 11 5-3 0-11z" fill="${gold}"/></g>`;
const thumb = `<g class="nod">${arm("M118 118q-2-14 8-16l4-16q8-2 8 8l-2 8h12q6 4 2 20-4 10-18 8-12 0-14-12z")}</g>`;

interface Mood {
  eyes: string;
  mouth: string;
  arms: string;
  more?: string;
  /** How the whole of it moves. */
  motion: "bob" | "hop" | "shake" | "sway" | "breathe";
}

const moods = {
  hi: { eyes: dots, mouth: open, arms: waving, motion: "bob" },
  good: { eyes: smiling, mouth: smile, arms: down, more: thumb, motion: "bob" },
  great: { eyes: shining, mouth: open, arms: raised, more: sparks, motion: "hop" },
  laugh: { eyes: squeezed, mouth: open, arms: down, motion: "shake" },
  heart: { eyes: smiling, mouth: cat, arms: together, more: hearts, motion: "sway" },
  hug: { eyes: closed, mouth: smile, arms: raised, more: hearts, motion: "breathe" },
  tears: { eyes: closed, mouth: frown, arms: down, more: tears, motion: "breathe" },
  wronged: { eyes: shining, mouth: pout, arms: together, motion: "breathe" },
  furious: { eyes: stern, mouth: frown, arms: raised, more: puffs, motion: "shake" },
  shocked: { eyes: huge, mouth: tiny, arms: raised, more: bang, motion: "hop" },
  huh: { eyes: aside, mouth: tiny, arms: down, more: question, motion: "sway" },
  awkward: { eyes: aside, mouth: wave, arms: down, more: sweat, motion: "breathe" },
  sleepy: { eyes: closed, mouth: tiny, arms: together, more: sleep, motion: "breathe" },
  eat: { eyes: smiling, mouth: cat, arms: down, more: bowl, motion: "bob" },
  tea: { eyes: closed, mouth: smile, arms: down, more: cup, motion: "breathe" },
  study: { eyes: dots, mouth: smile, arms: down, more: book, motion: "sway" },
  birthday: { eyes: smiling, mouth: open, arms: raised, more: cake, motion: "hop" },
} satisfies Record<string, Mood>;

export type MochiName = keyof typeof moods;
export const mochiNames = Object.keys(moods) as MochiName[];

const motion =
  `@keyframes bob{50%{transform:translateY(-4px)}}` +
  `@keyframes hop{0%,60%,100%{transform:none}70%{transform:scale(1.05,.94)}82%{transform:translateY(-12px) scale(.97,1.04)}92%{transform:scale(1.03,.97)}}` +
  `@keyframes shake{25%{transform:rotate(-3deg)}75%{transform:rotate(3deg)}}` +
  `@keyframes sway{25%{transform:rotate(-4deg)}75%{transform:rotate(4deg)}}` +
  `@keyframes breathe{50%{transform:scale(1.025,.97)}}` +
  `@keyframes rise{from{opacity:0;transform:translateY(8px)}40%{opacity:1}to{opacity:0;transform:translateY(-10px)}}` +
  `@keyframes drip{from{opacity:0;transform:translateY(-4px)}30%{opacity:1}to{opacity:0;transform:translateY(12px)}}` +
  `@keyframes blink{50%{opacity:.25}}` +
  `@keyframes wave{0%,100%{transform:rotate(-10deg)}50%{transform:rotate(22deg)}}` +
  `.bob{animation:bob 1.6s ease-in-out infinite}.hop{animation:hop 1.8s ease-out infinite}` +
  `.shake{animation:shake .4s linear infinite}.sway{animation:sway 2.4s ease-in-out infinite}` +
  `.breathe{animation:breathe 2.6s ease-in-out infinite}.rise{animation:rise 2.4s ease-out infinite}` +
  `.drip{animation:drip 1.6s ease-in infinite}.blink{animation:blink 1s ease-in-out infinite}` +
  `.wave{animation:wave .8s ease-in-out infinite;transform-origin:124px 102px}` +
  `.tilt{animation:sway 1.6s ease-in-out infinite;transform-origin:132px 52px}` +
  `.nod{animation:bob .9s ease-in-out infinite}`;

/** `words` stand below. What does not move is the same picture at rest. */
export function mochiSvg(name: MochiName, words: string, moving: boolean): string {
  const mood: Mood = moods[name];
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 180" width="320" height="360">` +
    `<style>.l{fill:none;stroke-width:4;stroke-linecap:round;stroke-linejoin:round}.l:not([stroke]){stroke:${ink}}.t{stroke:${ink};stroke-width:3}` +
    `.whole{transform-origin:80px 146px}${moving ? motion : ""}</style>` +
    `<g class="whole ${mood.motion}">` +
    `<path d="M80 46q-2-12 2-20" class="l" stroke="${leaf}"/><path d="M82 28q10-16 24-8-6 14-24 8zM81 32q-16-12-24 0 10 10 24 0z" fill="${leaf}" class="t"/>` +
    `<path d="M80 44c34 0 54 26 54 58 0 30-22 44-54 44s-54-14-54-44c0-32 20-58 54-58z" fill="${dough}" class="t"/>` +
    `<path d="M33 118c6 20 24 26 47 26s41-6 47-26c-10 12-26 17-47 17s-37-5-47-17z" fill="${shade}"/>` +
    `<g fill="${blush}" opacity=".8"><ellipse cx="48" cy="105" rx="8" ry="5"/><ellipse cx="112" cy="105" rx="8" ry="5"/></g>` +
    `${mood.arms}<g fill="${ink}">${mood.eyes}</g>${mood.mouth}${mood.more ?? ""}</g>` +
    `<text x="80" y="171" text-anchor="middle" font-family="PingFang SC,HarmonyOS Sans SC,Microsoft YaHei,Noto Sans CJK SC,sans-serif" ` +
    `font-size="22" font-weight="600" fill="${ink}" stroke="#fff" stroke-width="6" paint-order="stroke" stroke-linejoin="round">${words}</text></svg>`
  );
}
