// @vitest-environment happy-dom
import { mount } from "@vue/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { i18n, useLanguage } from "../../locales/i18n";
import { usePreferences } from "../../platform/preferences_store";
import { signIn, type SignedIn } from "../../testing/signed_in";
import ComposerBar from "./ComposerBar.vue";
import { useOutbox } from "./outbox_store";

let world: SignedIn;

beforeEach(async () => {
  await useLanguage("zh-CN");
  world = await signIn();
  world.scope.run(() => useOutbox().start());
});
afterEach(() => world.end());

function compose() {
  const wrapper = mount(ComposerBar, {
    props: { conversationId: 10, recipient: "陈语", focusAtOpen: false },
    global: { plugins: [i18n] },
  });
  return wrapper.get("textarea");
}
const written = () => useOutbox().entries.map((one) => one.text);

describe("the composer", () => {
  it("sends with Enter and is empty afterwards", async () => {
    const area = compose();
    await area.setValue("  你好  ");
    await area.trigger("keydown", { key: "Enter" });
    await vi.waitFor(() => expect(written()).toEqual(["你好"]));
    expect(area.element.value).toBe("");
  });

  it("leaves Enter to the input method while it composes", async () => {
    const area = compose();
    await area.setValue("ni");
    await area.trigger("keydown", { key: "Enter", isComposing: true });
    expect(written()).toEqual([]);
    expect(area.element.value).toBe("ni");
  });

  it("breaks the line with Shift and Enter", async () => {
    const area = compose();
    await area.setValue("a");
    await area.trigger("keydown", { key: "Enter", shiftKey: true });
    expect(written()).toEqual([]);
  });

  it("sends with Ctrl and Enter where that is the habit", async () => {
    usePreferences().sendKey = "ctrl_enter";
    const area = compose();
    await area.setValue("a");
    await area.trigger("keydown", { key: "Enter" });
    expect(written()).toEqual([]);
    await area.trigger("keydown", { key: "Enter", ctrlKey: true });
    await vi.waitFor(() => expect(written()).toEqual(["a"]));
  });

  it("sends nothing when there are only blanks", async () => {
    const area = compose();
    await area.setValue(" \n ");
    await area.trigger("keydown", { key: "Enter" });
    expect(written()).toEqual([]);
  });
});
