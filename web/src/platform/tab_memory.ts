// What one tab remembers over a reload, and no other tab knows. Where the browser keeps nothing, a reload forgets it.

export function remember(name: string, value: unknown): void {
  try {
    sessionStorage.setItem(name, JSON.stringify(value));
  } catch {
    // Full, or forbidden.
  }
}

/** null: nothing, or nothing that `valid` takes for one. */
export function recall<T>(name: string, valid: (value: unknown) => value is T): T | null {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(name) ?? "null");
    return valid(value) ? value : null;
  } catch {
    return null;
  }
}

export function forget(name: string): void {
  try {
    sessionStorage.removeItem(name);
  } catch {
    // Then nothing was kept either.
  }
}

/** What belongs to a user stands under this, and is gone with them. */
export const ofUser = "ling.of_user.";

export function forgetUser(): void {
  try {
    const names = Object.keys(sessionStorage).filter((name) => name.startsWith(ofUser));
    names.forEach((name) => sessionStorage.removeItem(name));
  } catch {
    // Then nothing was kept either.
  }
}
