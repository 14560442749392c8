// @vitest-environment happy-dom
import { flushPromises, mount } from "@vue/test-utils";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { i18n, useLanguage } from "../../locales/i18n";
import type { StorageReport } from "../../protocol/protocol";
import { signIn, snapshotOf, type SignedIn } from "../../testing/signed_in";
import StoragePane from "./StoragePane.vue";

const userId = 4_711;
let world: SignedIn;

const report: StorageReport = {
  files: 3,
  bytes: 3_000_000,
  free_bytes: 1_000_000_000,
  kinds: [],
  ages: [],
  conversations: [
    { conversation_id: 12, kind: "group", name: "登山群", files: 2, bytes: 2_000_000 },
    { conversation_id: 10, kind: "direct", name: "", files: 1, bytes: 1_000_000 },
  ],
};

beforeEach(async () => {
  await useLanguage("zh-CN");
  world = await signIn({ userId, snapshot: snapshotOf(userId) });
  world.answers["storage.report"] = () => report;
});
afterEach(() => world.end());

const draw = () => mount(StoragePane, { global: { plugins: [i18n] } });

it("tells what files take, also when the page is drawn before the server can be asked", async () => {
  world.socket().breakOff(1006);
  const pane = draw();
  await flushPromises();
  expect(pane.find("[data-testid=storage-total]").exists()).toBe(false);
  expect(pane.find("[role=alert]").exists()).toBe(false);

  world.session.probe();
  world.socket().hello({ user_id: userId });
  await vi.waitFor(() => pane.get("[data-testid=storage-total]"));
  expect(pane.get("[data-testid=storage-total]").text()).toContain("3");
});

it("looks in one conversation, and anew when another is chosen", async () => {
  world.answers["storage.remove"] = ({ params }) =>
    params["conversation_id"] === 12 ? { files: 1, bytes: 1_048_576 } : { files: 0, bytes: 0 };
  const pane = draw();
  await vi.waitFor(() => pane.get("[data-testid=storage-total]"));
  const choice = pane.get<HTMLSelectElement>("select[name=conversation]");
  expect(choice.findAll("option").map((one) => one.text())).toEqual([
    "全部",
    "登山群",
    "双人会话 10",
  ]);
  await choice.setValue("12");
  expect(pane.text()).toContain("同时发到其他会话的文件会保留");
  await pane.get("form").trigger("submit");
  const found = () => pane.find("[data-testid=storage-found]");
  await vi.waitFor(() => expect(found().text()).toBe("会清除 1 个文件，共 1.0 MB。"));
  const [asked] = world.socket().of("storage.remove");
  expect(asked?.params).toMatchObject({ conversation_id: 12, kind: null, try_only: true });

  await choice.setValue("10");
  expect(found().exists()).toBe(false);
  await pane.get("form").trigger("submit");
  await vi.waitFor(() => expect(found().text()).toBe("没有符合条件的文件。"));
});
