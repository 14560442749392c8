const longest = 30;

/** What a group is called when nobody gives it a name: its people, as many as have room. */
export function defaultName(names: readonly string[]): string {
  let name = "";
  for (const one of names) {
    const longer = name === "" ? one : `${name}、${one}`;
    if ([...longer].length > longest) break;
    name = longer;
  }
  return name || [...(names[0] ?? "")].slice(0, longest).join("");
}
