const most = 3;
const emoji =
  /^(?:\p{Regional_Indicator}{2}|[0-9#*]\uFE0F?\u20E3|(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F)\p{Emoji_Modifier}?(?:\u200D(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F)\p{Emoji_Modifier}?)*)/u;

/** How many emoji a text consists of, if of nothing else and of at most three; else 0. */
export function bigEmojiCount(text: string): number {
  let rest = text.trim();
  // The longest family has eleven code units; a text that is longer cannot be three emoji.
  if (rest.length === 0 || rest.length > 48) return 0;
  let count = 0;
  while (rest !== "") {
    const match = emoji.exec(rest);
    if (!match) return 0;
    count += 1;
    if (count > most) return 0;
    rest = rest.slice(match[0].length).trimStart();
  }
  return count;
}
