// Printed by protocol/generator from protocol/include. Do not edit.

export type ErrorCode =
  | "bad_request"
  | "unknown_command"
  | "unauthenticated"
  | "not_found"
  | "too_large"
  | "too_many_requests"
  | "busy"
  | "internal"
  | "storage_full"
  | "quota_full"
  | "wrong_credentials"
  | "challenge_required"
  | "challenge_failed"
  | "account_taken"
  | "account_invalid"
  | "nickname_invalid"
  | "password_weak"
  | "registration_closed"
  | "invite_invalid"
  | "recovery_failed"
  | "image_invalid"
  | "yourself"
  | "not_friends"
  | "already_friends"
  | "already_requested"
  | "requests_closed"
  | "you_blocked"
  | "client_id_reused"
  | "message_empty"
  | "message_too_long"
  | "group_name_invalid"
  | "owner_stays"
  | "group_full"
  | "admins_full"
  | "group_text_invalid"
  | "group_link_invalid"
  | "mention_refused"
  | "mention_too_soon"
  | "muted"
  | "in_call"
  | "call_taken"
  | "leaders_call"
  | "call_locked"
  | "call_full"
  | "removed_from_call"
  | "media_off"
  | "sticker_invalid"
  | "stickers_full"
  | "stream_too_old";

export const closeCodes = {
  /** Either side is done. */
  normal: 1000,
  /** The frame breaks RFC 6455. */
  protocol_error: 1002,
  /** A binary frame came; only text frames are spoken. */
  not_text: 1003,
  /** A text frame was not UTF-8. */
  not_utf8: 1007,
  /** A message was larger than the server's limit. */
  frame_too_large: 1009,
  /** The server is going down or restarting. */
  restarting: 1012,
  /** The client did not read fast enough; everything missed comes on resume. */
  slow_reader: 4008,
  /** No pong came in time. */
  silent: 4009,
  /** This device was signed out, or its sign-in expired. */
  signed_out: 4100,
  /** This user has too many connections open. */
  too_many_connections: 4200,
} as const;

export type Registration =
  | "open"
  | "invite"
  | "closed";

/** How somebody who asks becomes my friend. */
export type FriendPolicy =
  | "with_message"
  | "with_answer"
  | "anyone"
  | "nobody";

export type RequestState =
  | "waiting"
  | "accepted"
  | "declined";

/** How it is shown. A client shows a kind that it does not know as a file. */
export type AttachmentKind =
  | "file"
  | "picture"
  | "video"
  | "audio"
  | "voice"
  | "sticker";

/** A client shows `text` for a kind it does not know. */
export type MessageKind =
  | "text"
  | "notice"
  | "card"
  | "call";

export type NoticeKind =
  | "became_friends"
  | "group_created"
  | "group_renamed"
  | "members_invited"
  | "member_removed"
  | "admin_named"
  | "admin_dismissed"
  | "owner_changed"
  | "announcement_published"
  | "announcement_reminded"
  | "group_described"
  | "group_configured"
  | "everybody_muted"
  | "everybody_unmuted"
  | "member_muted"
  | "member_unmuted"
  | "member_exempted"
  | "member_not_exempted"
  | "member_joined"
  | "member_admitted"
  | "announcement_edited"
  | "announcement_withdrawn"
  | "group_avatar_changed"
  | "group_call_started";

/** Stored as a number, as the outcome: only ever append. */
export type CallMedia =
  | "voice"
  | "video";

/** How a call ended. */
export type CallOutcome =
  | "completed"
  | "declined"
  | "cancelled"
  | "missed"
  | "busy"
  | "failed"
  | "lost"
  | "grown";

export type ConversationKind =
  | "direct"
  | "group";

/** How people come into a group. Stored as a number, as all enums of groups: only ever append. */
export type GroupJoining =
  | "invitation"
  | "open"
  | "approval"
  | "closed";

/** How much of what was written before may be read by who comes in. */
export type GroupHistory =
  | "none"
  | "recent"
  | "all";

export type GroupWho =
  | "everybody"
  | "leaders";

/** Stored as a number: only ever append. */
export type GroupRole =
  | "member"
  | "owner"
  | "admin";

export type JoinState =
  | "waiting"
  | "admitted"
  | "declined"
  | "expired";

/** Stored as a number: only ever append. */
export type CallState =
  | "ringing"
  | "connecting"
  | "active"
  | "ended";

export type CallSignalKind =
  | "offer"
  | "answer"
  | "candidates"
  | "state";

export type MediaSource =
  | "microphone"
  | "camera"
  | "screen"
  | "screen_sound";

export type MediaDirection =
  | "send"
  | "receive";

/** What a file is, as the server made it out from its bytes. */
export type StorageKind =
  | "picture"
  | "video"
  | "audio"
  | "other";

export type GroupCallLeaving =
  | "left"
  | "gone"
  | "removed"
  | "ended";

export type MediaEnding =
  | "engine"
  | "seat";

/** The "error" of an answer. */
export interface Failure {
  code: ErrorCode;
  /** For developers; people are shown a sentence chosen by code. */
  detail: string;
  retry_after_ms: number | null;
}

/** The first frame on every WebSocket. */
export interface Hello {
  /** Changes when the server's data was restored from a backup: all stored pts are void. */
  epoch: string;
  /** Newest event of this user's stream. */
  pts: number;
  user_id: number;
  device_id: number;
  version: string;
  server_time: number;
}

export type GetServerInfo = Record<string, never>;

/** What a client needs to know before anybody has signed in. */
export interface ServerInfo {
  /** Shown on the sign-in card. */
  name: string;
  version: string;
  registration: Registration;
  /** false on a new server: the next account becomes administrator. */
  has_users: boolean;
}

export type GetChallenge = Record<string, never>;

/** A proof-of-work puzzle in the form of ALTCHA version 1: find the number n, 0 <= n <= max_number, with lower-case hex SHA-256(salt + decimal n) == challenge. Takes a browser well under a second. */
export interface Challenge {
  /** Always "SHA-256". */
  algorithm: string;
  challenge: string;
  /** Holds the expiry; send it back untouched. */
  salt: string;
  signature: string;
  max_number: number;
}

export interface ChallengeSolution {
  challenge: string;
  salt: string;
  signature: string;
  number: number;
}

export interface Register {
  account: string;
  password: string;
  /** The account, unless given. */
  nickname?: string | null;
  /** Code of an invitation, where registration needs one. */
  invite?: string | null;
  device_name?: string | null;
  /** Stay signed in on this device; true unless given. */
  remember?: boolean | null;
  challenge?: ChallengeSolution | null;
}

/** What everybody who may see a user sees of them. */
export interface User {
  user_id: number;
  /** The name for signing in and for being found; never changes. */
  account: string;
  nickname: string;
  /** A line about oneself; may be empty. */
  signature: string;
  /** Name of the picture under /avatars/; empty = draw initials. */
  avatar: string;
}

/** Settings that follow the user to every device. */
export interface Settings {
  /** Friends never see me online. */
  hide_presence: boolean;
  /** Others do not see what I have read, nor I what they have. */
  hide_read_marks: boolean;
  /** Only friends find me by my account; by my ID everybody does. */
  hide_account: boolean;
  friend_policy: FriendPolicy;
  /** At most 100 characters; never empty while friend_policy is with_answer. */
  friend_question: string;
}

/** What I see of myself. */
export interface Me {
  user: User;
  /** Optional; shown to nobody else. */
  phone: string;
  is_administrator: boolean;
  joined_at: number;
  settings: Settings;
  recovery_codes_left: number;
}

/** A fresh sign-in. */
export interface SignedIn {
  me: Me;
  device_id: number;
  /** For programs: send as "Authorization: Bearer …". Browsers get an HttpOnly cookie and null here. */
  token: string | null;
  /** After registering, and after recovery used up the last one: eight single-use codes, shown this once. */
  recovery_codes: string[];
}

export interface SignIn {
  account: string;
  password: string;
  device_name?: string | null;
  /** Stay signed in on this device; true unless given. */
  remember?: boolean | null;
  challenge?: ChallengeSolution | null;
}

export interface Recover {
  account: string;
  code: string;
  new_password: string;
  device_name?: string | null;
  challenge?: ChallengeSolution | null;
}

export type SignOut = Record<string, never>;

/** The answer of commands that have nothing to say but "done". */
export type Done = Record<string, never>;

export interface ChangePassword {
  old_password: string;
  new_password: string;
}

export interface RenewRecoveryCodes {
  password: string;
}

export interface RecoveryCodes {
  codes: string[];
}

export interface UpdateProfile {
  /** 1 to 32 characters. */
  nickname?: string | null;
  /** At most 100 characters. */
  signature?: string | null;
  /** At most 20 of digits, space, '+', '-'; empty removes it. */
  phone?: string | null;
}

export interface SetAvatar {
  /** Base64 of a PNG, JPEG or WebP of at most 96 KiB and 512 x 512. */
  image: string;
}

export interface UpdateSettings {
  hide_presence?: boolean | null;
  hide_read_marks?: boolean | null;
  hide_account?: boolean | null;
  friend_policy?: FriendPolicy | null;
  friend_question?: string | null;
}

export type ListDevices = Record<string, never>;

/** One sign-in of a user, on one browser or program. */
export interface Device {
  device_id: number;
  /** "Chrome · Windows", made from the user agent or given by the program. */
  name: string;
  /** Network address it was last seen at. */
  address: string;
  created_at: number;
  last_seen_at: number;
  /** The device that asks. */
  current: boolean;
  online: boolean;
}

export interface DeviceList {
  devices: Device[];
}

export interface SignOutDevice {
  device_id: number;
}

export interface CreateInvite {
  /** 1 to 1,000; 1 unless given. */
  uses?: number | null;
  /** 1 to 365; 7 unless given. */
  valid_days?: number | null;
}

/** An invitation to register. */
export interface Invite {
  code: string;
  uses_left: number;
  created_at: number;
  expires_at: number;
}

export type ListInvites = Record<string, never>;

export interface InviteList {
  invites: Invite[];
}

export interface RevokeInvite {
  code: string;
}

export interface ResetPassword {
  account: string;
}

export interface ResetCode {
  /** Give it to the user in person: it sets a new password once. */
  code: string;
  expires_at: number;
}

export interface FindUser {
  /** Digits alone are an ID: no account begins with one. */
  account: string;
}

export interface RequestFriend {
  user_id: number;
  message?: string | null;
  /** What I shall call them once we are friends. */
  remark?: string | null;
  /** Where I shall keep them; the default one unless given. */
  friend_group_id?: number | null;
}

export interface FriendRequest {
  request_id: number;
  from_user_id: number;
  to_user_id: number;
  /** 验证消息, at most 100 characters. */
  message: string;
  /** What the message answers; empty = nothing was asked. */
  question: string;
  state: RequestState;
  created_at: number;
  expires_at: number;
}

export interface GetFriendTerms {
  user_id: number;
}

/** What a user expects of somebody who asks to be friends. */
export interface FriendTerms {
  policy: FriendPolicy;
  /** With the policy with_answer; else empty. */
  question: string;
}

export interface RemoveFriend {
  user_id: number;
}

export interface BlockUser {
  user_id: number;
}

/** Somebody I will hear nothing from. Nobody else is told: to the one who is blocked it is as if I had removed them. */
export interface Block {
  user_id: number;
  since: number;
}

export interface UnblockUser {
  user_id: number;
}

export interface AcceptFriend {
  request_id: number;
  /** What I shall call them. */
  remark?: string | null;
  /** Where I shall keep them; the default one unless given. */
  friend_group_id?: number | null;
}

export interface DeclineFriend {
  request_id: number;
}

export interface ConfigureFriend {
  user_id: number;
  /** At most 32 characters in one line; empty takes it away. */
  remark?: string | null;
  starred?: boolean | null;
}

export interface Friend {
  user_id: number;
  since: number;
  /** 备注, my name for this friend; empty = none. Nobody else ever gets it. */
  remark: string;
  starred: boolean;
  /** 好友分组, one of my friend groups; 0 = the default one. */
  friend_group_id: number;
}

export interface MoveFriends {
  user_ids: number[];
  friend_group_id: number;
}

export interface CreateFriendGroup {
  name: string;
}

/** One of the drawers a user sorts friends into, for themselves alone. The default one, 0, always is, stands first, has no name here, and is in no list. */
export interface FriendGroup {
  friend_group_id: number;
  /** 1 to 24 visible characters in one line. */
  name: string;
}

export interface RenameFriendGroup {
  friend_group_id: number;
  name: string;
}

export interface PlaceFriendGroup {
  friend_group_id: number;
  place: number;
}

export interface RemoveFriendGroup {
  friend_group_id: number;
}

export interface ListCommonGroups {
  user_id: number;
}

export interface CommonGroups {
  /** Ascending. */
  conversation_ids: number[];
}

export type ListPresence = Record<string, never>;

export interface Presence {
  user_id: number;
  online: boolean;
  /** 0 = not known or hidden. */
  last_seen_at: number;
}

export interface PresenceList {
  presences: Presence[];
}

/** A file that I uploaded, on its way into a message. */
export interface NewAttachment {
  file_id: number;
  kind: AttachmentKind;
  width: number | null;
  /** In pixels, 1 to 100,000; of what is seen. */
  height: number | null;
  /** Base64, at most 64 characters. */
  thumbhash: string | null;
  /** A small picture of it, uploaded as a file of its own. */
  preview_id: number | null;
  /** Of what is heard or seen moving, at most a day. */
  duration_ms: number | null;
  /** At most 64 of 0-9A-V, each how loud a part of it is. */
  waveform: string | null;
  /** A sticker that clients draw themselves, by name: at most 64 of a-z0-9_/. The file is for those that do not know it. */
  drawing: string | null;
}

/** Words of a message that mean somebody, from their '@' on. */
export interface Mention {
  /** Null = all members. */
  user_id: number | null;
  /** Of the '@', in UTF-16 code units. */
  offset: number;
  /** At least 2, in UTF-16 code units. */
  length: number;
}

export interface SendMessage {
  conversation_id: number;
  /** UUIDv7 made before the first try: 8 to 64 of letters, digits, '-', '_'. */
  client_id: string;
  /** 1 to 20,000 characters after trimming; with attachments it may be empty; unused with a card. */
  text: string;
  /** Send the card of a friend of mine, or my own; not_found for anybody else. */
  card_user_id?: number | null;
  /** At most 9; none with a card. */
  attachments?: NewAttachment[] | null;
  /** Only in a group, at most 50, ascending by offset in the trimmed text. Those of who is no member are left out. */
  mentions?: Mention[] | null;
}

export interface MessageAck {
  client_id: string;
  conversation_id: number;
  seq: number;
  sent_at: number;
}

export interface ReadHistory {
  conversation_id: number;
  before_seq?: number | null;
  after_seq?: number | null;
  /** 1 to 100; 50 unless given. */
  limit?: number | null;
}

/** Somebody as a notice names them. */
export interface NoticePerson {
  user_id: number;
  /** As they were called then; a client that knows them better says what it calls them. */
  name: string;
}

/** What a notice speaks of. */
export interface NoticeDetails {
  /** Who did it. */
  actor: NoticePerson;
  /** To whom; of many the first 10. */
  people: NoticePerson[];
  /** To how many. */
  people_count: number;
  /** The new name of the group and the like; may be empty. */
  words: string;
}

export interface CallRecord {
  media: CallMedia;
  outcome: CallOutcome;
  /** For how long they spoke. */
  duration_ms: number;
  /** Of one that others came into: how many were in it, those who left before too. */
  people: number | null;
}

export interface Attachment {
  file_id: number;
  kind: AttachmentKind;
  /** As its sender called it: at most 255 bytes, never a path. */
  name: string;
  size: number;
  /** Media type, as the server made it out from the bytes. */
  type: string;
  width: number | null;
  height: number | null;
  thumbhash: string | null;
  preview_id: number | null;
  duration_ms: number | null;
  waveform: string | null;
  drawing: string | null;
}

export interface Message {
  conversation_id: number;
  seq: number;
  sender_id: number;
  /** The sender's own id for it; the sender's devices match their pending copy by it. */
  client_id: string;
  kind: MessageKind;
  /** The message, or the plain-text form of another kind. */
  text: string;
  notice: NoticeKind | null;
  /** Of a notice about a group; null in those from before there were any. */
  details: NoticeDetails | null;
  /** Of a card, as they were called when it was sent. */
  card: User | null;
  sent_at: number;
  /** Of a call; the sender is who called. */
  call: CallRecord | null;
  /** It does not count as unread. */
  silent: boolean;
  /** Null without any; `text` is what is said to them. */
  attachments: Attachment[] | null;
  /** In a group, ascending by offset; null without any. */
  mentions: Mention[] | null;
}

export interface MessagePage {
  /** Ascending by seq. */
  messages: Message[];
  /** There is more in the direction asked for. */
  has_more: boolean;
}

export interface ListFiles {
  conversation_id: number;
  before_seq?: number | null;
  /** 1 to 100; 50 unless given. */
  limit?: number | null;
  /** Of one of these kinds. */
  kinds?: AttachmentKind[] | null;
  /** With a name that holds this. */
  words?: string | null;
  sender_id?: number | null;
}

export interface MarkRead {
  conversation_id: number;
  seq: number;
}

export interface MarkDelivered {
  conversation_id: number;
  seq: number;
}

export interface ConfigureConversation {
  conversation_id: number;
  pinned?: boolean | null;
  muted?: boolean | null;
  folded?: boolean | null;
  marked_unread?: boolean | null;
}

/** What stands on top of a group's room until each has dismissed it. */
export interface GroupHeadline {
  announcement_id: number;
  /** The first line of the announcement, at most 100 characters. */
  beginning: string;
  /** It is dismissed by confirming that one has read it. */
  must_confirm: boolean;
}

export interface GroupRules {
  joining: GroupJoining;
  /** By its number and its name. */
  findable: boolean;
  history: GroupHistory;
  inviting: GroupWho;
  /** All at once. */
  mentioning: GroupWho;
  calling: GroupWho;
  /** Only the owner, the admins and who is exempt may write. */
  muted: boolean;
}

/** The bar above the messages. */
export interface GroupCall {
  group_call_id: number;
  /** 0 = it has no group: it grew from a call of two. */
  conversation_id: number;
  started_by: number;
  started_at: number;
  /** In it now. */
  people: number;
  /** Of them the up to 5 who came first. */
  face_ids: number[];
  /** Nobody new comes in, but for its hosts. */
  locked: boolean;
  /** Those who are no hosts may turn their microphone on themselves. */
  may_unmute: boolean;
  /** The call of two that goes on as this one. */
  grew_from: number | null;
}

/** What all members of a group see alike. */
export interface Group {
  name: string;
  owner_id: number;
  member_count: number;
  /** Up to 9 members, ascending, whose avatars make that of the group. */
  face_ids: number[];
  /** Name of its own picture under /avatars/; empty = the faces. */
  avatar: string;
  /** At most 200 characters; may be empty. */
  description: string;
  headline: GroupHeadline | null;
  rules: GroupRules;
  /** The one that goes on. */
  call: GroupCall | null;
}

/** What I am in a group. */
export interface GroupStanding {
  role: GroupRole;
  /** What I am called there; empty = as everywhere. */
  nickname: string;
  /** The newest one that I dismissed; 0 = none. */
  seen_announcement_id: number;
  /** Until then I may not write; 0 = I was not muted. */
  muted_until: number;
  /** I may write while everybody is muted. */
  exempt: boolean;
  /** What was written before it is not mine to read. */
  first_seq: number;
  /** To come in, which I may decide. */
  waiting_requests: number;
}

/** A conversation as one member sees it. */
export interface Conversation {
  conversation_id: number;
  kind: ConversationKind;
  /** The other one of a direct conversation. */
  peer_id: number | null;
  /** Of a group. */
  group: Group | null;
  /** Mine in a group. */
  standing: GroupStanding | null;
  last_seq: number;
  last_message: Message | null;
  /** I have read up to here. */
  read_seq: number;
  /** Messages of others after read_seq, without notices and silent ones. */
  unread: number;
  /** Messages after read_seq that mention me: the first 100, ascending. */
  mention_seqs: number[];
  marked_unread: boolean;
  peer_delivered_seq: number;
  /** null while either side hides read marks. */
  peer_read_seq: number | null;
  /** 0 = not pinned. */
  pinned_at: number;
  muted: boolean;
  /** Out of the way, under one row with the others that are; muted, and not pinned. */
  folded: boolean;
  draft: string;
}

export interface SetDraft {
  conversation_id: number;
  /** At most 20,000 characters. */
  draft: string;
}

export interface StartTyping {
  conversation_id: number;
}

export interface CreateGroup {
  /** 1 to 30 visible characters after trimming. */
  name: string;
  /** 1 to 1,999 friends, without me. */
  user_ids: number[];
}

export interface ListGroupMembers {
  conversation_id: number;
  /** Those with a greater user_id. */
  after?: number | null;
  /** 1 to 100; 50 unless given. */
  limit?: number | null;
  /** Only those whose nickname, here or everywhere, or account holds this. */
  words?: string | null;
}

export interface GroupMember {
  user: User;
  role: GroupRole;
  /** What they are called in this group; empty = as everywhere. */
  nickname: string;
  joined_at: number;
  /** 0 = not since they joined. */
  last_spoke_at: number;
  /** Until then they may not write; 0 = they were not muted. */
  muted_until: number;
  /** They may write while everybody is muted. */
  exempt: boolean;
}

export interface GroupMemberPage {
  /** The owner, then the admins; only where all members are listed from the start. */
  leaders: GroupMember[];
  /** Ascending by user_id, leaders too. */
  members: GroupMember[];
  has_more: boolean;
}

export interface FindGroupMembers {
  /** Nothing is found by nothing. */
  words: string;
}

export interface FoundMember {
  conversation_id: number;
  member: GroupMember;
}

export interface FoundMembers {
  members: FoundMember[];
}

export interface LeaveGroup {
  conversation_id: number;
}

export interface DissolveGroup {
  conversation_id: number;
}

export interface RenameGroup {
  conversation_id: number;
  /** 1 to 30 visible characters after trimming. */
  name: string;
}

export interface InviteToGroup {
  conversation_id: number;
  /** 1 to 1,999 friends; a group has at most 2,000 members. */
  user_ids: number[];
}

export interface RemoveFromGroup {
  conversation_id: number;
  user_id: number;
}

export interface SetGroupAdmin {
  conversation_id: number;
  user_id: number;
  admin: boolean;
}

export interface TransferGroup {
  conversation_id: number;
  user_id: number;
}

export interface DescribeGroup {
  conversation_id: number;
  /** At most 200 characters after trimming; empty removes it. */
  description: string;
}

export interface SetGroupAvatar {
  conversation_id: number;
  /** Base64 of a PNG, JPEG or WebP of at most 96 KiB and 512 x 512. */
  image: string;
}

export interface SetGroupNickname {
  conversation_id: number;
  /** At most 32 visible characters after trimming; empty = as everywhere. */
  nickname: string;
}

export interface ConfigureGroup {
  conversation_id: number;
  joining?: GroupJoining | null;
  findable?: boolean | null;
  /** For those who come in from now on. */
  history?: GroupHistory | null;
  inviting?: GroupWho | null;
  mentioning?: GroupWho | null;
  calling?: GroupWho | null;
  muted?: boolean | null;
}

export interface MuteMember {
  conversation_id: number;
  user_id: number;
  /** 1 to 525,600 from now; 0 lets them write again. */
  minutes: number;
}

export interface ExemptMember {
  conversation_id: number;
  user_id: number;
  exempt: boolean;
}

export interface PublishAnnouncement {
  conversation_id: number;
  /** 1 to 2,000 characters after trimming. */
  text: string;
  must_confirm: boolean;
}

export interface EditAnnouncement {
  conversation_id: number;
  announcement_id: number;
  /** 1 to 2,000 characters after trimming. */
  text: string;
  must_confirm: boolean;
  /** Announce it anew: it gets a new announcement_id, and nobody has confirmed it. */
  again: boolean;
}

export interface WithdrawAnnouncement {
  conversation_id: number;
  announcement_id: number;
}

export interface ListAnnouncements {
  conversation_id: number;
  /** Older ones than this. */
  before?: number | null;
}

export interface Announcement {
  announcement_id: number;
  author: User;
  text: string;
  must_confirm: boolean;
  published_at: number;
  /** 0 = never. */
  edited_at: number;
  /** Members who confirmed it. */
  confirmed_count: number;
  /** I did. */
  confirmed: boolean;
  /** 0 = nobody was reminded yet. */
  reminded_at: number;
}

export interface AnnouncementPage {
  /** Newest first, at most 20. */
  announcements: Announcement[];
  has_more: boolean;
}

export interface DismissAnnouncement {
  conversation_id: number;
  announcement_id: number;
}

export interface ListConfirmations {
  conversation_id: number;
  announcement_id: number;
  /** Those who have; false: those who have not. */
  confirmed: boolean;
  /** Those with a greater user_id; at most 50 are listed. */
  after?: number | null;
}

export interface RemindOfAnnouncement {
  conversation_id: number;
}

export interface FindGroups {
  /** Nothing is found by nothing. */
  words: string;
}

/** What is shown of a group to who is not in it. */
export interface GroupCard {
  conversation_id: number;
  name: string;
  description: string;
  member_count: number;
  joining: GroupJoining;
  /** I am in it. */
  mine: boolean;
}

export interface GroupCards {
  groups: GroupCard[];
}

export interface CreateGroupLink {
  conversation_id: number;
  /** 1 to 30; 7 unless given. */
  days?: number | null;
  /** 1 to 1,000; 50 unless given. */
  uses?: number | null;
}

export interface GroupLink {
  link_id: number;
  /** The page /g/<code> of the web client asks to come in. */
  code: string;
  creator: User;
  created_at: number;
  expires_at: number;
  uses_left: number;
}

export interface ListGroupLinks {
  conversation_id: number;
}

export interface GroupLinks {
  links: GroupLink[];
}

export interface RevokeGroupLink {
  conversation_id: number;
  link_id: number;
}

export interface ReadGroupLink {
  code: string;
}

export interface JoinGroup {
  /** Of a link; otherwise */
  code?: string | null;
  /** the group's number. */
  conversation_id?: number | null;
  /** For the admins, at most 100 characters; may be empty. */
  reason: string;
}

export interface JoinOutcome {
  conversation_id: number;
  /** false: an admin has to let me in. */
  joined: boolean;
}

export interface ListJoinRequests {
  conversation_id: number;
}

export interface JoinRequest {
  request_id: number;
  user: User;
  /** Who brought them or made their link. */
  inviter: User | null;
  reason: string;
  state: JoinState;
  decided_by: User | null;
  asked_at: number;
  /** Whoever waits longer is expired. */
  expires_at: number;
}

export interface JoinRequests {
  requests: JoinRequest[];
}

export interface DecideJoinRequest {
  conversation_id: number;
  request_id: number;
  admit: boolean;
}

export interface InviteToCall {
  user_id: number;
  media: CallMedia;
  /** Of this try: 8 to 64 of letters, digits, '-', '_'. */
  client_id: string;
  /** The window that calls: 8 to 64 of letters, digits, '-', '_'. */
  endpoint: string;
}

export interface CallSide {
  user_id: number;
  /** The window in which they speak, by the name it gave itself; empty until they answered. */
  endpoint: string;
}

/** A call as both sides see it, on all their devices. */
export interface Call {
  call_id: number;
  conversation_id: number;
  /** As the caller began it. */
  media: CallMedia;
  caller: CallSide;
  callee: CallSide;
  state: CallState;
  /** Of one that has ended. */
  outcome: CallOutcome | null;
  started_at: number;
  /** Since when they hear each other; 0 = not yet. */
  active_at: number;
  /** For how long it rings at most: a client stops by itself then. */
  ring_ms: number;
  /** Sound and picture go over the server: both windows take lines (media.enter). */
  relayed: boolean;
  /** It rings for a call of more people, which goes on: the one who is called answers by group_call.join, and it is no call of the caller's, who only hears how it ends. */
  into: number | null;
}

export interface AcceptCall {
  call_id: number;
  endpoint: string;
}

export interface DeclineCall {
  call_id: number;
}

export interface HangUp {
  call_id: number;
}

export interface ConnectCall {
  call_id: number;
  endpoint: string;
}

export interface RelayCall {
  call_id: number;
  endpoint: string;
}

export interface KeepCall {
  call_id: number;
  endpoint: string;
}

/** What one window tells the other; the server passes it on unread and keeps nothing of it. */
export interface CallSignal {
  kind: CallSignalKind;
  /** Which attempt it belongs to: what is left of an earlier one is void. */
  round: number;
  /** At most 64 KiB. */
  text: string;
}

export interface SendSignals {
  call_id: number;
  endpoint: string;
  /** 1 to 16, at most 64 KiB together. */
  signals: CallSignal[];
}

export type FindCallRoutes = Record<string, never>;

export interface CallRoutes {
  /** UDP, on the host of the server; 0 = none. */
  stun_port: number;
  /** UDP and TCP, of the media engine; 0 = none, or not the same on all its addresses. */
  media_port: number;
}

export interface JoinGroupCall {
  /** 0 = it has no group; group_call_id says which: one that I am rung for, or was in. */
  conversation_id: number;
  /** The window: 8 to 64 of letters, digits, '-', '_'. */
  endpoint: string;
  /** How I come in; where hosts alone may unmute, the answer has it off. */
  microphone: boolean;
  camera: boolean;
  /** Only this one: not_found when it is over. */
  group_call_id?: number | null;
  /** Leave the call I am in, of whichever kind, or decline what rings. */
  leave_other?: boolean | null;
}

/** Somebody in a group call. The name is that of a member of the group. */
export interface GroupCallSeat {
  user_id: number;
  /** The window in which they speak, by the name it gave itself. Another one: they moved there. */
  endpoint: string;
  joined_at: number;
  /** Whoever started it, the owner and the admins, as of the moment they came in. */
  host: boolean;
  microphone: boolean;
  camera: boolean;
  screen: boolean;
  /** 0 = it is not up. */
  hand_raised_at: number;
}

/** The call that I am in, on whichever device. */
export interface GroupCallRoom {
  group_call_id: number;
  /** By joined_at, then user_id; mine too. */
  seats: GroupCallSeat[];
  /** One without a group, and without who is in it; others are a part of the group. */
  call: GroupCall | null;
  /** Those who sit in one without a group, by user_id. */
  people: User[];
}

export interface GroupCallEntry {
  call: GroupCall;
  room: GroupCallRoom;
}

export interface LeaveGroupCall {
  group_call_id: number;
}

export interface KeepGroupCall {
  group_call_id: number;
  endpoint: string;
}

export interface ShowInGroupCall {
  group_call_id: number;
  endpoint: string;
  microphone?: boolean | null;
  camera?: boolean | null;
  screen?: boolean | null;
  /** Raised. */
  hand?: boolean | null;
}

export interface ReactInGroupCall {
  group_call_id: number;
  /** 1 to 32 bytes. */
  emoji: string;
}

export interface MuteInGroupCall {
  group_call_id: number;
  /** null: everybody but me. */
  user_id?: number | null;
}

export interface ConfigureGroupCall {
  group_call_id: number;
  locked?: boolean | null;
  may_unmute?: boolean | null;
}

export interface RemoveFromGroupCall {
  group_call_id: number;
  user_id: number;
}

export interface EndGroupCall {
  group_call_id: number;
}

export interface GrowCall {
  call_id: number;
  endpoint: string;
  user_id: number;
}

export interface InviteToGroupCall {
  group_call_id: number;
  endpoint: string;
  user_id: number;
}

export interface EnterMedia {
  /** One of the two. */
  group_call_id?: number | null;
  call_id?: number | null;
  endpoint: string;
}

/** Something that somebody in the room sends. */
export interface MediaSending {
  producer_id: string;
  user_id: number;
  source: MediaSource;
  /** Nothing of it is passed on at the moment. */
  paused: boolean;
}

export interface MediaLine {
  line: string;
  /** What events call the room in which the line is. */
  room: string;
  /** JSON: routerRtpCapabilities of Device.load. */
  rtp_capabilities: string;
  /** By the others. */
  sending: MediaSending[];
}

export interface LookAtMedia {
  line: string;
}

export interface MediaPicture {
  /** By the others. */
  sending: MediaSending[];
}

export interface OpenMedia {
  line: string;
  direction: MediaDirection;
  /** JSON, to receive: Device.rtpCapabilities. */
  rtp_capabilities?: string | null;
}

export interface MediaTransport {
  transport_id: string;
  /** JSON: what createSendTransport and createRecvTransport take. */
  parameters: string;
}

export interface ConnectMedia {
  line: string;
  transport_id: string;
  /** JSON. */
  dtls_parameters: string;
}

export interface RestartMedia {
  line: string;
  transport_id: string;
}

export interface MediaIce {
  /** JSON: what transport.restartIce takes. */
  ice_parameters: string;
}

export interface SendMedia {
  line: string;
  /** As appData; the kind follows from it. */
  source: MediaSource;
  /** JSON. */
  rtp_parameters: string;
}

export interface MediaProducer {
  producer_id: string;
}

export interface StopMedia {
  line: string;
  source: MediaSource;
}

export interface ReceiveMedia {
  line: string;
  /** 1 to 64. */
  producer_ids: string[];
}

export interface MediaConsumer {
  consumer_id: string;
  producer_id: string;
  /** JSON: what transport.consume takes. */
  parameters: string;
}

export interface MediaConsumers {
  consumers: MediaConsumer[];
}

export interface MediaWish {
  consumer_id: string;
  paused: boolean;
  /** Of simulcast the best layer wanted: 0 is the smallest, 2 the largest. */
  spatial: number | null;
  /** Frames: 0 a quarter, 2 all. */
  temporal: number | null;
  /** 1 to 255: who gets layers first when there is not room for all. Sound is always first. */
  priority: number | null;
}

export interface WantMedia {
  line: string;
  /** 1 to 64. */
  wishes: MediaWish[];
}

export type ProbeMedia = Record<string, never>;

export interface MediaProbe {
  /** JSON, as those of media.open. */
  parameters: string;
}

export interface CopyFile {
  file_id: number;
}

/** A file of mine, to be attached. */
export interface StoredFile {
  file_id: number;
  name: string;
  size: number;
  type: string;
}

export interface FindFile {
  /** In lower-case hexadecimal digits. */
  sha256: string;
  size: number;
  name: string;
}

export type GetStorage = Record<string, never>;

export interface StoredByKind {
  kind: StorageKind;
  files: number;
  bytes: number;
}

export interface StoredByAge {
  /** Stored at least so long ago, and less than the next in the list says. */
  days: number;
  files: number;
  bytes: number;
}

export interface StoredByConversation {
  conversation_id: number;
  kind: ConversationKind;
  /** Of a group; empty for two people, whose conversation is their own business. */
  name: string;
  files: number;
  bytes: number;
}

export interface StorageReport {
  files: number;
  bytes: number;
  /** On the disk that they lie on. */
  free_bytes: number;
  kinds: StoredByKind[];
  ages: StoredByAge[];
  /** The largest, at most 20. What was sent to two conversations counts in both. */
  conversations: StoredByConversation[];
}

export interface RemoveFiles {
  /** Only what was uploaded before this time. */
  before: number;
  /** Bytes: only files of more. */
  larger_than: number;
  /** Only these; null = all. */
  kind?: StorageKind | null;
  /** Only what was sent there; null = anywhere. */
  conversation_id?: number | null;
  try_only: boolean;
}

export interface FilesRemoved {
  files: number;
  bytes: number;
}

export interface AddSticker {
  file_id: number;
  word?: string | null;
  pack_id?: number | null;
}

export interface Sticker {
  sticker_id: number;
  /** A GIF, WebP, PNG or JPEG picture of at most 1 MiB. */
  file_id: number;
  /** What it says, to find it by: at most 32 characters in one line; may be empty. */
  word: string;
  /** In pixels, at most 512, as the server made it out from the bytes; so is height. */
  width: number;
  height: number;
  animated: boolean;
}

export interface RemoveStickers {
  /** At most 300. */
  sticker_ids: number[];
}

export interface PlaceSticker {
  sticker_id: number;
  /** Among those it stands with, 0 first; past the end is the end. */
  place: number;
}

export interface DescribeSticker {
  sticker_id: number;
  word: string;
}

/** A picture that I may read, on its way into a pack. */
export interface NewSticker {
  file_id: number;
  word: string | null;
}

export interface CreateStickerPack {
  name: string;
  /** 1 to 120; of pictures with the same bytes the first counts. */
  stickers: NewSticker[];
  conversation_id?: number | null;
}

export interface StickerPack {
  pack_id: number;
  /** 1 to 32 visible characters in one line. */
  name: string;
  cover: Sticker;
  /** How many stickers are in it, 1 to 120. */
  count: number;
  /** Goes up whenever one of them changes. */
  revision: number;
}

export interface ListStickerPacks {
  conversation_id: number;
}

export interface StickerPacks {
  /** In their order. */
  packs: StickerPack[];
}

export interface ReadStickerPack {
  pack_id: number;
}

export interface StickerPackContent {
  pack: StickerPack;
  /** In their order. */
  stickers: Sticker[];
}

export interface FindStickerPack {
  file_id: number;
}

export interface CopyStickerPack {
  pack_id: number;
  conversation_id?: number | null;
}

export interface ConfigureStickerPack {
  pack_id: number;
  name?: string | null;
  /** One of its stickers. */
  cover_id?: number | null;
}

export interface PlaceStickerPack {
  pack_id: number;
  /** Among those it stands with, 0 first; past the end is the end. */
  place: number;
}

export interface RemoveStickerPack {
  pack_id: number;
}

export type ReadSnapshot = Record<string, never>;

/** Everything a client needs, as of `pts`. */
export interface Snapshot {
  epoch: string;
  pts: number;
  me: Me;
  /** Everybody who is named below. */
  users: User[];
  friends: Friend[];
  /** In my order, without the default one. */
  friend_groups: FriendGroup[];
  blocked: Block[];
  /** Newest first, at most 100. */
  friend_requests: FriendRequest[];
  conversations: Conversation[];
  /** My own, in my order. */
  stickers: Sticker[];
  /** Mine, in my order. */
  sticker_packs: StickerPack[];
  /** The one I am in, or that rings for me. */
  call: Call | null;
  /** The one that I am in. */
  group_call_room: GroupCallRoom | null;
}

export interface ReadStream {
  after: number;
}

export interface EventPage {
  epoch: string;
  /** Ascending by pts, without gaps, starting at after + 1. */
  events: StreamEvent[];
  has_more: boolean;
}

export interface MeChanged {
  me: Me;
}

export interface UserChanged {
  user: User;
}

export interface RequestChanged {
  request: FriendRequest;
}

export interface FriendAdded {
  added: Friend;
}

export interface FriendChanged {
  changed: Friend;
}

export interface FriendRemoved {
  user_id: number;
}

export interface UserBlocked {
  block: Block;
}

export interface UserUnblocked {
  user_id: number;
}

export interface FriendsMoved {
  user_ids: number[];
  friend_group_id: number;
}

export interface FriendGroupsChanged {
  /** All of them, in my order. */
  friend_groups: FriendGroup[];
}

export interface PresenceChanged {
  presence: Presence;
}

export interface MessageSent {
  message: Message;
}

export interface ConversationChanged {
  conversation: Conversation;
}

export interface ConversationRemoved {
  conversation_id: number;
}

export interface ConversationRead {
  conversation_id: number;
  read_seq: number;
  unread: number;
  mention_seqs: number[];
}

export interface ConversationMarkedUnread {
  conversation_id: number;
}

export interface PeerMarked {
  conversation_id: number;
  peer_delivered_seq: number;
  /** null while either side hides read marks. */
  peer_read_seq: number | null;
}

export interface DraftChanged {
  conversation_id: number;
  draft: string;
}

export interface TypingStarted {
  conversation_id: number;
  user_id: number;
}

export interface GroupChanged {
  conversation_id: number;
  group: Group;
}

export interface GroupCounted {
  conversation_id: number;
  member_count: number;
  face_ids: number[];
}

export interface GroupMemberChanged {
  conversation_id: number;
  member: GroupMember;
}

export interface AnnouncementSeen {
  conversation_id: number;
  seen_announcement_id: number;
}

export interface JoinRequestsChanged {
  conversation_id: number;
  waiting_requests: number;
}

export interface CallChanged {
  call: Call;
}

export interface CallSignalled {
  call_id: number;
  /** Whom it is for. */
  endpoint: string;
  signals: CallSignal[];
}

export interface GroupCallChanged {
  conversation_id: number;
  call: GroupCall | null;
}

export interface GroupCallEntered {
  room: GroupCallRoom;
}

export interface GroupCallSeated {
  group_call_id: number;
  seat: GroupCallSeat;
  /** A host who muted them. */
  by: number | null;
  /** Who that is, in a call without a group. */
  user: User | null;
}

export interface GroupCallLeft {
  group_call_id: number;
  user_id: number;
  why: GroupCallLeaving;
}

export interface GroupCallReacted {
  group_call_id: number;
  user_id: number;
  emoji: string;
}

export interface MediaSent {
  room: string;
  sending: MediaSending;
}

export interface MediaStopped {
  room: string;
  producer_id: string;
}

export interface MediaVoice {
  user_id: number;
  /** 0 is as loud as it gets, -127 silence. */
  dbov: number;
}

export interface MediaHeard {
  room: string;
  /** Loudest first, at most 8. */
  voices: MediaVoice[];
}

export interface MediaSpeaker {
  room: string;
  user_id: number;
}

export interface MediaScored {
  room: string;
  user_id: number;
  source: MediaSource;
  /** 0 to 10. */
  score: number;
}

export interface MediaLayers {
  line: string;
  consumer_id: string;
  spatial: number | null;
  temporal: number | null;
}

export interface MediaWanted {
  line: string;
  source: MediaSource;
  spatial: number;
}

export interface MediaEnded {
  line: string;
  why: MediaEnding;
}

export interface StickerAdded {
  sticker: Sticker;
}

export interface StickersRemoved {
  sticker_ids: number[];
}

export interface StickerPlaced {
  sticker_id: number;
  /** Among all of them, once it was taken out. */
  place: number;
}

export interface StickerChanged {
  sticker: Sticker;
}

export interface StickerPacksChanged {
  /** All of them, in my order. */
  packs: StickerPack[];
}

export interface GroupStickerPacksChanged {
  conversation_id: number;
}

/** Every command with its params and its answer. */
export interface Commands {
  /** What a client needs to know before anybody has signed in. */
  "server.info": { params: GetServerInfo; answer: ServerInfo };
  /** Get a puzzle to solve before registering, or before signing in when the server asks for it. */
  "account.challenge": { params: GetChallenge; answer: Challenge };
  /** Make an account and sign in with it. The first account of a server becomes its administrator. */
  "account.register": { params: Register; answer: SignedIn };
  /** Sign in on a new device. After failures the server asks for a solved challenge. */
  "account.sign_in": { params: SignIn; answer: SignedIn };
  /** Set a new password with a recovery code, or with a reset code from the administrator. Uses the code up, signs out every other device, signs in here. */
  "account.recover": { params: Recover; answer: SignedIn };
  /** Sign out this device. */
  "account.sign_out": { params: SignOut; answer: Done };
  /** Change the password. Signs out every other device. */
  "account.change_password": { params: ChangePassword; answer: Done };
  /** Make eight new recovery codes; the old ones stop working. */
  "account.renew_recovery_codes": { params: RenewRecoveryCodes; answer: RecoveryCodes };
  /** Change what is given; null leaves a field as it is. */
  "account.update_profile": { params: UpdateProfile; answer: Me };
  /** Set my picture; an empty image removes it. It is drawn anew, as a square: what else the file tells, such as where it was taken, is not kept. */
  "account.set_avatar": { params: SetAvatar; answer: Me };
  /** Change what is given; null leaves a setting as it is. */
  "account.update_settings": { params: UpdateSettings; answer: Me };
  /** My devices, this one first. */
  "device.list": { params: ListDevices; answer: DeviceList };
  /** Sign out one of my devices; its connections close at once. */
  "device.sign_out": { params: SignOutDevice; answer: Done };
  /** Make an invitation; its link is /register?invite=CODE. */
  "invite.create": { params: CreateInvite; answer: Invite };
  /** Invitations that still work. */
  "invite.list": { params: ListInvites; answer: InviteList };
  /** End an invitation. */
  "invite.revoke": { params: RevokeInvite; answer: Done };
  /** Make a single-use code, valid for 30 minutes, with which a user who lost everything sets a new password. */
  "admin.reset_password": { params: ResetPassword; answer: ResetCode };
  /** The user with exactly this account or ID; not_found if there is none, or it is the account of somebody who hides it and is no friend of mine. */
  "user.find": { params: FindUser; answer: User };
  /** Ask a user to be friends, on the terms of friend.terms. If that user has asked me already, still counts me as a friend, or takes anyone, we are friends at once and the answer's state is accepted. 20 a day, 5 on the first day of an account; the same user again after 24 hours. */
  "friend.request": { params: RequestFriend; answer: FriendRequest };
  /** What a user expects of me if I ask to be friends. */
  "friend.terms": { params: GetFriendTerms; answer: FriendTerms };
  /** No longer count somebody as a friend. They are not told and go on counting me, but neither can write to the other (not_friends); what was said stays. */
  "friend.remove": { params: RemoveFriend; answer: Done };
  /** Hear nothing from a user any more, friend or not. They are not told: it is to them as if I had removed them, and what they ask of me waits for ever. At most 1,000 (too_large). */
  "user.block": { params: BlockUser; answer: Block };
  /** Let a blocked user reach me again. What they asked of me meanwhile and still waits comes to me now. */
  "user.unblock": { params: UnblockUser; answer: Done };
  /** Accept a request to me. Opens the conversation for both. */
  "friend.accept": { params: AcceptFriend; answer: FriendRequest };
  /** Decline a request to me. The asker is not told. */
  "friend.decline": { params: DeclineFriend; answer: FriendRequest };
  /** Remark and star of a friend, for me; null leaves a thing as it is. not_found for everybody who is not my friend. */
  "friend.configure": { params: ConfigureFriend; answer: Friend };
  /** Put friends into one of my friend groups, 0 for the default one; at most 1,000 at once (too_large). not_found, and nobody is moved, when one of them is no friend of mine or the friend group is not mine. */
  "friend.move": { params: MoveFriends; answer: Done };
  /** Make a friend group, behind the others; at most 50 (too_large). */
  "friend_group.create": { params: CreateFriendGroup; answer: FriendGroup };
  /** Give a friend group another name. */
  "friend_group.rename": { params: RenameFriendGroup; answer: FriendGroup };
  /** Put a friend group at a place among the others: 0 is the first after the default one, anything past the end is the last. */
  "friend_group.place": { params: PlaceFriendGroup; answer: Done };
  /** Remove a friend group; its friends return to the default one. */
  "friend_group.remove": { params: RemoveFriendGroup; answer: Done };
  /** The group conversations that both I and a user are in. */
  "user.common_groups": { params: ListCommonGroups; answer: CommonGroups };
  /** Presence of my friends now; presence.changed tells what follows. Ask again after every reconnect. */
  "presence.list": { params: ListPresence; answer: PresenceList };
  /** Store a message. The answer comes only when it is safe on disk. Sending the same client_id again gives the first answer again and stores nothing. */
  "message.send": { params: SendMessage; answer: MessageAck };
  /** Messages of a conversation: the newest, those before a seq, or those after one. */
  "message.history": { params: ReadHistory; answer: MessagePage };
  /** Messages of a conversation that carry files, the newest or those before a seq. One of a message's files has to meet all that is asked. */
  "message.files": { params: ListFiles; answer: MessagePage };
  /** I have seen everything up to seq. Only grows; also counts as delivered. */
  "conversation.mark_read": { params: MarkRead; answer: Done };
  /** A device of mine has everything up to seq. Only grows. */
  "conversation.mark_delivered": { params: MarkDelivered; answer: Done };
  /** Pin, mute, fold or mark as unread, for me; null leaves a thing as it is. What is folded is muted and not pinned; to unmute or to pin it unfolds it. */
  "conversation.configure": { params: ConfigureConversation; answer: Conversation };
  /** Keep what I have begun to write, for all my devices; empty removes it. */
  "conversation.set_draft": { params: SetDraft; answer: Done };
  /** I am typing. Send at most every 3 s while it lasts; others show it for 5 s. In a group nobody is told. */
  "conversation.type": { params: StartTyping; answer: Done };
  /** Found a group with friends of mine; I am its owner. Refuses with not_friends when one of them is none, and founds nothing then. */
  "group.create": { params: CreateGroup; answer: Conversation };
  /** The members of a group of mine, in pages. A snapshot does not list them. */
  "group.members": { params: ListGroupMembers; answer: GroupMemberPage };
  /** Others in all groups of mine by what their nickname there holds: at most 20. */
  "group.find_members": { params: FindGroupMembers; answer: FoundMembers };
  /** Leave a group, without a line in it. Its owner cannot: owner_stays. */
  "group.leave": { params: LeaveGroup; answer: Done };
  /** End a group of mine for all its members. For anybody but its owner there is no such thing: not_found. */
  "group.dissolve": { params: DissolveGroup; answer: Done };
  /** Call a group otherwise, as its owner or an admin; for others not_found. */
  "group.rename": { params: RenameGroup; answer: Done };
  /** Bring friends of mine into a group of mine; who is in it already stays as they are. Refuses with not_friends when one of them is none, and brings nobody then. */
  "group.invite": { params: InviteToGroup; answer: Done };
  /** Remove somebody from a group: its owner anybody else, an admin those who are neither owner nor admin. Otherwise not_found. */
  "group.remove": { params: RemoveFromGroup; answer: Done };
  /** Make a member an admin of a group of mine, or a member again. More than 10 are refused with admins_full; for anybody but the owner not_found. */
  "group.set_admin": { params: SetGroupAdmin; answer: Done };
  /** Make another member the owner of a group of mine; I am a member from then on. For anybody but the owner not_found. */
  "group.transfer": { params: TransferGroup; answer: Done };
  /** Say what a group is about, as its owner or an admin; for others not_found. */
  "group.describe": { params: DescribeGroup; answer: Done };
  /** Give a group a picture of its own, as its owner or an admin; for others not_found. An empty image brings the faces of its members back. It is drawn anew, as that of a user is. */
  "group.set_avatar": { params: SetGroupAvatar; answer: Done };
  /** What I am called in a group of mine. */
  "group.set_nickname": { params: SetGroupNickname; answer: Done };
  /** Change the rules of a group, as its owner or an admin; null leaves one as it is. For others not_found. */
  "group.configure": { params: ConfigureGroup; answer: Done };
  /** Let a member not write for a time: the owner anybody else, an admin those who are neither owner nor admin. Otherwise not_found. */
  "group.mute": { params: MuteMember; answer: Done };
  /** Let a member write while everybody is muted, or no longer, as the owner or an admin. Otherwise not_found. */
  "group.exempt": { params: ExemptMember; answer: Done };
  /** Announce something to all members, as the owner or an admin; for others not_found. It is the group's headline until the next one. */
  "group.announce": { params: PublishAnnouncement; answer: Done };
  /** Change an announcement, as the owner or an admin; for others not_found. */
  "group.edit_announcement": { params: EditAnnouncement; answer: Done };
  /** Take an announcement away, as the owner or an admin; for others not_found. If it is the group's headline, there is none then. */
  "group.withdraw_announcement": { params: WithdrawAnnouncement; answer: Done };
  /** What was announced in a group of mine, in pages. */
  "group.announcements": { params: ListAnnouncements; answer: AnnouncementPage };
  /** I have read an announcement: it is my headline no longer, and confirmed where that is asked for. */
  "group.dismiss_announcement": { params: DismissAnnouncement; answer: Done };
  /** Who has confirmed an announcement, or who has not, as the owner or an admin; for others not_found. */
  "group.confirmations": { params: ListConfirmations; answer: GroupMemberPage };
  /** Remind of the headline: a line in the room, which becomes unread for those who have not confirmed. As the owner or an admin, once a day; for others not_found. */
  "group.remind": { params: RemindOfAnnouncement; answer: Done };
  /** Groups that allow to be found, by their number or by what their name holds: at most 20. */
  "group.find": { params: FindGroups; answer: GroupCards };
  /** Make a link by which people come into a group of mine, if I may invite; otherwise not_found. */
  "group.create_link": { params: CreateGroupLink; answer: GroupLink };
  /** The links into a group of mine that still work, newest first: all for the owner and the admins, their own for others. */
  "group.links": { params: ListGroupLinks; answer: GroupLinks };
  /** End a link: the owner and the admins any, others their own. */
  "group.revoke_link": { params: RevokeGroupLink; answer: Done };
  /** Which group a link leads into; group_link_invalid when it works no longer. */
  "group.read_link": { params: ReadGroupLink; answer: GroupCard };
  /** Come into a group by a link, or by its number if it can be found and takes whoever comes or asks. Where an admin has to approve, this asks. */
  "group.join": { params: JoinGroup; answer: JoinOutcome };
  /** Who asked to come in, newest first, at most 100, for the owner and the admins; for others not_found. */
  "group.join_requests": { params: ListJoinRequests; answer: JoinRequests };
  /** Let somebody in who asked, or not, as the owner or an admin. A request that another has decided is not_found. */
  "group.decide": { params: DecideJoinRequest; answer: Done };
  /** Call a friend, who is rung on every device. Whoever is called by that friend already answers with it. One who is in another call is busy: the answer is then a call that has ended. While it lasts, the same client_id again gives the same call. */
  "call.invite": { params: InviteToCall; answer: Call };
  /** Answer a call that rings for me. Of several windows that do, the first has it, the others get call_taken. */
  "call.accept": { params: AcceptCall; answer: Call };
  /** Refuse a call that rings for me, on all my devices. */
  "call.decline": { params: DeclineCall; answer: Done };
  /** End a call of mine, also from a device that is not in it. */
  "call.hang_up": { params: HangUp; answer: Done };
  /** The two windows of an answered call have found a way to each other. */
  "call.connected": { params: ConnectCall; answer: Done };
  /** My window finds no direct way to the other, or it broke: go over the server from here on. It stays the same call, and both get the time anew in which to connect. media_off: this server cannot. */
  "call.relay": { params: RelayCall; answer: Done };
  /** My window is still in the call; to be said every 3 s. Whoever is silent for too long is taken for gone. */
  "call.keep": { params: KeepCall; answer: Done };
  /** Tell the other window of an answered call. Whoever is not connected at the moment misses it. */
  "call.signal": { params: SendSignals; answer: Done };
  /** What helps a window to find a way to another one. */
  "call.routes": { params: FindCallRoutes; answer: CallRoutes };
  /** Come into the call of a group of mine, or start one; then media.enter. In it with another window already: it moves here. Refuses with in_call (I am in another call, or one rings for me), leaders_call (only leaders start one there), call_locked, call_full (50), removed_from_call, media_off. An empty seat is kept for 20 s, and the same window comes back to it by joining again. */
  "group_call.join": { params: JoinGroupCall; answer: GroupCallEntry };
  /** Leave a call, also from a device that is not in it. The last one ends it. */
  "group_call.leave": { params: LeaveGroupCall; answer: Done };
  /** My window is still in the call; to be said every 3 s. Whoever is silent for 20 s has left. not_found: this window is not in it (any more). */
  "group_call.keep": { params: KeepGroupCall; answer: Done };
  /** What I show of myself; null leaves a thing as it is. While the microphone or the camera is off the engine passes nothing of it on, whatever is sent. Turning the microphone on is refused with muted where only hosts may. */
  "group_call.show": { params: ShowInGroupCall; answer: Done };
  /** Show those in the call an emoji for a moment. */
  "group_call.react": { params: ReactInGroupCall; answer: Done };
  /** Turn the microphone of one or of all others off, as a host; nobody turns one on but its owner. For others not_found. */
  "group_call.mute": { params: MuteInGroupCall; answer: Done };
  /** Lock the call, or let its members not unmute themselves, as a host; null leaves a thing as it is. For others not_found. */
  "group_call.configure": { params: ConfigureGroupCall; answer: Done };
  /** Put somebody who is no host out of the call, as a host: they do not come back to it. Otherwise not_found. */
  "group_call.remove": { params: RemoveFromGroupCall; answer: Done };
  /** End the call for all, as a host. For others not_found. */
  "group_call.end": { params: EndGroupCall; answer: Done };
  /** Take a friend of mine into the call of two in which my window is: it ends as grown, both windows sit in a call without a group that goes on in its place, and the friend is rung. Answers how it rings; for one who is busy in another call it is over already, and the call of two goes on. Refuses with not_found (also before the two hear each other), bad_request (they are in it), not_friends, you_blocked, media_off. */
  "group_call.grow": { params: GrowCall; answer: Call };
  /** Ring a friend of mine to come into the call without a group in which my window is. Refuses as group_call.grow does, and with call_full. */
  "group_call.invite": { params: InviteToGroupCall; answer: Call };
  /** A line for my window, which has a seat in a call: in one of a group, or in one between two that goes over the server. An earlier line of mine ends. Refuses with not_found, busy (the engine is not there yet: try again), media_off (this server has none). */
  "media.enter": { params: EnterMedia; answer: MediaLine };
  /** What the others in the room send right now. */
  "media.look": { params: LookAtMedia; answer: MediaPicture };
  /** A transport of this direction. An earlier one is closed, with all that went over it. */
  "media.open": { params: OpenMedia; answer: MediaTransport };
  /** My end of a transport, once: on its event "connect". */
  "media.connect": { params: ConnectMedia; answer: Done };
  /** My network changed: find the way anew, with the same transport. */
  "media.restart": { params: RestartMedia; answer: MediaIce };
  /** Send something over my transport: on its event "produce". One of each source; what was sent before as the same source ends. */
  "media.send": { params: SendMedia; answer: MediaProducer };
  /** Send this no longer. */
  "media.stop": { params: StopMedia; answer: Done };
  /** Receive what others in the room send. All begins paused: media.want. What has ended meanwhile, or cannot be received by this browser, is left out; what is received already is answered again. */
  "media.receive": { params: ReceiveMedia; answer: MediaConsumers };
  /** What I want of what I receive, by the size at which it is drawn. Consumers that have ended are passed over. */
  "media.want": { params: WantMedia; answer: Done };
  /** A way to the media engine over which nothing goes, to see whether my device reaches it: no call is needed. It answers checks of ICE for 30 seconds, or until my device asks for the next one. Refuses with busy (try again), media_off (this server has no engine). */
  "media.probe": { params: ProbeMedia; answer: MediaProbe };
  /** Make a file that I may read one of mine, without uploading it again. */
  "file.copy": { params: CopyFile; answer: StoredFile };
  /** Make a file of mine from bytes that I may read already, so that they need not be uploaded. Refuses not_found, whether or not others have them. */
  "file.find": { params: FindFile; answer: StoredFile };
  /** What files take on the server. */
  "storage.report": { params: GetStorage; answer: StorageReport };
  /** Remove files that messages hold, for good: the messages stay, their files answer 410. With try_only nothing is removed, and what would be is counted. Of a conversation only what no other one holds too. */
  "storage.remove": { params: RemoveFiles; answer: FilesRemoved };
  /** Put a picture that I may read among my stickers, in front, or at the end of a pack that I may change: one that I uploaded, or one out of a message. One that is there already is answered as it is. Refuses sticker_invalid, and stickers_full above 300, or 120 in a pack. */
  "sticker.add": { params: AddSticker; answer: Sticker };
  /** Remove stickers of mine, or of packs that I may change, all or none. What was sent stays. A pack goes with the last of its stickers. */
  "sticker.remove": { params: RemoveStickers; answer: Done };
  /** Move a sticker of mine, or of a pack that I may change, to another place. */
  "sticker.place": { params: PlaceSticker; answer: Done };
  /** Say what a sticker says: one of mine, or of a pack that I may change. */
  "sticker.describe": { params: DescribeSticker; answer: Sticker };
  /** Make a pack of stickers, for me in front of my packs, or at the end of those of a group that I own or am an admin of. All of them or none. Refuses sticker_invalid, and stickers_full above 30 packs, or 10 of a group. */
  "sticker_pack.create": { params: CreateStickerPack; answer: StickerPack };
  /** The packs of a group that I am in; mine are in the snapshot. */
  "sticker_pack.list": { params: ListStickerPacks; answer: StickerPacks };
  /** What is in a pack of mine, of a group that I am in, or of which I may read a message with a sticker. */
  "sticker_pack.read": { params: ReadStickerPack; answer: StickerPackContent };
  /** The pack that a sticker in a message comes from, if it is in one still. */
  "sticker_pack.find": { params: FindStickerPack; answer: StickerPackContent };
  /** Make a pack that I may read one of mine, or one of a group that I own or am an admin of. The copy is on its own from then on. */
  "sticker_pack.copy": { params: CopyStickerPack; answer: StickerPack };
  /** Name and cover of a pack of mine, or of a group that I own or am an admin of; null leaves a thing as it is. */
  "sticker_pack.configure": { params: ConfigureStickerPack; answer: StickerPack };
  /** Move a pack that I may change to another place. */
  "sticker_pack.place": { params: PlaceStickerPack; answer: Done };
  /** Remove a pack that I may change. What was sent stays. */
  "sticker_pack.remove": { params: RemoveStickerPack; answer: Done };
  /** Everything a client needs to start. */
  "stream.snapshot": { params: ReadSnapshot; answer: Snapshot };
  /** The events after a pts, at most 500. Refuses with stream_too_old when the client is more than 5,000 events or 30 days behind. */
  "stream.read": { params: ReadStream; answer: EventPage };
}

export const commandNames: (keyof Commands)[] = [
  "server.info",
  "account.challenge",
  "account.register",
  "account.sign_in",
  "account.recover",
  "account.sign_out",
  "account.change_password",
  "account.renew_recovery_codes",
  "account.update_profile",
  "account.set_avatar",
  "account.update_settings",
  "device.list",
  "device.sign_out",
  "invite.create",
  "invite.list",
  "invite.revoke",
  "admin.reset_password",
  "user.find",
  "friend.request",
  "friend.terms",
  "friend.remove",
  "user.block",
  "user.unblock",
  "friend.accept",
  "friend.decline",
  "friend.configure",
  "friend.move",
  "friend_group.create",
  "friend_group.rename",
  "friend_group.place",
  "friend_group.remove",
  "user.common_groups",
  "presence.list",
  "message.send",
  "message.history",
  "message.files",
  "conversation.mark_read",
  "conversation.mark_delivered",
  "conversation.configure",
  "conversation.set_draft",
  "conversation.type",
  "group.create",
  "group.members",
  "group.find_members",
  "group.leave",
  "group.dissolve",
  "group.rename",
  "group.invite",
  "group.remove",
  "group.set_admin",
  "group.transfer",
  "group.describe",
  "group.set_avatar",
  "group.set_nickname",
  "group.configure",
  "group.mute",
  "group.exempt",
  "group.announce",
  "group.edit_announcement",
  "group.withdraw_announcement",
  "group.announcements",
  "group.dismiss_announcement",
  "group.confirmations",
  "group.remind",
  "group.find",
  "group.create_link",
  "group.links",
  "group.revoke_link",
  "group.read_link",
  "group.join",
  "group.join_requests",
  "group.decide",
  "call.invite",
  "call.accept",
  "call.decline",
  "call.hang_up",
  "call.connected",
  "call.relay",
  "call.keep",
  "call.signal",
  "call.routes",
  "group_call.join",
  "group_call.leave",
  "group_call.keep",
  "group_call.show",
  "group_call.react",
  "group_call.mute",
  "group_call.configure",
  "group_call.remove",
  "group_call.end",
  "group_call.grow",
  "group_call.invite",
  "media.enter",
  "media.look",
  "media.open",
  "media.connect",
  "media.restart",
  "media.send",
  "media.stop",
  "media.receive",
  "media.want",
  "media.probe",
  "file.copy",
  "file.find",
  "storage.report",
  "storage.remove",
  "sticker.add",
  "sticker.remove",
  "sticker.place",
  "sticker.describe",
  "sticker_pack.create",
  "sticker_pack.list",
  "sticker_pack.read",
  "sticker_pack.find",
  "sticker_pack.copy",
  "sticker_pack.configure",
  "sticker_pack.place",
  "sticker_pack.remove",
  "stream.snapshot",
  "stream.read",
];

export interface DurableEvents {
  /** My profile, settings or recovery codes changed, on this device or another. */
  "me.changed": MeChanged;
  /** Somebody I know is new to me, or changed their profile. */
  "user.changed": UserChanged;
  /** A friend request from or to me is new or was decided. */
  "request.changed": RequestChanged;
  /** I have a new friend. */
  "friend.added": FriendAdded;
  /** I changed what I keep about a friend. */
  "friend.changed": FriendChanged;
  /** I no longer count somebody as a friend; we still know each other. */
  "friend.removed": FriendRemoved;
  /** I blocked somebody. */
  "user.blocked": UserBlocked;
  /** I unblocked somebody. Who is now named nowhere else is no longer known. */
  "user.unblocked": UserUnblocked;
  /** I put friends into a friend group, or they returned to the default one. */
  "friends.moved": FriendsMoved;
  /** I made, renamed, placed or removed a friend group. Nobody is in one that is no longer named: friends.moved came before. */
  "friend_groups.changed": FriendGroupsChanged;
  /** A conversation of mine has a new message. Whoever sends has received and read up to it: mine sets read_seq, unread 0, marked_unread false and mention_seqs empty; the peer's sets peer_delivered_seq and, unless null, peer_read_seq; one of kind call does neither. Another's counts as unread unless it is a notice or silent; while there are fewer than 100, one that mentions me joins mention_seqs. */
  "message.sent": MessageSent;
  /** A conversation is new to me, or my view of it changed: take it whole. */
  "conversation.changed": ConversationChanged;
  /** I am no longer in a conversation: there is no such thing for me. */
  "conversation.removed": ConversationRemoved;
  /** I have read a conversation, on this device or another; marked_unread is over. */
  "conversation.read": ConversationRead;
  /** A conversation of mine is marked unread, whatever I have read of it. */
  "conversation.marked_unread": ConversationMarkedUnread;
  /** The other one of a direct conversation received or read more. */
  "peer.marked": PeerMarked;
  /** My draft changed, on this device or another. */
  "draft.changed": DraftChanged;
  /** What all members see of a group changed. */
  "group.changed": GroupChanged;
  /** Somebody came into a group or left it. */
  "group.counted": GroupCounted;
  /** What a member is in a group changed; of myself it is my standing. */
  "group.member_changed": GroupMemberChanged;
  /** My standing's seen_announcement_id changed, on this device or another. */
  "group.announcement_seen": AnnouncementSeen;
  /** My standing's waiting_requests changed, or which they are. */
  "group.requests_changed": JoinRequestsChanged;
  /** A call of mine began, changed or ended: take it whole. There is one at a time. */
  "call.changed": CallChanged;
  /** To all members: the call of their group began or changed, take it whole; null: it is over. A message of kind call, by whoever started it, then tells its length. */
  "group_call.changed": GroupCallChanged;
  /** To me alone: I came into a call. It takes the place of whatever room I had. */
  "group_call.entered": GroupCallEntered;
  /** To those in the call: somebody came, moved, or shows something else; take the seat whole. */
  "group_call.seated": GroupCallSeated;
  /** To those in the call, and to who left it: a seat is empty. When it is mine, I am in no call any more. */
  "group_call.left": GroupCallLeft;
  /** I have one more sticker of my own; it stands in front. */
  "sticker.added": StickerAdded;
  /** I no longer have these of my own. */
  "stickers.removed": StickersRemoved;
  /** A sticker of my own stands elsewhere. */
  "sticker.placed": StickerPlaced;
  /** A sticker of my own says something else. */
  "sticker.changed": StickerChanged;
  /** I made, changed, placed or removed a pack of mine, or something in one. */
  "sticker_packs.changed": StickerPacksChanged;
  /** The packs of a group, or what is in them, are not what they were: sticker_pack.list. */
  "group.sticker_packs_changed": GroupStickerPacksChanged;
}

export interface FleetingEvents {
  /** A friend came online or went offline. */
  "presence.changed": PresenceChanged;
  /** A member of a conversation is typing. */
  "typing.started": TypingStarted;
  /** The other window of my call tells mine; on the other windows of this device it is not meant for them. */
  "call.signalled": CallSignalled;
  /** To those in the call. */
  "group_call.reacted": GroupCallReacted;
  /** Somebody else sends something, or it was paused, or goes on: take it whole. */
  "media.sending": MediaSent;
  /** Somebody sends this no longer. */
  "media.stopped": MediaStopped;
  /** How loud the loudest are, twice a second while anybody is; empty: all are silent. */
  "media.heard": MediaHeard;
  /** Somebody else has the word. */
  "media.speaker": MediaSpeaker;
  /** How well what somebody sends arrives at the server, when that changed. */
  "media.scored": MediaScored;
  /** What I am sent of a simulcast now; null: nothing, since there is no room for it, or it is paused. */
  "media.layers": MediaLayers;
  /** The best layer that anybody wants of what I send: the ones above need not be sent. -1: nobody wants any. */
  "media.wanted": MediaWanted;
  /** A line of mine ended. */
  "media.ended": MediaEnded;
}

/** One event as it stands in the stream and on the wire. */
export type StreamEvent = {
  [K in keyof DurableEvents]: { pts: number; event: K; data: DurableEvents[K] };
}[keyof DurableEvents];

export type FleetingEvent = {
  [K in keyof FleetingEvents]: { event: K; data: FleetingEvents[K] };
}[keyof FleetingEvents];

export const errorCodes: ErrorCode[] = [
  "bad_request",
  "unknown_command",
  "unauthenticated",
  "not_found",
  "too_large",
  "too_many_requests",
  "busy",
  "internal",
  "storage_full",
  "quota_full",
  "wrong_credentials",
  "challenge_required",
  "challenge_failed",
  "account_taken",
  "account_invalid",
  "nickname_invalid",
  "password_weak",
  "registration_closed",
  "invite_invalid",
  "recovery_failed",
  "image_invalid",
  "yourself",
  "not_friends",
  "already_friends",
  "already_requested",
  "requests_closed",
  "you_blocked",
  "client_id_reused",
  "message_empty",
  "message_too_long",
  "group_name_invalid",
  "owner_stays",
  "group_full",
  "admins_full",
  "group_text_invalid",
  "group_link_invalid",
  "mention_refused",
  "mention_too_soon",
  "muted",
  "in_call",
  "call_taken",
  "leaders_call",
  "call_locked",
  "call_full",
  "removed_from_call",
  "media_off",
  "sticker_invalid",
  "stickers_full",
  "stream_too_old",
];
