import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { launchBrowser } from "./harness/browser";
import { story } from "./harness/story";

/** A home folder whose browsers trust the authority. */
function homeThatTrusts(authority: string): string {
  const home = mkdtempSync(join(tmpdir(), "ling-trust-"));
  const database = join(home, ".pki/nssdb");
  mkdirSync(database, { recursive: true });
  const file = join(home, "authority.crt");
  writeFileSync(file, authority);
  execFileSync("certutil", ["-d", `sql:${database}`, "-N", "--empty-password"]);
  execFileSync("certutil", ["-d", `sql:${database}`, "-A", "-t", "C,,", "-n", "ling", "-i", file]);
  return home;
}

story(
  "a browser that trusts the server's own authority opens it over TLS, any other refuses",
  async ({ server }) => {
    const answer = await server.certificateAuthority();
    expect(answer.status).toBe(200);
    const home = homeThatTrusts(await answer.text());
    const trusting = await launchBrowser(home);
    const other = await launchBrowser();
    try {
      const page = await trusting.newPage();
      const opened = await page.goto(server.secureAddress);
      expect(opened?.status()).toBe(200);
      expect((await opened?.securityDetails())?.protocol).toMatch(/TLS 1\.[23]/);
      expect(await page.evaluate(() => window.isSecureContext)).toBe(true);
      await page.getByRole("button").first().waitFor();

      await expect((await other.newPage()).goto(server.secureAddress)).rejects.toThrow(
        /ERR_CERT_AUTHORITY_INVALID/,
      );
    } finally {
      await trusting.close();
      await other.close();
      rmSync(home, { recursive: true, force: true });
    }
  },
);
