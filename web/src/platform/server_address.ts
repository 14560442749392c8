// Where the server is. A browser talks to the server the page came from; a desktop shell may set another.
const key = "ling.server";

/** Origin of the server, without a slash at the end. */
export function serverOrigin(): string {
  return localStorage.getItem(key) ?? location.origin;
}

/** Prefix for requests: empty when the page came from the server itself. */
export function serverPrefix(): string {
  const origin = serverOrigin();
  return origin === location.origin ? "" : origin;
}

export function socketUrl(): string {
  return `${serverOrigin().replace(/^http/, "ws")}/ws`;
}

export function avatarUrl(name: string): string {
  return name === "" ? "" : `${serverPrefix()}/avatars/${name}`;
}
