// Which voices were listened to on this device, the last few hundred.
const most = 500;

export class PlayedVoices {
  private readonly ids: Set<number>;

  constructor(
    private readonly key: string,
    private readonly storage: Pick<Storage, "getItem" | "setItem">,
  ) {
    this.ids = new Set(read(storage.getItem(key)));
  }

  has(fileId: number): boolean {
    return this.ids.has(fileId);
  }

  add(fileId: number): void {
    this.ids.delete(fileId);
    this.ids.add(fileId);
    const kept = [...this.ids].slice(-most);
    this.ids.clear();
    for (const id of kept) this.ids.add(id);
    this.storage.setItem(this.key, JSON.stringify(kept));
  }
}

function read(stored: string | null): number[] {
  try {
    const ids: unknown = JSON.parse(stored ?? "[]");
    return Array.isArray(ids) ? ids.filter((id) => typeof id === "number") : [];
  } catch {
    return [];
  }
}
