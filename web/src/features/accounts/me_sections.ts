import type { IconName } from "../../ui/icons";

const everybody = ["profile", "settings", "privacy", "security", "devices", "calls"] as const;
export type MeSection = (typeof everybody)[number] | "invitations" | "storage";

export const sectionIcons: Record<MeSection, IconName> = {
  profile: "person",
  settings: "brush",
  privacy: "eye",
  security: "key",
  devices: "device",
  calls: "phone",
  invitations: "ticket",
  storage: "folders",
};

export function sectionsOf(isAdministrator: boolean): readonly MeSection[] {
  return isAdministrator ? [...everybody, "invitations", "storage"] : everybody;
}
