import type { IconName } from "../../ui/icons";

const everybody = ["profile", "settings", "privacy", "security", "devices", "calls"] as const;
export type MeSection = (typeof everybody)[number] | "invitations";

export const sectionIcons: Record<MeSection, IconName> = {
  profile: "person",
  settings: "brush",
  privacy: "eye",
  security: "key",
  devices: "device",
  calls: "phone",
  invitations: "ticket",
};

export function sectionsOf(isAdministrator: boolean): readonly MeSection[] {
  return isAdministrator ? [...everybody, "invitations"] : everybody;
}
