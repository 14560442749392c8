// Pictures of mine that this tab still holds: they are drawn from here, so that nothing flickers when the server's own
// address takes over.
import { markRaw } from "vue";

const most = 60;

export interface LocalCopy {
  url: string;
  previewUrl: string | null;
}

export class LocalCopies {
  private readonly byKey = new Map<string, LocalCopy>();
  /** How often each is drawn from now. */
  private readonly inUse = new Map<LocalCopy, number>();

  constructor(private readonly atMost = most) {}

  keep(key: string, body: Blob, preview: Blob | null): void {
    this.forget(key);
    this.byKey.set(key, {
      url: URL.createObjectURL(body),
      previewUrl: preview ? URL.createObjectURL(preview) : null,
    });
    for (const [oldest, copy] of [...this.byKey]) {
      if (this.byKey.size <= this.atMost) break;
      if (oldest !== key && !this.inUse.has(copy)) this.forget(oldest);
    }
  }

  /** It is drawn from: not to be forgotten for want of room. Returns what ends that. */
  use(copy: LocalCopy): () => void {
    this.inUse.set(copy, (this.inUse.get(copy) ?? 0) + 1);
    return () => {
      const others = (this.inUse.get(copy) ?? 1) - 1;
      if (others > 0) this.inUse.set(copy, others);
      else this.inUse.delete(copy);
    };
  }

  find(key: string): LocalCopy | undefined {
    return this.byKey.get(key);
  }

  /** Known by the file's id from now on as well. */
  rename(from: string, to: string): void {
    const copy = this.byKey.get(from);
    if (copy) this.byKey.set(to, copy);
    this.byKey.delete(from);
  }

  forget(key: string): void {
    const copy = this.byKey.get(key);
    if (!copy) return;
    URL.revokeObjectURL(copy.url);
    if (copy.previewUrl) URL.revokeObjectURL(copy.previewUrl);
    this.byKey.delete(key);
  }

  clear(): void {
    for (const key of [...this.byKey.keys()]) this.forget(key);
  }
}

export const localCopies = markRaw(new LocalCopies());
export const fileKey = (fileId: number): string => `file:${fileId}`;
export const uploadKey = (clientId: string, index: number): string => `${clientId}:${index}`;
