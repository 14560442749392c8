import { serverOrigin } from "../../platform/server_address";

/** The page that asks whoever opens it to come into the group. */
export function groupLinkAddress(code: string): string {
  return `${serverOrigin()}/g/${code}`;
}
