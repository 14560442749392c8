// All SQL on messages.
#pragma once

#include "ling/protocol/chat.hpp"
#include "ling/protocol/storage.hpp"
#include "storage/tx.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace ling::message_store {

Seq newest_seq(Tx& tx, ConversationId conversation_id);
/// Stores it under the next seq and the time of the transaction, which it returns filled in.
Message add(Tx& tx, Message message);
/// Whoever may read the message may read these files.
void give_files(Tx& tx, const Message& message, const std::vector<FileId>& files);
/// Whether a message that a user may read holds a file.
bool is_file_readable(Tx& tx, UserId user_id, FileId file_id);
/// What the files of each conversation take, the largest first. Sizes are of the files' own table.
std::vector<StoredByConversation> bytes_by_conversation(Tx& tx, int limit);
/// How many messages hold a file.
int messages_with(Tx& tx, FileId file_id, std::optional<ConversationId> conversation_id);
/// Files leave messages of groups that have ended, at most so many at once; returns them, once for each message.
std::vector<FileId> take_files_of_ended(Tx& tx, int limit);
std::optional<Message> by_client_id(Tx& tx, UserId sender_id, std::string_view client_id);
std::optional<Message> newest(Tx& tx, ConversationId conversation_id);
/// Those from `first` on, ascending.
std::vector<Message> before(Tx& tx, ConversationId conversation_id, Seq first, Seq seq, int limit);
std::vector<Message> after(Tx& tx, ConversationId conversation_id, Seq seq, int limit);
/// Those that carry files, from `first` on, descending.
std::vector<Message> with_files(Tx& tx, ConversationId conversation_id, Seq first, Seq seq, int limit);
/// Messages after a seq that count as unread for a user: those of others, without notices and silent ones.
int count_unread(Tx& tx, ConversationId conversation_id, UserId user_id, Seq read_seq);

}  // namespace ling::message_store
