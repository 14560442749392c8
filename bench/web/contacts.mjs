// Measures the contacts of the web client in Chromium: node contacts.mjs HTTP_PORT ACCOUNT PASSWORD
// Prints one JSON object a line, as measure.mjs does. The account has many friends.
import { frames, openBrowser, openPage, p95, say } from "./page.mjs";

const [port, account, password] = process.argv.slice(2);
const wheelSteps = 200;

const browser = await openBrowser();
const page = await openPage(browser);
await page.goto(`http://localhost:${port}/sign-in`);
await page.getByLabel("Account", { exact: true }).fill(account);
await page.getByLabel("Password", { exact: true }).fill(password);
await page.getByRole("button", { name: "Sign in", exact: true }).click();
const contacts = page.getByRole("navigation").getByRole("link", { name: "Contacts" });
await contacts.waitFor();
// What the list of conversations still draws is not the contacts' affair.
await page.getByTestId("conversation").first().waitFor();
const friends = page.getByTestId("friend");

const started = performance.now();
const times = await frames(page, async () => {
  await contacts.click();
  await friends.first().waitFor();
  say({
    key: "contacts_2000_first_ms",
    value: Math.round(performance.now() - started),
    goal: "",
    how: "from the click until the first of 2,000 friends stands",
  });
  const box = await page.getByRole("tree").boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + 200);
  for (let i = 0; i < wheelSteps; ++i) await page.mouse.wheel(0, 400);
});
const last = await friends.last().textContent();
say({
  key: "contacts_2000_ms",
  value: p95(times),
  goal: "<= 32",
  how: `p95 of ${times.length} frames while opening and scrolling down ${wheelSteps} wheel steps, to ${last.trim()}`,
});
await browser.close();
