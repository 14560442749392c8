#include "features/chat/direct_conversations.hpp"

#include "features/chat/conversation_service.hpp"
#include "features/chat/conversation_store.hpp"
#include "features/chat/message_service.hpp"
#include "features/chat/message_store.hpp"
#include "storage/event_log.hpp"

#include <fmt/format.h>

namespace ling {

void DirectConversations::became_friends(Tx& tx, UserId asker, UserId accepter, const std::string& message) {
  auto conversation_id = conversation_store::direct(tx, asker, accepter);
  if (!conversation_id) {
    conversation_id = conversation_store::add_direct(tx, asker, accepter);
    for (const UserId user_id : {asker, accepter}) {
      emit(tx, user_id, ConversationChanged{ConversationService::view(tx, *conversation_id, user_id)});
    }
  }
  // What the asker wrote becomes the first message; it was read when the request was.
  // No client may send a ':', so these client_ids are never taken.
  const Seq next = message_store::newest_seq(tx, *conversation_id) + 1;
  if (!message.empty()) {
    MessageService::store(tx, {.conversation_id = *conversation_id,
                               .sender_id = asker,
                               .client_id = fmt::format("request:{}:{}", conversation_id->value, next),
                               .text = message});
  }
  MessageService::store(tx, {.conversation_id = *conversation_id,
                             .sender_id = accepter,
                             .client_id = fmt::format("friends:{}:{}", conversation_id->value, next),
                             .kind = MessageKind::notice,
                             .text = "你们已成为好友，现在可以开始聊天了。",
                             .notice = NoticeKind::became_friends});
}

}  // namespace ling
