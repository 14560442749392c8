// Finding somebody: by what was typed, by a link that was opened, by a code in a picture or before the camera.
import { ref, type Ref } from "vue";
import { useI18n } from "vue-i18n";
import { isRefusal } from "../../connection/refusal";
import { useRefusalWords } from "../../locales/use_refusal_words";
import { readPicture } from "../../platform/picture";
import { qrTextIn } from "../../platform/qr";
import type { User } from "../../protocol/protocol";
import { useSession } from "../../session/session_store";
import { invitationIn, personIn } from "./person_link";

export interface Finding {
  /** An account, an ID, or the link of a person. */
  wanted: Ref<string>;
  found: Ref<User | null>;
  error: Ref<string>;
  busy: Ref<boolean>;
  find(): Promise<void>;
  /** The text of a code: somebody's link, or nothing we can use. */
  findByCode(text: string): Promise<void>;
  findByPicture(file: File): Promise<void>;
  forget(): void;
}

/** `toGroup`: what was typed or scanned invites into a group. */
export function useFinding(toGroup: (code: string) => void): Finding {
  const { t } = useI18n();
  const session = useSession();
  const words = useRefusalWords();
  const wanted = ref("");
  const found = ref<User | null>(null);
  const error = ref("");
  const busy = ref(false);

  function forget(): void {
    wanted.value = "";
    found.value = null;
    error.value = "";
  }

  async function find(): Promise<void> {
    const invitation = invitationIn(wanted.value);
    if (invitation !== null) return toGroup(invitation);
    const account = personIn(wanted.value) ?? wanted.value.trim();
    if (account === "" || busy.value) return;
    busy.value = true;
    error.value = "";
    found.value = null;
    try {
      found.value = await session.request("user.find", { account });
    } catch (problem) {
      error.value = isRefusal(problem, "not_found")
        ? t("people.notFound", { account })
        : words(problem);
    } finally {
      busy.value = false;
    }
  }

  async function findByCode(text: string): Promise<void> {
    forget();
    if (personIn(text) === null && invitationIn(text) === null) {
      error.value = t("people.notAPerson");
      return;
    }
    wanted.value = personIn(text) ?? text;
    await find();
  }

  async function findByPicture(file: File): Promise<void> {
    forget();
    try {
      const text = await qrTextIn(await readPicture(file));
      if (text !== null) return await findByCode(text);
      error.value = t("people.noCode");
    } catch {
      error.value = t("people.noPicture");
    }
  }

  return { wanted, found, error, busy, find, findByCode, findByPicture, forget };
}
