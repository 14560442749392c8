// Measures the web client in Chromium: node measure.mjs HTTP_PORT ACCOUNT PASSWORD
// Prints one JSON object a line: {"key", "value", "goal", "how"}. The account's newest conversation is the long one.
import { frames, openBrowser, openPage, p95, say } from "./page.mjs";

const [port, account, password] = process.argv.slice(2);
const wheelSteps = 200;

const browser = await openBrowser();
const page = await openPage(browser);

// Bytes of script and style as they came over the wire; gzip, so that the figure compares with others'.
const network = await page.context().newCDPSession(page);
await network.send("Network.enable");
await network.send("Network.setExtraHTTPHeaders", { headers: { "Accept-Encoding": "gzip" } });
const counted = new Set();
let bytes = 0;
network.on("Network.responseReceived", ({ requestId, type }) => {
  if (type === "Script" || type === "Stylesheet") counted.add(requestId);
});
network.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
  if (counted.has(requestId)) bytes += encodedDataLength;
});
const kib = () => Math.round(bytes / 102.4) / 10;

await page.goto(`http://localhost:${port}/sign-in`);
await page.getByLabel("Account", { exact: true }).fill(account);
say({
  key: "web_first_load_sign_in_kib",
  value: kib(),
  goal: "<= 120",
  how: "gzipped script and style until the account can be typed",
});
await page.getByLabel("Password", { exact: true }).fill(password);
await page.getByRole("button", { name: "Sign in", exact: true }).click();
const row = page.getByRole("link").filter({ hasText: "m100000" }).first();
await row.waitFor();
say({
  key: "web_first_load_chat_kib",
  value: kib(),
  goal: "<= 320",
  how: "the same until the list of conversations stands",
});

const started = performance.now();
const times = await frames(page, async () => {
  await row.click();
  await page.getByRole("log").getByText("m100000").waitFor();
  const opened = Math.round(performance.now() - started);
  const box = await page.getByRole("log").boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  for (let i = 0; i < wheelSteps; ++i) await page.mouse.wheel(0, -400);
  say({
    key: "web_open_100k_first_ms",
    value: opened,
    goal: "",
    how: "from the click until the newest of 100,000 messages stands",
  });
});
const reached = (await page.getByRole("log").textContent()).match(/m\d+/)?.[0];
say({
  key: "web_open_100k_ms",
  value: p95(times),
  goal: "<= 32",
  how: `p95 of ${times.length} frames while opening and scrolling up ${wheelSteps} wheel steps, to ${reached}`,
});
await browser.close();
