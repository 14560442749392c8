// Pictures of mine that this tab still holds: they are drawn from here, so that nothing flickers when the server's own
// address takes over.
import { markRaw } from "vue";

const most = 60;

export interface LocalCopy {
  url: string;
  previewUrl: string | null;
}

class LocalCopies {
  private readonly byKey = new Map<string, LocalCopy>();

  keep(key: string, body: Blob, preview: Blob | null): void {
    this.forget(key);
    this.byKey.set(key, {
      url: URL.createObjectURL(body),
      previewUrl: preview ? URL.createObjectURL(preview) : null,
    });
    for (const oldest of this.byKey.keys()) {
      if (this.byKey.size <= most) break;
      this.forget(oldest);
    }
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
