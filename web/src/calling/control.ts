import type { IconName } from "../ui/icons";

/** A round button of the bar at the foot of a call. */
export interface Control {
  id: string;
  icon: IconName;
  label: string;
  /** Drawn the other way round: something is off that one might think is on. */
  off?: boolean;
  /** Whether the panel that it opens is open. */
  expanded?: boolean;
  /** Whether it is on, of one that stays on. */
  pressed?: boolean;
  disabled?: boolean;
  /** The key that does the same. */
  key?: string;
  run: () => void;
}
