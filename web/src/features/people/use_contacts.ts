import { computed, type ComputedRef } from "vue";
import { useI18n } from "vue-i18n";
import type { User } from "../../protocol/protocol";
import { nameFor, userOf } from "../../session/people";
import { useSession } from "../../session/session_store";
import { drawersOf, type Drawer } from "./contact_rows";

/** My friend groups with my friends in them. Put in order again only when friends, names or groups changed. */
export function useContacts(): {
  drawers: ComputedRef<Drawer[]>;
  nameOf: (user: User) => string;
} {
  const { t } = useI18n();
  const session = useSession();
  const nameOf = (user: User): string => nameFor(session.state, user);
  // Each of these is the same object until it changes, whatever else in the copy does.
  const friends = computed(() => session.state?.friends ?? {});
  const users = computed(() => session.state?.users ?? {});
  const groups = computed(() => session.state?.friendGroups ?? []);

  const drawers = computed(() => {
    const named = users.value;
    const mine = friends.value;
    return drawersOf(Object.values(mine), groups.value, {
      starred: t("people.starredFriends"),
      standard: t("friends.standardGroup"),
      userOf: (id) => named[id] ?? userOf(null, null),
      nameOf: (user) => mine[user.user_id]?.remark || user.nickname || user.account,
    });
  });
  return { drawers, nameOf };
}
