// The little that is kept outside the database: who is signed in here, and the name to greet. Never a password.

export interface SignedInRecord {
  user_id: number;
  device_id: number;
  remember: boolean;
}

const sessionKey = "ling.session";
const accountKey = "ling.account";

export function signedInRecord(): SignedInRecord | null {
  const text = localStorage.getItem(sessionKey);
  if (!text) return null;
  try {
    return JSON.parse(text) as SignedInRecord;
  } catch {
    return null;
  }
}

export function rememberSignedIn(record: SignedInRecord): void {
  localStorage.setItem(sessionKey, JSON.stringify(record));
}

export function forgetSignedIn(): void {
  localStorage.removeItem(sessionKey);
}

/** Another tab signed out or signed in as somebody else. */
export function onSignedInElsewhere(callback: () => void): () => void {
  const listener = (event: StorageEvent): void => {
    if (event.key === sessionKey || event.key === null) callback();
  };
  window.addEventListener("storage", listener);
  return () => window.removeEventListener("storage", listener);
}

export function rememberedAccount(): string {
  return localStorage.getItem(accountKey) ?? "";
}

export function rememberAccount(account: string | null): void {
  if (account === null) localStorage.removeItem(accountKey);
  else localStorage.setItem(accountKey, account);
}
