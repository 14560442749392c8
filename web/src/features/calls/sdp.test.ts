import { expect, it } from "vitest";
import { tuned } from "./sdp";

const offer = [
  "v=0",
  "m=audio 9 UDP/TLS/RTP/SAVPF 111",
  "a=rtpmap:111 opus/48000/2",
  "a=fmtp:111 minptime=10;useinbandfec=1",
  "m=video 9 UDP/TLS/RTP/SAVPF 96 97 98",
  "a=rtpmap:96 VP8/90000",
  "a=rtpmap:97 rtx/90000",
  "a=fmtp:97 apt=96",
  "a=rtpmap:98 VP9/90000",
  "a=fmtp:98 profile-id=0",
  "",
].join("\r\n");

it("asks every video codec to begin sharp, and opus to keep silent in silence", () => {
  const lines = tuned(offer).split("\r\n");
  expect(lines).toContain("a=fmtp:111 minptime=10;useinbandfec=1;usedtx=1");
  expect(lines).toContain("a=fmtp:96 x-google-start-bitrate=1500");
  expect(lines).toContain("a=fmtp:98 profile-id=0;x-google-start-bitrate=1500");
  expect(lines).toContain("a=fmtp:97 apt=96");
});

it("leaves everything else as it was, to the line end", () => {
  const added = tuned(offer).split("\r\n").length - offer.split("\r\n").length;
  expect(added).toBe(1);
  expect(tuned(offer).endsWith("\r\n")).toBe(true);
});

it("asks only once", () => {
  expect(tuned(tuned(offer))).toBe(tuned(offer));
});
