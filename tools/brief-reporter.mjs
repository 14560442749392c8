// A reporter for node --test that speaks only of failures.
export default async function* report(source) {
  for await (const { type, data } of source) {
    if (type === "test:stderr" || type === "test:stdout") yield data.message;
    if (type !== "test:fail" || data.details?.error?.failureType === "subtestsFailed") continue;
    const error = data.details.error;
    yield `✗ ${data.name}\n${String(error?.cause?.message ?? error?.message ?? error).replace(/^/gm, "    ")}\n`;
  }
}
