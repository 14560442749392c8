// Signing in, registering and recovering share their manners: one try at a time, errors under the field.
import { ref, type Ref } from "vue";
import { Refusal } from "../../connection/refusal";
import { useRefusalWords } from "../../locales/use_refusal_words";
import { rememberAccount, rememberSignedIn } from "../../platform/remembered";
import type { ErrorCode, SignedIn } from "../../protocol/protocol";

export interface Entrance<Field extends string> {
  busy: Ref<boolean>;
  /** A puzzle is being solved. */
  checking: Ref<boolean>;
  errors: Ref<Partial<Record<Field | "form", string>>>;
  /** Runs one try; true = it worked. */
  attempt(act: () => Promise<void>): Promise<boolean>;
}

/** `fieldOf` says under which field a refusal stands; anything else stands under the form. */
export function useEntrance<Field extends string>(
  fieldOf: Partial<Record<ErrorCode, Field>>,
): Entrance<Field> {
  const busy = ref(false);
  const checking = ref(false);
  const errors: Entrance<Field>["errors"] = ref({});
  const words = useRefusalWords();

  async function attempt(act: () => Promise<void>): Promise<boolean> {
    if (busy.value) return false;
    busy.value = true;
    errors.value = {};
    try {
      await act();
      return true;
    } catch (error) {
      const field = (error instanceof Refusal ? fieldOf[error.code] : undefined) ?? "form";
      errors.value = { [field]: words(error) } as Partial<Record<Field | "form", string>>;
      return false;
    } finally {
      busy.value = false;
    }
  }

  return { busy, checking, errors, attempt };
}

/** Keeps in this browser that `signedIn` is at home here. */
export function welcome(signedIn: SignedIn, remember: boolean): void {
  const { user } = signedIn.me;
  rememberAccount(remember ? user.account : null);
  rememberSignedIn({ user_id: user.user_id, device_id: signedIn.device_id, remember });
}
