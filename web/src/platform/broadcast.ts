export interface Broadcast {
  tell(): void;
  close(): void;
}

/** Tells the other tabs that something changed, and hears it from them. */
export function broadcast(name: string, onTold: () => void): Broadcast {
  if (typeof BroadcastChannel === "undefined")
    return { tell: () => undefined, close: () => undefined };
  const channel = new BroadcastChannel(name);
  channel.onmessage = onTold;
  return { tell: () => channel.postMessage(0), close: () => channel.close() };
}
