import { expect } from "vitest";
import type { Case } from "./cases";
import { refused } from "./device";
import { attached, hashOf, uploaded } from "./uploads";

export const fileCases = {
  "file.copy": async (cast) => {
    const conversation_id = await cast.conversation();
    const { phone, mei, zhou } = cast;
    const file_id = await uploaded(phone, "诗.txt", "何当有翅翎");
    const copy = (device: typeof phone) => () => device.call("file.copy", { file_id });
    await cast.step("before it was sent", () => refused("not_found", copy(mei.device)()));
    await cast.step(
      "it is sent, with nothing said to it",
      () =>
        phone.call("message.send", {
          conversation_id,
          client_id: "with-a-file",
          text: "",
          attachments: [attached(file_id)],
        }),
      { lin: ["message.sent"], mei: ["message.sent"] },
    );
    const copied = await cast.step("by who was sent it", copy(mei.device));
    expect(copied).toMatchObject({ name: "诗.txt", size: 15, type: "text/plain" });
    await cast.step("by somebody else", () => refused("not_found", copy(zhou.device)()));
    await cast.step(
      "the copy is sent back",
      () =>
        mei.device.call("message.send", {
          conversation_id,
          client_id: "with-a-copy",
          text: "还你",
          attachments: [attached(copied.file_id)],
        }),
      { lin: ["message.sent"], mei: ["message.sent"] },
    );
  },
  "file.find": async (cast) => {
    const { phone, zhou } = cast;
    const text = "飞去堕尔前";
    const named = { sha256: hashOf(text), size: 15, name: "诗.txt" };
    await cast.step("nobody has it", () => refused("not_found", phone.call("file.find", named)));
    await uploaded(zhou.device, "b.txt", text);
    await cast.step("a stranger has it", () =>
      refused("not_found", phone.call("file.find", named)),
    );
    const found = await cast.step("my own", () => zhou.device.call("file.find", named));
    expect(found).toMatchObject({ name: "诗.txt", size: 15, type: "text/plain" });
  },
  "storage.report": async (cast) => {
    const { host, phone } = cast;
    await cast.step("by somebody", () =>
      refused("unknown_command", phone.call("storage.report", {})),
    );
    const report = await cast.step("by the administrator", () =>
      host.device.call("storage.report", {}),
    );
    expect(report.kinds).toHaveLength(4);
  },
  "storage.remove": async (cast) => {
    const conversation_id = await cast.conversation();
    const { host, phone } = cast;
    const file_id = await uploaded(phone, "诗.txt", "瀚海阑干百丈冰");
    await cast.step(
      "a file is sent",
      () =>
        phone.call("message.send", {
          conversation_id,
          client_id: "with-much",
          text: "",
          attachments: [attached(file_id)],
        }),
      { lin: ["message.sent"], mei: ["message.sent"] },
    );
    const remove = (try_only: boolean) => () =>
      host.device.call("storage.remove", {
        before: 4_000_000_000_000,
        larger_than: 20,
        kind: "other",
        conversation_id,
        try_only,
      });
    expect(await cast.step("only looked", remove(true))).toEqual({ files: 1, bytes: 21 });
    expect(await cast.step("removed", remove(false))).toEqual({ files: 1, bytes: 21 });
    await cast.step("it is there no more", () =>
      refused("not_found", phone.call("file.copy", { file_id })),
    );
  },
} satisfies Record<string, Case>;
