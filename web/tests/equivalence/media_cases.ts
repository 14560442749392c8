import { expect } from "vitest";
import type { MediaLine } from "../../src/protocol/protocol";
import { enterSoon, window } from "./call_cases";
import type { Case } from "./cases";
import type { Cast, Person } from "./cast";
import { type Device, refused } from "./device";
import { joinCall } from "./group_call_cases";
import { founded } from "./group_cases";

export const fingerprint = JSON.stringify({
  role: "client",
  fingerprints: [{ algorithm: "sha-256", value: Array(32).fill("AB").join(":") }],
});

let ssrc = 1000;
/** What a browser says of a voice that it sends. */
export const voice = (): string =>
  JSON.stringify({
    mid: String((ssrc += 1)),
    codecs: [{ mimeType: "audio/opus", payloadType: 111, clockRate: 48000, channels: 2 }],
    headerExtensions: [],
    encodings: [{ ssrc }],
    rtcp: { cname: "voice" },
  });

export const enter = (device: Device, group_call_id: number, name: string): Promise<MediaLine> =>
  enterSoon(() => device.call("media.enter", { group_call_id, endpoint: window(name) }));

/** Mei and Lin's phone in a call, both with a line. */
async function lines(cast: Cast): Promise<{ id: number; mei: MediaLine; lin: MediaLine }> {
  const group = await founded(cast);
  const { call } = await joinCall(cast.mei.device, group, "mei");
  await joinCall(cast.phone, group, "phone");
  const id = call.group_call_id;
  return {
    id,
    mei: await enter(cast.mei.device, id, "mei"),
    lin: await enter(cast.phone, id, "phone"),
  };
}

/** Mei sends her voice. */
async function speaking(cast: Cast, { line }: MediaLine): Promise<string> {
  await cast.mei.device.call("media.open", { line, direction: "send" });
  const { producer_id } = await cast.mei.device.call("media.send", {
    line,
    source: "microphone",
    rtp_parameters: voice(),
  });
  return producer_id;
}

const heardBy = (person: Person, name: string) =>
  person.device.live.fleeting.filter((event) => event.event === name);

/** Lin's phone receives what the room offers. */
const listen = (device: Device, { line, rtp_capabilities }: MediaLine) =>
  device.call("media.open", { line, direction: "receive", rtp_capabilities });

export const mediaCases = {
  "media.enter": async (cast) => {
    const { mei, zhou, laptop } = cast;
    const { id, mei: first } = await lines(cast);
    expect(JSON.parse(first.rtp_capabilities)).toHaveProperty("codecs");
    const again = await cast.step("again", () => enter(mei.device, id, "mei"));
    expect(again.line).not.toBe(first.line);
    await mei.device.live.until(
      "the end of the first",
      () => heardBy(mei, "media.ended").length === 1,
    );
    await cast.step("with another window", () => refused("not_found", enter(laptop, id, "phone")));
    await cast.step("by a stranger", () => refused("not_found", enter(zhou.device, id, "zhou")));
    await cast.step("nowhere", () =>
      refused("bad_request", mei.device.call("media.enter", { endpoint: window("mei") })),
    );
    await mei.device.call("group_call.leave", { group_call_id: id });
    await cast.step("after leaving", () => refused("not_found", enter(mei.device, id, "mei")));
  },

  "media.look": async (cast) => {
    const { lin, mei } = await lines(cast);
    const producer_id = await speaking(cast, mei);
    const look = (device: Device, { line }: MediaLine) => device.call("media.look", { line });
    const seen = await cast.step("by the other", () => look(cast.phone, lin));
    expect(seen.sending).toEqual([
      { producer_id, user_id: cast.mei.userId, source: "microphone", paused: false },
    ]);
    expect((await look(cast.mei.device, mei)).sending).toEqual([]);
    await cast.step("on a line of somebody else", () =>
      refused("not_found", look(cast.phone, mei)),
    );
  },

  "media.open": async (cast) => {
    const { lin } = await lines(cast);
    const { line } = lin;
    const sending = await cast.step("to send", () =>
      cast.phone.call("media.open", { line, direction: "send" }),
    );
    expect(JSON.parse(sending.parameters)).toHaveProperty("iceCandidates");
    await cast.step("to receive", () => listen(cast.phone, lin));
    await cast.step("to receive nothing that is known", () =>
      refused("bad_request", cast.phone.call("media.open", { line, direction: "receive" })),
    );
    await cast.step("on a line of somebody else", () =>
      refused("not_found", cast.mei.device.call("media.open", { line, direction: "send" })),
    );
  },

  "media.connect": async (cast) => {
    const { line } = (await lines(cast)).lin;
    const { transport_id } = await cast.phone.call("media.open", { line, direction: "send" });
    const connect = (id: string, dtls_parameters: string) =>
      cast.phone.call("media.connect", { line, transport_id: id, dtls_parameters });
    await cast.step("with nonsense", () => refused("bad_request", connect(transport_id, "{]")));
    await cast.step("another", () => refused("not_found", connect("another", fingerprint)));
    await cast.step("once", () => connect(transport_id, fingerprint));
  },

  "media.restart": async (cast) => {
    const { line } = (await lines(cast)).lin;
    const { transport_id } = await cast.phone.call("media.open", { line, direction: "send" });
    const { ice_parameters } = await cast.step("a transport of mine", () =>
      cast.phone.call("media.restart", { line, transport_id }),
    );
    expect(JSON.parse(ice_parameters)).toHaveProperty("usernameFragment");
  },

  "media.send": async (cast) => {
    const { mei, lin } = await lines(cast);
    const send = (rtp_parameters: string) =>
      cast.mei.device.call("media.send", { line: mei.line, source: "microphone", rtp_parameters });
    await cast.step("before there is a transport", () => refused("bad_request", send(voice())));
    const producer_id = await speaking(cast, mei);
    const sending = { producer_id, user_id: cast.mei.userId, source: "microphone", paused: false };
    await cast.phone.live.until("the voice", () =>
      cast.phone.live.fleeting.some((event) => event.event === "media.sending"),
    );
    const told = cast.phone.live.fleeting.find((event) => event.event === "media.sending");
    expect(told?.data).toEqual({ room: lin.room, sending });
    await cast.step("a voice as a camera", () =>
      refused(
        "bad_request",
        cast.mei.device.call("media.send", {
          line: mei.line,
          source: "camera",
          rtp_parameters: voice(),
        }),
      ),
    );
    const another = await cast.step("another voice instead", () => send(voice()));
    const look = await cast.phone.call("media.look", { line: lin.line });
    expect(look.sending.map((one) => one.producer_id)).toEqual([another.producer_id]);
  },

  "media.stop": async (cast) => {
    const { mei, lin } = await lines(cast);
    await speaking(cast, mei);
    await cast.step("what I send", () =>
      cast.mei.device.call("media.stop", { line: mei.line, source: "microphone" }),
    );
    expect((await cast.phone.call("media.look", { line: lin.line })).sending).toEqual([]);
  },

  "media.receive": async (cast) => {
    const { mei, lin } = await lines(cast);
    const producer_id = await speaking(cast, mei);
    const receive = (...producer_ids: string[]) =>
      cast.phone.call("media.receive", { line: lin.line, producer_ids });
    await cast.step("before there is a transport", () =>
      refused("bad_request", receive(producer_id)),
    );
    await listen(cast.phone, lin);
    const { consumers } = await cast.step("a voice, and nothing", () =>
      receive(producer_id, "nothing"),
    );
    expect(consumers).toMatchObject([{ producer_id }]);
    expect(JSON.parse(consumers[0]?.parameters ?? "")).toMatchObject({ kind: "audio" });
    expect((await receive(producer_id)).consumers).toEqual(consumers);
    await cast.step("none", () => refused("bad_request", receive()));
  },

  "media.want": async (cast) => {
    const { mei, lin } = await lines(cast);
    const producer_id = await speaking(cast, mei);
    await listen(cast.phone, lin);
    const { consumers } = await cast.phone.call("media.receive", {
      line: lin.line,
      producer_ids: [producer_id],
    });
    const consumer_id = consumers[0]?.consumer_id ?? "";
    const want = (layer: number | null, paused = false) =>
      cast.phone.call("media.want", {
        line: lin.line,
        wishes: [{ consumer_id, paused, spatial: layer, temporal: null, priority: 200 }],
      });
    await cast.step("it", () => want(null));
    await cast.step("it no longer", () => want(0, true));
    await cast.step("a layer that nothing has", () => refused("bad_request", want(9)));
  },

  "media.probe": async (cast) => {
    const probe = (device: Device) => enterSoon(() => device.call("media.probe", {}));
    const first = await cast.step("without a call", () => probe(cast.phone));
    const { iceCandidates } = JSON.parse(first.parameters) as {
      iceCandidates: { protocol: string; port: number }[];
    };
    const { media_port } = await cast.phone.call("call.routes", {});
    expect(new Set(iceCandidates.map((one) => one.protocol))).toEqual(new Set(["udp", "tcp"]));
    expect(new Set(iceCandidates.map((one) => one.port))).toEqual(new Set([media_port]));
    const again = await cast.step("again", () => probe(cast.phone));
    expect(again.parameters).not.toBe(first.parameters);
  },
} satisfies Record<string, Case>;
