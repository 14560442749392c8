// The stickers that come with 翎: one bird in many moods, drawn here.
const ink = "#1a2225";
const body = "#5fb8aa";
const belly = "#e7f6f2";
const beak = "#f0a23c";
const blush = "#f2a79b";

const open = `<circle cx="62" cy="78" r="6"/><circle cx="98" cy="78" r="6"/>`;
const happy = `<path d="M54 80q8-11 16 0M90 80q8-11 16 0" class="l"/>`;
const shut = `<path d="M54 77q8 8 16 0M90 77q8 8 16 0" class="l"/>`;
const cross = `<path d="M54 70l16 6M106 70l-16 6" class="l"/><circle cx="63" cy="82" r="5"/><circle cx="97" cy="82" r="5"/>`;
const wide = `<circle cx="62" cy="77" r="10" fill="#fff" class="t"/><circle cx="98" cy="77" r="10" fill="#fff" class="t"/><circle cx="63" cy="79" r="4"/><circle cx="97" cy="79" r="4"/>`;
const hearts = `<g fill="#e0554a"><path d="M62 86l-9-9a5.5 5.5 0 0 1 9-6 5.5 5.5 0 0 1 9 6zM98 86l-9-9a5.5 5.5 0 0 1 9-6 5.5 5.5 0 0 1 9 6z"/></g>`;
const flat = `<path d="M54 78h16M90 78h16" class="l"/>`;

const small = `<path d="M72 92l8 9 8-9z" fill="${beak}"/>`;
const laughing = `<path d="M66 90q14-5 28 0-2 20-14 20t-14-20z" fill="${beak}"/><path d="M71 97q9 4 18 0-2 9-9 9t-9-9z" fill="#b5472f"/>`;
const down = `<path d="M70 99q10-12 20 0-10 5-20 0z" fill="${beak}"/>`;
const round = `<ellipse cx="80" cy="98" rx="8" ry="9" fill="${beak}"/><ellipse cx="80" cy="98" rx="4" ry="5" fill="#b5472f"/>`;

const wingUp = `<path d="M123 104q26-18 22-48-26 10-30 34z" fill="#3d9c8d"/>`;
const bothUp = `${wingUp}<path d="M37 104q-26-18-22-48 26 10 30 34z" fill="#3d9c8d"/>`;
const wings = `<path d="M121 96q24 12 14 36-18-4-22-20zM39 96q-24 12-14 36 18-4 22-20z" fill="#3d9c8d"/>`;
const folded = `<path d="M118 118q-20 18-38 4 12-14 34-18zM42 118q20 18 38 4-12-14-34-18z" fill="#3d9c8d"/>`;

const tears = `<g fill="#6fb7e8"><path d="M56 90q-6 16 0 22 7-6 0-22zM104 90q-6 16 0 22 7-6 0-22z"/></g>`;
const drop = `<path d="M120 46q-9 14 0 19 9-5 0-19z" fill="#6fb7e8"/>`;
const zzz = `<path d="M112 44h12l-12 14h12M130 24h9l-9 11h9" class="l"/>`;
const flower = `<g transform="translate(130 118)"><path d="M0 4v22" class="l"/><g fill="#e0554a"><circle cy="-8" r="6"/><circle cx="7" cy="-2" r="6"/><circle cx="-7" cy="-2" r="6"/><circle cx="4" cy="6" r="6"/><circle cx="-4" cy="6" r="6"/></g><circle r="4.5" fill="#f6d365"/></g>`;
const steam = `<path d="M34 42q-8-8 0-14M126 42q8-8 0-14" class="l" stroke="#c8382e"/>`;
const mark = `<path d="M120 34q0-12 11-12t11 10q0 8-10 12v6M132 58v1" class="l" stroke="#7a5a1e"/>`;
const stars = `<g fill="#f6c445"><path d="M24 52l4 8 9 1-7 6 2 9-8-5-8 5 2-9-7-6 9-1zM136 44l3 6 7 1-5 5 1 7-6-4-6 4 1-7-5-5 7-1z"/></g>`;

interface Mood {
  eyes: string;
  mouth: string;
  wings: string;
  more?: string;
}

const moods = {
  hello: { eyes: open, mouth: laughing, wings: wingUp },
  fine: { eyes: happy, mouth: small, wings },
  thanks: { eyes: happy, mouth: small, wings: folded, more: flower },
  haha: { eyes: happy, mouth: laughing, wings: bothUp },
  cry: { eyes: shut, mouth: down, wings, more: tears },
  angry: { eyes: cross, mouth: down, wings: folded, more: steam },
  love: { eyes: hearts, mouth: laughing, wings: bothUp },
  what: { eyes: wide, mouth: round, wings, more: mark },
  night: { eyes: shut, mouth: small, wings: folded, more: zzz },
  sorry: { eyes: shut, mouth: down, wings: folded, more: drop },
  cheer: { eyes: open, mouth: laughing, wings: bothUp, more: stars },
  speechless: { eyes: flat, mouth: small, wings, more: drop },
} satisfies Record<string, Mood>;

export type BirdName = keyof typeof moods;
export const birdNames = Object.keys(moods) as BirdName[];

/** `words` stand below. */
export function birdSvg(name: BirdName, words: string): string {
  const mood: Mood = moods[name];
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 180" width="320" height="360">` +
    `<style>.l{fill:none;stroke-width:4.5;stroke-linecap:round;stroke-linejoin:round}.l:not([stroke]){stroke:${ink}}.t{stroke:${ink};stroke-width:3}</style>` +
    `<path d="M78 30q-10-22 8-28 4 12-2 24 12-14 22-8-4 12-20 16z" fill="#3d9c8d"/>` +
    `${mood.wings}<ellipse cx="80" cy="88" rx="52" ry="56" fill="${body}"/>` +
    `<ellipse cx="80" cy="112" rx="32" ry="28" fill="${belly}"/>` +
    `<g fill="${blush}" opacity=".75"><ellipse cx="48" cy="94" rx="8" ry="5"/><ellipse cx="112" cy="94" rx="8" ry="5"/></g>` +
    `<g fill="${ink}">${mood.eyes}</g>${mood.mouth}${mood.more ?? ""}` +
    `<text x="80" y="171" text-anchor="middle" font-family="PingFang SC,HarmonyOS Sans SC,Microsoft YaHei,Noto Sans CJK SC,sans-serif" ` +
    `font-size="24" font-weight="600" fill="${ink}" stroke="#fff" stroke-width="6" paint-order="stroke" stroke-linejoin="round">${words}</text></svg>`
  );
}
