// How far uploads are that are not complete yet. Apart from their files: a file is written into the database once, however
// often this changes.
export interface UploadPlace {
  /** Of the upload on the server. */
  address: string | null;
  /** Of the preview that is there already. */
  preview_id: number | null;
}

const keyOf = (id: string): string => `ling:upload-place:${id}`;
const nowhere: UploadPlace = { address: null, preview_id: null };

export const uploadPlaces = {
  get(id: string): UploadPlace {
    const kept = localStorage.getItem(keyOf(id));
    return kept ? { ...nowhere, ...(JSON.parse(kept) as Partial<UploadPlace>) } : nowhere;
  },
  change(id: string, change: Partial<UploadPlace>): void {
    try {
      localStorage.setItem(keyOf(id), JSON.stringify({ ...uploadPlaces.get(id), ...change }));
    } catch {
      // No room: after a reload the upload begins anew.
    }
  },
  forget: (id: string): void => localStorage.removeItem(keyOf(id)),
};
