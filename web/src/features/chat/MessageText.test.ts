// @vitest-environment happy-dom
import { mount } from "@vue/test-utils";
import { beforeAll, expect, it } from "vitest";
import { i18n, useLanguage } from "../../locales/i18n";
import MessageText from "./MessageText.vue";

beforeAll(() => useLanguage("en"));
const show = (text: string) => mount(MessageText, { props: { text }, global: { plugins: [i18n] } });

it("shows markup as the words it is", () => {
  const text = '<img src=x onerror="alert(1)"> <b>bold</b> &amp;';
  const wrapper = show(text);
  expect(wrapper.get(".text").text()).toBe(text);
  expect(wrapper.find("img, b").exists()).toBe(false);
});

it("opens links elsewhere and tells them nothing", () => {
  const link = show("see https://a.example/x!").get("a");
  expect(link.attributes()).toMatchObject({
    href: "https://a.example/x",
    target: "_blank",
    rel: "noopener noreferrer",
  });
});

it("folds a long text and unfolds it", async () => {
  const wrapper = show("line\n".repeat(30));
  expect(wrapper.get(".text").classes()).toContain("folded");
  await wrapper.get("button").trigger("click");
  expect(wrapper.get(".text").classes()).not.toContain("folded");
  expect(show("short").find("button").exists()).toBe(false);
});
