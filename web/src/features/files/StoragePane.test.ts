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
  conversations: [],
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
