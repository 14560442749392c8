import { expect } from "vitest";
import {
  accountOf,
  askToBeFriends,
  fillRegistration,
  goTo,
  isAtTheDoor,
  isInside,
  register,
  registerByHand,
  signIn,
  signOut,
  trySigningIn,
} from "./harness/actions";
import { story } from "./harness/story";

const mei = accountOf("mei", "小梅");
const ming = accountOf("ming", "阿明");

story("the first person registers and becomes administrator", async (stage) => {
  const person = await stage.person("mei");
  const { words, page } = person;
  await page.goto("/");
  await isAtTheDoor(person);
  await person.picture("sign in");

  await fillRegistration(person, { ...mei, password: "short" });
  await person.sees(words.refusal.password_weak);
  await person.picture("weak password");

  const codes = await registerByHand(person, mei);
  expect(new Set(codes).size).toBe(8);
  await person.sees(words.app.verse);
  await person.picture("nobody to talk to yet");

  await goTo(person, "me");
  await person.sees(page.getByRole("link", { name: words.me.invitations }));

  await page.reload();
  await isInside(person);
});

story("recovery codes can be copied, and are shown before anything else", async (stage) => {
  const person = await stage.person("mei");
  const { words, page } = person;
  await fillRegistration(person, mei);
  await person.sees(words.codes.why);
  await person.picture("recovery codes");
  const shown = await page
    .getByRole("region", { name: words.codes.title })
    .locator("code")
    .allTextContents();
  await page.getByRole("button", { name: words.codes.copy }).click();
  await person.sees(words.codes.copied);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(shown.join("\n"));
});

story("an account can be had only once", async (stage) => {
  await registerByHand(await stage.person("mei"), mei);
  const other = await stage.person("ming");
  await fillRegistration(other, { ...ming, account: mei.account });
  await other.sees(other.words.refusal.account_taken);
  await register(other, ming);
  await goTo(other, "me");
  await other.sees(other.page.getByRole("link", { name: other.words.me.security }));
  expect(await other.page.getByRole("link", { name: other.words.me.invitations }).count()).toBe(0);
});

story("a wrong password is refused in words, and the account is remembered", async (stage) => {
  const person = await stage.person("mei");
  await register(person, mei);
  await signOut(person);
  await person.sees(person.words.entrance.welcomeBack.replace("{name}", mei.account));
  expect(
    await person.page.getByLabel(person.words.entrance.account, { exact: true }).inputValue(),
  ).toBe(mei.account);

  await trySigningIn(person, mei.account, "not my password");
  await person.sees(person.words.refusal.wrong_credentials);
  await person.picture("wrong password");
  await trySigningIn(person, "nobody", "not my password");
  await person.sees(person.words.refusal.wrong_credentials);
  await signIn(person, mei);
});

story("somebody who forgot the password comes back with a recovery code", async (stage) => {
  const laptop = await stage.person("mei");
  const [code = ""] = await registerByHand(laptop, mei);
  const phone = await stage.person("mei", { viewport: "phone" });
  const { words, page } = phone;
  const recover = async (password: string): Promise<void> => {
    await page.goto("/recover");
    await page.getByLabel(words.entrance.account, { exact: true }).fill(mei.account);
    await page.getByLabel(words.entrance.recoveryCode, { exact: true }).fill(code);
    await page.getByLabel(words.entrance.newPassword, { exact: true }).fill(password);
    await page.getByRole("button", { name: words.entrance.setPassword }).click();
  };
  await page.goto("/sign-in");
  await page.getByRole("link", { name: words.entrance.forgot }).click();
  await phone.picture("recover");
  await recover("a brand new password");
  await isInside(phone);

  await isAtTheDoor(laptop);
  await laptop.sees(laptop.words.entrance.signedOut);
  await signIn(laptop, { ...mei, password: "a brand new password" });

  await signOut(phone);
  await recover("yet another password");
  await phone.sees(words.refusal.recovery_failed);
});

story("a code from the administrator's machine helps who lost everything", async (stage) => {
  const person = await stage.person("mei");
  const { words, page } = person;
  await register(person, mei);
  await signOut(person);
  const said = await stage.server.run("admin", "reset-password", mei.account);
  const code = /代码：\s*(\S+)/.exec(said)?.[1] ?? "";
  await page.goto("/recover");
  await page.getByLabel(words.entrance.account, { exact: true }).fill(mei.account);
  await page.getByLabel(words.entrance.recoveryCode, { exact: true }).fill(code);
  await page.getByLabel(words.entrance.newPassword, { exact: true }).fill("a brand new password");
  await page.getByRole("button", { name: words.entrance.setPassword }).click();
  await isInside(person);
});

story("changing the password signs out the other devices", async (stage) => {
  const laptop = await stage.person("mei");
  await register(laptop, mei);
  const phone = await stage.person("mei", { viewport: "phone" });
  await signIn(phone, mei);

  const { words, page } = laptop;
  await goTo(laptop, "me");
  await page.getByRole("link", { name: words.me.security }).click();
  await page.getByLabel(words.security.oldPassword, { exact: true }).fill(mei.password);
  await page.getByLabel(words.entrance.newPassword, { exact: true }).fill("a brand new password");
  await page.getByRole("button", { name: words.security.change }).click();
  await laptop.sees(words.security.changed);
  await isAtTheDoor(phone);
  await phone.picture("signed out");
  await page.reload();
  await isInside(laptop);
});

story("a device can be signed out from another one", async (stage) => {
  const laptop = await stage.person("mei");
  await register(laptop, mei);
  const phone = await stage.person("mei", { viewport: "phone" });
  await signIn(phone, mei);

  const { words, page } = laptop;
  await goTo(laptop, "me");
  await page.getByRole("link", { name: words.me.devices }).click();
  const other = page
    .getByTestId("device")
    .filter({ has: page.getByRole("button", { name: words.devices.signOut }) });
  await laptop.sees(other);
  await laptop.picture("devices");
  await other.getByRole("button", { name: words.devices.signOut }).click();
  await isAtTheDoor(phone);
  await phone.sees(phone.words.entrance.signedOut);
  await laptop.noLongerSees(other);
});

story("a profile changed on one device is seen on the other, and by friends", async (stage) => {
  const laptop = await stage.person("mei");
  const phone = await stage.person("mei", { viewport: "phone" });
  const friend = await stage.person("ming");
  await register(laptop, mei);
  await signIn(phone, mei);
  await register(friend, ming);
  await askToBeFriends(friend, mei.account);

  const { words, page } = laptop;
  await goTo(laptop, "me");
  await page.getByRole("link", { name: words.me.profile }).click();
  await page.getByLabel(words.entrance.nickname, { exact: true }).fill("梅子");
  await page.getByLabel(words.me.signature, { exact: true }).fill("但愿人长久");
  await page.getByRole("button", { name: words.me.save }).click();
  await laptop.sees(words.me.saved);
  await laptop.picture("profile");

  await goTo(phone, "me");
  await phone.sees("梅子");
});

story("an invitation lets a person in where registration needs one", async (stage) => {
  const administrator = await stage.person("mei");
  await register(administrator, mei);
  const { words, page } = administrator;
  await goTo(administrator, "me");
  await page.getByRole("link", { name: words.me.invitations }).click();
  await page.getByRole("button", { name: words.invitations.create }).click();
  await administrator.sees(page.getByTestId("invite"));
  await administrator.picture("invitations");
  await page.getByTestId("invite").getByRole("button", { name: words.invitations.copy }).click();
  const link = new URL(await page.evaluate(() => navigator.clipboard.readText()));
  expect(link.pathname).toBe("/register");
  expect(link.searchParams.get("invite")).toBeTruthy();
});
