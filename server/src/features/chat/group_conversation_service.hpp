// Conversations of kind group, for the feature that rules over groups. Functions run inside the caller's transaction and
// check no rights; each tells the members what changed for them.
#pragma once

#include "features/chat/group_seat.hpp"
#include "ling/protocol/protocol.hpp"
#include "storage/tx.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ling::group_conversation_service {

/// Opens a group.
ConversationId open(Tx& tx, const std::string& name, UserId owner_id, const std::vector<UserId>& others);

/// The group must exist.
Group group_of(Tx& tx, ConversationId conversation_id);
/// Those of a group alone, without what else it is.
GroupRules rules_of(Tx& tx, ConversationId conversation_id);
/// All but the members and the call as in `group`. Who is the owner no longer is a member from then on.
void change(Tx& tx, ConversationId conversation_id, const Group& group);

/// What members see of the group's call; nullopt: there is none.
void show_call(Tx& tx, ConversationId conversation_id, const std::optional<GroupCall>& call);

/// A member's seat; nothing for whoever is not in it and for any other conversation.
std::optional<GroupSeat> seat_of(Tx& tx, ConversationId conversation_id, UserId user_id);
/// All that an admin or the member may change, as in `seat`.
void change_seat(Tx& tx, ConversationId conversation_id, const GroupSeat& seat);
/// What the member has dismissed; 0 shows the headline again. Tells only the member.
void see(Tx& tx, ConversationId conversation_id, UserId user_id, AnnouncementId seen);

/// A group that allows to be found.
std::optional<Group> find_by_number(Tx& tx, ConversationId conversation_id);
/// Those whose name holds `words`, the largest first.
std::vector<ConversationId> find_by_name(Tx& tx, const std::string& words, int limit);
/// How many wait to come in, for those who decide.
void set_waiting(Tx& tx, ConversationId conversation_id, int waiting);

int admin_count(Tx& tx, ConversationId conversation_id);
/// The owner, then the admins.
std::vector<GroupMember> leaders(Tx& tx, ConversationId conversation_id);
/// Members with a greater user_id than `after`, ascending.
std::vector<GroupMember> members_after(Tx& tx, ConversationId conversation_id, UserId after, int limit);
/// Of these, those whose nickname or account holds `words`; reads all of them at worst.
std::vector<GroupMember> find_members(Tx& tx, ConversationId conversation_id, const std::string& words, UserId after,
                                      int limit);
/// Others in groups of the user whose nickname there holds `words`.
std::vector<FoundMember> find_nicknamed(Tx& tx, UserId user_id, const std::string& words, int limit);
std::vector<UserId> member_ids(Tx& tx, ConversationId conversation_id);
GroupMember member_of(Tx& tx, const GroupSeat& seat);

/// Those who are not in it yet. What was written before does not count as unread for them, and the group's rules say how
/// much of it they may read.
void add(Tx& tx, ConversationId conversation_id, const std::vector<UserId>& newcomers);
/// From then on the user is told nothing of it and reads nothing.
void remove(Tx& tx, ConversationId conversation_id, UserId user_id);
void remove_everybody(Tx& tx, ConversationId conversation_id);

/// For these members it is unread, whatever they have read.
void mark_unread(Tx& tx, ConversationId conversation_id, const std::vector<UserId>& members);

/// A member, or somebody who was one, as a notice names them.
NoticePerson named(Tx& tx, ConversationId conversation_id, UserId user_id);
/// A grey line by who did something, which `text` says in words for who does not know the kind.
void say(Tx& tx, ConversationId conversation_id, NoticeKind kind, const NoticeDetails& details,
         const std::string& text);

}  // namespace ling::group_conversation_service
