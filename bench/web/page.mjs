// What the measurements of the web client share: a browser, figures, frames.
import { chromium } from "../../web/node_modules/playwright-core/index.mjs";

export const say = (figure) => console.log(JSON.stringify(figure));

export const openBrowser = () =>
  chromium.launch({
    executablePath: process.env.LING_CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });

export const openPage = (browser) => browser.newPage({ viewport: { width: 1280, height: 800 }, locale: "en-US" });

/** Milliseconds between the frames drawn while `work` runs, ascending. */
export async function frames(page, work) {
  await page.evaluate(() => {
    window.benchFrames = [];
    let last = performance.now();
    const tick = (now) => {
      window.benchFrames.push(now - last);
      last = now;
      window.benchRequest = requestAnimationFrame(tick);
    };
    window.benchRequest = requestAnimationFrame(tick);
  });
  await work();
  const times = await page.evaluate(() => {
    cancelAnimationFrame(window.benchRequest);
    return window.benchFrames.slice(1);
  });
  return times.sort((a, b) => a - b);
}

export const p95 = (times) => Math.round(times[Math.floor(times.length * 0.95)] * 10) / 10;
