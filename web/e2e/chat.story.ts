import { expect } from "vitest";
import {
  accountOf,
  becomeFriends,
  composer,
  conversationWith,
  goTo,
  messageOf,
  messagesIn,
  openChatWith,
  register,
  say,
  seesMessage,
  signIn,
} from "./harness/actions";
import type { Looks, Person } from "./harness/person";
import { story, type Stage } from "./harness/story";

const mei = accountOf("mei", "小梅");
const ming = accountOf("ming", "阿明");

async function friends(stage: Stage, looks: Looks = {}): Promise<[Person, Person]> {
  const a = await stage.person("mei", looks);
  const b = await stage.person("ming", looks);
  await register(a, mei);
  await register(b, ming);
  await becomeFriends(a, b, { asker: mei, asked: ming });
  return [a, b];
}

/** What was said after the words that came with the friend request. */
async function saidIn(person: Person): Promise<string[]> {
  const [greeting, ...said] = await messagesIn(person);
  expect(greeting).toBe(`你好，我是${mei.nickname}。`);
  return said;
}

/** Both have the same messages, in the same order. */
async function agree(one: Person, other: Person): Promise<void> {
  await expect
    .poll(async () => await messagesIn(other), { timeout: 15_000 })
    .toEqual(await messagesIn(one));
}

story("two friends talk in real time", async (stage) => {
  const [a, b] = await friends(stage);
  await openChatWith(a, ming.nickname);
  await goTo(b, "chats");

  await composer(a).pressSequentially("你好");
  await b.sees(b.words.chat.typing);
  await composer(a).press("Enter");
  await seesMessage(a, "你好", "delivered");
  await openChatWith(b, mei.nickname);
  await seesMessage(b, "你好");
  await seesMessage(a, "你好", "read");

  await say(b, "小梅，今晚一起看电影吗？");
  await say(b, "😀");
  await say(a, "好呀，几点？ https://example.org/film 上有时间");
  await seesMessage(a, "小梅，今晚一起看电影吗？");
  await seesMessage(b, "好呀，几点？ https://example.org/film 上有时间");
  await agree(a, b);
  const link = b.page.getByRole("log").getByRole("link", { name: "https://example.org/film" });
  expect(await link.getAttribute("rel")).toContain("noopener");
  await a.picture("talking");
  await b.picture("talking");
});

story("what people write never becomes markup", async (stage) => {
  const [a, b] = await friends(stage);
  await openChatWith(a, ming.nickname);
  await openChatWith(b, mei.nickname);
  const hostile = `<img src=x onerror="document.title='broken'"> <script>alert(1)</script> javascript:alert(1)`;
  await say(a, hostile);
  await seesMessage(b, hostile);
  expect(await messageOf(b, hostile).locator("img, script, a[href^=javascript]").count()).toBe(0);
  expect(await b.page.title()).not.toBe("broken");
});

story("a second device stays in step", async (stage) => {
  const [laptop, friend] = await friends(stage);
  const phone = await stage.person("mei", { viewport: "phone" });
  await signIn(phone, mei);
  await openChatWith(laptop, ming.nickname);
  await openChatWith(friend, mei.nickname);
  await goTo(phone, "chats");

  await say(laptop, "从电脑上发的");
  await phone.sees(conversationWith(phone, "从电脑上发的"));
  await say(friend, "收到");
  await phone.sees(conversationWith(phone, "收到"));
  await phone.picture("list");
  await openChatWith(phone, ming.nickname);
  await say(phone, "从手机上发的");
  await seesMessage(laptop, "从手机上发的");
  await agree(laptop, phone);
  await phone.picture("room");

  await composer(laptop).fill("还没写完的话");
  await goTo(laptop, "contacts");
  await phone.page.getByRole("link", { name: phone.words.app.back }).click();
  await phone.sees(conversationWith(phone, "还没写完的话"));
  await openChatWith(phone, ming.nickname);
  await expect.poll(() => composer(phone).inputValue()).toBe("还没写完的话");
});

story("unread is counted, and read on one device is read on all", async (stage) => {
  const [a, b] = await friends(stage);
  const phone = await stage.person("ming", { viewport: "phone" });
  await signIn(phone, ming);
  await openChatWith(a, ming.nickname);
  await goTo(b, "contacts");
  await goTo(phone, "chats");
  for (const text of ["一", "二", "三"]) await say(a, text);
  await expect.poll(() => b.page.title()).toContain("(3)");
  await phone.sees(conversationWith(phone, mei.nickname).getByText("3", { exact: true }));
  await seesMessage(a, "三", "delivered");

  await openChatWith(b, mei.nickname);
  await seesMessage(a, "三", "read");
  await expect.poll(() => b.page.title()).not.toContain("(");
  await phone.noLongerSees(conversationWith(phone, mei.nickname).getByText("3", { exact: true }));

  await goTo(b, "chats");
  await conversationWith(b, mei.nickname).click({ button: "right" });
  await b.picture("menu");
  await b.page.getByRole("menuitem", { name: b.words.chat.pin }).click();
  await phone.sees(
    conversationWith(phone, mei.nickname).getByText(phone.words.chat.pinned, { exact: true }),
  );
});

story("messages written offline go out in order when the network is back", async (stage) => {
  const [a, b] = await friends(stage);
  await openChatWith(a, ming.nickname);
  await openChatWith(b, mei.nickname);
  await say(a, "在线");
  await seesMessage(b, "在线");

  await a.goOffline();
  const banner = a.page.getByTestId("connection-banner");
  await a.sees(banner);
  for (const text of ["离线一", "离线二", "离线三"]) await say(a, text);
  await seesMessage(a, "离线三", "pending");
  await a.picture("offline");
  await say(b, "你还在吗");
  await say(b, "我先去吃饭");
  await a.page.reload().catch(() => undefined);

  await a.comeBack();
  await a.page.goto("/");
  await openChatWith(a, ming.nickname);
  await seesMessage(a, "我先去吃饭");
  await seesMessage(b, "离线三");
  expect(await saidIn(b)).toEqual(["在线", "你还在吗", "我先去吃饭", "离线一", "离线二", "离线三"]);
  await agree(b, a);
  await a.noLongerSees(banner);
});

story("a wire that carries nothing is noticed, and what was said goes out once", async (stage) => {
  const [a, b] = await friends(stage);
  await openChatWith(a, ming.nickname);
  await openChatWith(b, mei.nickname);
  a.fallSilent();
  await say(a, "有人听见吗");
  // Coming back to the window makes the client look at once whether its connection is alive.
  await a.page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await a.sees(a.page.getByTestId("connection-banner"));
  await a.comeBack();
  await seesMessage(b, "有人听见吗");
  await seesMessage(a, "有人听见吗", "read");
  await agree(a, b);
});

story(
  "the server is killed in the middle of a conversation and nothing is lost or doubled",
  async (stage) => {
    const [a, b] = await friends(stage);
    await openChatWith(a, ming.nickname);
    await openChatWith(b, mei.nickname);
    const texts = Array.from({ length: 12 }, (_, index) => `第${index + 1}句`);
    for (const [index, text] of texts.entries()) {
      await say(a, text);
      if (index === 4) await stage.server.kill();
      if (index === 8) await stage.server.resume();
    }
    await seesMessage(b, texts.at(-1) ?? "");
    expect(await saidIn(b)).toEqual(texts);
    await agree(b, a);
    await seesMessage(a, texts.at(-1) ?? "", "read");
  },
);

story("the server stops and starts, and both come back by themselves", async (stage) => {
  const [a, b] = await friends(stage);
  await openChatWith(a, ming.nickname);
  await openChatWith(b, mei.nickname);
  await stage.server.stop();
  await a.sees(a.page.getByTestId("connection-banner"));
  await a.picture("server gone");
  await stage.server.resume();
  await a.sees(a.words.connection.back);
  await say(b, "重启以后");
  await seesMessage(a, "重启以后");
});

story("Enter that confirms a word of the input method does not send", async (stage) => {
  const [a, b] = await friends(stage);
  await openChatWith(a, ming.nickname);
  await openChatWith(b, mei.nickname);
  const keyboard = await a.context.newCDPSession(a.page);
  await composer(a).focus();
  await keyboard.send("Input.imeSetComposition", {
    text: "ni hao",
    selectionStart: 6,
    selectionEnd: 6,
  });
  await composer(a).press("Enter");
  expect(await saidIn(a)).toEqual([]);
  await keyboard.send("Input.insertText", { text: "你好" });
  await expect.poll(() => composer(a).inputValue()).toContain("你好");
  expect(await saidIn(a)).toEqual([]);

  await composer(a).fill("选好了");
  await composer(a).press("Shift+Enter");
  await composer(a).press("Enter");
  await seesMessage(b, "选好了");
  expect(await saidIn(b)).toEqual(["选好了"]);
});

story("an emoji is found by its Chinese name", async (stage) => {
  const [a, b] = await friends(stage);
  await openChatWith(a, ming.nickname);
  await openChatWith(b, mei.nickname);
  await a.page.getByRole("button", { name: a.words.chat.emoji, exact: true }).click();
  const search = a.page.locator("emoji-picker").getByRole("combobox");
  await search.fill("蛋糕");
  await a.picture("emoji");
  await a.page.locator("emoji-picker").getByRole("option").first().click();
  await expect.poll(() => composer(a).inputValue()).not.toBe("");
  await composer(a).press("Enter");
  await expect.poll(() => saidIn(b)).toHaveLength(1);
  expect((await saidIn(b))[0]).toMatch(/^\p{Extended_Pictographic}/u);
});

story("a long message folds and a long history scrolls without jumping", async (stage) => {
  const [a, b] = await friends(stage);
  await openChatWith(a, ming.nickname);
  const poem = Array.from({ length: 60 }, (_, index) => `第 ${index + 1} 行`).join("\n");
  await say(a, poem);
  await a.page.getByRole("button", { name: a.words.chat.unfold }).click();
  await a.sees(a.page.getByRole("button", { name: a.words.chat.fold }));

  const conversation = Number(new URL(a.page.url()).pathname.split("/").at(-1));
  const sent = await a.page.evaluate(async (conversation_id) => {
    const send = (index: number): Promise<Response> =>
      fetch("/api/message.send", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({
          conversation_id,
          client_id: `history-${index}`,
          text: `旧消息 ${index}`,
        }),
      });
    for (let index = 1; index <= 160;) {
      const answer = await send(index);
      if (answer.ok) index += 1;
      else {
        const { error } = (await answer.json()) as { error: { retry_after_ms: number | null } };
        if (error.retry_after_ms === null) return index;
        await new Promise((resolve) => setTimeout(() => resolve(null), error.retry_after_ms ?? 0));
      }
    }
    return 160;
  }, conversation);
  expect(sent).toBe(160);

  await openChatWith(b, mei.nickname);
  const log = b.page.getByRole("log");
  await log.focus();
  await b.picture("first open");
  const oldest = messageOf(b, "旧消息 1");
  // Page after page until the first one is there, however long each takes to come; never back towards the end.
  const turnPage = async (): Promise<number> => {
    const before = await topMessage(b);
    await log.press("PageUp");
    await expect.poll(async () => (await topMessage(b)) <= before, { timeout: 20_000 }).toBe(true);
    return oldest.count();
  };
  await expect.poll(turnPage, { timeout: 80_000, interval: 50 }).toBeGreaterThan(0);
  await b.sees(oldest);
  await b.page.getByRole("button", { name: new RegExp(b.words.chat.toEnd) }).click();
  await seesMessage(b, "旧消息 160");
  await seesMessage(a, "旧消息 160", "read");
});

/** The position of the first message whose top can be seen. */
function topMessage(person: Person): Promise<number> {
  return person.page.evaluate(() => {
    const top = document.querySelector("[role=log]")?.getBoundingClientRect().top ?? 0;
    const seen = [...document.querySelectorAll<HTMLElement>("[data-testid=message]")].find(
      (message) => message.getBoundingClientRect().bottom > top,
    );
    return Number(seen?.dataset["seq"] ?? 0);
  });
}
