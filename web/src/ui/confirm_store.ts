import { defineStore } from "pinia";
import { shallowRef } from "vue";

export interface Question {
  title: string;
  /** What will happen; may be empty. */
  text?: string;
  /** What the button says that does it. */
  action: string;
  cancel: string;
  danger?: boolean;
}

interface Asked extends Question {
  answer: (yes: boolean) => void;
}

/** A question before what cannot be undone: `if (await confirm.ask({ … })) …`. One at a time; a new one ends the old. */
export const useConfirm = defineStore("confirm", () => {
  const asked = shallowRef<Asked | null>(null);

  function ask(question: Question): Promise<boolean> {
    answer(false);
    return new Promise((resolve) => {
      asked.value = { ...question, answer: resolve };
    });
  }

  function answer(yes: boolean): void {
    const before = asked.value;
    asked.value = null;
    before?.answer(yes);
  }

  return { asked, ask, answer };
});
