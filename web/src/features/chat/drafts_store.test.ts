// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from "vitest";
import { signIn, type SignedIn } from "../../testing/signed_in";
import { useDrafts } from "./drafts_store";

let world: SignedIn;
afterEach(() => world.end());

async function start(options: Parameters<typeof signIn>[0] = {}) {
  world = await signIn(options);
  const drafts = useDrafts();
  world.scope.run(() => drafts.start());
  return drafts;
}
const asked = () => world.socket().of("conversation.set_draft");

describe("a draft", () => {
  it("goes to the server when the typing pauses", async () => {
    const drafts = await start();
    world.answers["conversation.set_draft"] = () => ({});
    drafts.write(10, "你");
    drafts.write(10, "你好");
    expect(drafts.draftOf(10)).toBe("你好");
    await vi.waitFor(() => expect(asked()).toHaveLength(1), { timeout: 3_000 });
    expect(asked()[0]?.params["draft"]).toBe("你好");
    await vi.waitFor(() => expect(drafts.local.has(10)).toBe(false));
  });

  it("goes at once when the room is left", async () => {
    const drafts = await start();
    drafts.write(10, "半句");
    drafts.settle(10);
    expect(asked()[0]?.params["draft"]).toBe("半句");
  });

  it("from another device does not overwrite words that the server lacks", async () => {
    const drafts = await start();
    drafts.write(10, "mine");
    world.socket().event({
      pts: 1,
      event: "draft.changed",
      data: { conversation_id: 10, draft: "theirs" },
    });
    expect(drafts.draftOf(10)).toBe("mine");
  });

  it("from another device shows where nothing is being written", async () => {
    const drafts = await start();
    world.socket().event({
      pts: 1,
      event: "draft.changed",
      data: { conversation_id: 10, draft: "theirs" },
    });
    expect(drafts.draftOf(10)).toBe("theirs");
  });

  it("written offline is kept and sent later", async () => {
    const drafts = await start();
    world.socket().breakOff(1006);
    drafts.write(10, "later");
    drafts.settle(10);
    expect(drafts.draftOf(10)).toBe("later");
    world.session.probe();
    world.socket().hello({ user_id: world.session.myId });
    await vi.waitFor(() => expect(asked()[0]?.params["draft"]).toBe("later"));
  });

  it("outlives a reload that comes before the database has it", async () => {
    const drafts = await start();
    drafts.write(10, "the last words");
    const kept = sessionStorage.getItem("ling.of_user.drafts");
    world.end();

    if (kept) sessionStorage.setItem("ling.of_user.drafts", kept);
    const again = await start();
    await vi.waitFor(() => expect(again.draftOf(10)).toBe("the last words"));
  });
});
