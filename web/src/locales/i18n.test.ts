import { expect, it } from "vitest";
import { i18n, useLanguage } from "./i18n";

const { t, te } = i18n.global;

it("has the words of the entrance first, and all of them once somebody is inside", async () => {
  await useLanguage("en", "entrance");
  expect(t("entrance.signIn")).toBe("Sign in");
  expect(te("chat.send")).toBe(false);
  await useLanguage("en");
  expect(t("chat.send")).toBe("Send");
  expect(t("entrance.signIn")).toBe("Sign in");
});

it("keeps all words when only those of the entrance are wanted later", async () => {
  await Promise.all([useLanguage("zh-CN"), useLanguage("zh-CN", "entrance")]);
  expect(t("chat.send")).toBe("发送");
});
