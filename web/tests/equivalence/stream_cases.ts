import { expect } from "vitest";
import type { Case } from "./cases";
import { refused } from "./device";

export const streamCases = {
  "stream.snapshot": async (cast) => {
    await cast.conversation();
    const [one, other] = await cast.step("on two devices at once", () =>
      Promise.all([cast.phone.call("stream.snapshot", {}), cast.laptop.ask("stream.snapshot", {})]),
    );
    expect(one).toStrictEqual(other);
  },

  "stream.read": async (cast) => {
    const conversation_id = await cast.conversation();
    const { phone, laptop, lin } = cast;
    // More than a page of 500.
    for (let count = 0; count < 260; count += 1) {
      for (const draft of [`${count}`, ""]) {
        await laptop.ask("conversation.set_draft", { conversation_id, draft });
      }
    }
    const { pts, epoch } = await lin.state();
    const page = await cast.step("a page", () => phone.call("stream.read", { after: 0 }));
    expect(page.events.map((event) => event.pts)).toEqual(
      Array.from({ length: 500 }, (_, index) => index + 1),
    );
    expect([page.has_more, page.epoch]).toEqual([true, epoch]);
    const rest = await cast.step("the rest", () => laptop.ask("stream.read", { after: 500 }));
    expect([rest.events.at(-1)?.pts, rest.has_more]).toEqual([pts, false]);
    const nothing = await cast.step("nothing new", () => phone.call("stream.read", { after: pts }));
    expect([nothing.events, nothing.has_more]).toEqual([[], false]);
    await cast.step("what has not been yet", () =>
      refused("stream_too_old", phone.call("stream.read", { after: pts + 1 })),
    );
    await cast.step("before the beginning", () =>
      refused("stream_too_old", phone.call("stream.read", { after: -1 })),
    );
  },
} satisfies Record<string, Case>;
