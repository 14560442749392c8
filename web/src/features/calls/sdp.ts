// What we ask of our own sender, written into the description of the other side, where a browser looks for it.

const startKbps = 1_500;

/**
 * Video is sharp from the first second: left alone, a browser begins with 300 kbit/s, shrinks the picture, and stays
 * there for a long time. Voice costs nothing in silence (DTX); that it survives lost packets is asked for by default.
 */
export function tuned(sdp: string): string {
  const lines = sdp.split("\r\n");
  const codecs = new Map<string, string>();
  for (const line of lines) {
    const found = /^a=rtpmap:(\d+) ([\w-]+)\//.exec(line);
    if (found?.[1] && found[2]) codecs.set(found[1], found[2].toLowerCase());
  }
  const wishes = (payload: string): string | null => {
    const codec = codecs.get(payload);
    if (codec === "opus") return "usedtx=1";
    if (codec && ["vp8", "vp9", "h264", "av1"].includes(codec)) {
      return `x-google-start-bitrate=${startKbps}`;
    }
    return null;
  };
  const told = new Set<string>();
  const out = lines.map((line) => {
    const payload = /^a=fmtp:(\d+) /.exec(line)?.[1];
    const wish = payload ? wishes(payload) : null;
    if (!payload || !wish) return line;
    told.add(payload);
    return line.includes(wish) ? line : `${line};${wish}`;
  });
  return out
    .flatMap((line) => {
      const payload = /^a=rtpmap:(\d+) /.exec(line)?.[1];
      const wish = payload && !told.has(payload) ? wishes(payload) : null;
      return wish ? [line, `a=fmtp:${payload} ${wish}`] : [line];
    })
    .join("\r\n");
}
