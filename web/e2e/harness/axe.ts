import axe from "axe-core";
import type { Person } from "./person";

interface Finding {
  id: string;
  nodes: { html: string; failureSummary?: string }[];
}

/** Complaints about what the person sees now, by WCAG 2 A and AA. Goes around the page's CSP, which forbids foreign scripts. */
export async function accessibilityFindings(person: Person): Promise<string[]> {
  await person.page.evaluate(axe.source);
  const findings = await person.page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(options: object): Promise<{ violations: Finding[] }> };
    };
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];
    return (await axe.run({ runOnly: { type: "tag", values: tags } })).violations;
  });
  return findings.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ""}`),
  );
}
