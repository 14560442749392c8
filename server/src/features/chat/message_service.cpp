#include "features/chat/message_service.hpp"

#include "features/accounts/user_directory.hpp"
#include "features/chat/conversation_store.hpp"
#include "features/chat/mention_store.hpp"
#include "features/chat/mentions.hpp"
#include "features/chat/message_store.hpp"
#include "features/files/file_service.hpp"
#include "features/people/friend_service.hpp"
#include "foundation/text.hpp"
#include "storage/event_log.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace ling {
namespace {

constexpr std::size_t longest_message = 20000;
constexpr int largest_page = 100;
constexpr int default_page = 50;
constexpr Milliseconds between_mentions_of_everybody = 5LL * 60 * 1000;

bool is_valid_client_id(std::string_view client_id) {
  if (client_id.size() < 8 || client_id.size() > 64) return false;
  return std::all_of(client_id.begin(), client_id.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
  });
}

Result<void> check(const SendMessage& command) {
  if (!is_valid_client_id(command.client_id))
    return refuse(ErrorCode::bad_request, "client_id: 8 to 64 letters, digits, '-', '_' expected");
  const bool carries_something = command.attachments && !command.attachments->empty();
  if (command.card_user_id && carries_something) return refuse(ErrorCode::bad_request, "attachments: none with a card");
  const bool mentions = command.mentions && !command.mentions->empty();
  if (command.card_user_id && mentions) return refuse(ErrorCode::bad_request, "mentions: none with a card");
  if (command.card_user_id) return {};
  if (!text::is_utf8(command.text)) return refuse(ErrorCode::bad_request, "text: UTF-8 expected");
  if (!carries_something && !text::has_visible(command.text)) return refuse(ErrorCode::message_empty);
  if (text::characters(command.text) > longest_message) return refuse(ErrorCode::message_too_long);
  return command.mentions ? mentions::check(command.text, *command.mentions) : Result<void>();
}

/// Who hears what a user writes here now; refused if the user may not.
Result<std::vector<UserId>> listeners(Tx& tx, UserId sender_id, const SendMessage& command, GroupWriteRule in_group) {
  const ConversationId conversation_id = command.conversation_id;
  const bool mentions = command.mentions && !command.mentions->empty();
  const auto two = conversation_store::two_for_member(tx, conversation_id, sender_id);
  if (!two) return refuse(ErrorCode::not_found);
  if (!two->low_user_id) {
    const bool to_everybody = mentions && mentions::mean_everybody(*command.mentions);
    if (auto allowed = in_group(tx, sender_id, conversation_id, to_everybody); !allowed)
      return tl::unexpected(allowed.error());
    if (to_everybody) {
      const Milliseconds last = mention_store::everybody_at(tx, conversation_id);
      // A clock that was wrong meanwhile forbids nothing.
      if (last != 0 && last <= tx.now() && tx.now() - last < between_mentions_of_everybody)
        return refuse(ErrorCode::mention_too_soon);
    }
    return conversation_store::member_ids(tx, conversation_id);
  }
  if (mentions) return refuse(ErrorCode::bad_request, "mentions: none expected outside a group");
  const UserId low = *two->low_user_id, high = two->high_user_id.value();
  if (auto allowed = FriendService::may_write_to(tx, sender_id, sender_id == low ? high : low); !allowed)
    return tl::unexpected(allowed.error());
  return std::vector<UserId>{low, high};
}

MessageAck ack(const Message& message) {
  return {message.client_id, message.conversation_id, message.seq, message.sent_at};
}

bool carries_the_same(const Message& message, const SendMessage& command) {
  const auto had = message.attachments.value_or(std::vector<Attachment>());
  const auto given = command.attachments.value_or(std::vector<NewAttachment>());
  return std::equal(had.begin(), had.end(), given.begin(), given.end(),
                    [](const Attachment& a, const NewAttachment& b) { return a.file_id == b.file_id; });
}

/// What was left out, because it meant nobody in the group, may be there or not.
bool mentions_the_same(const Message& message, const SendMessage& command) {
  const auto had = message.mentions.value_or(std::vector<Mention>());
  const auto given = command.mentions.value_or(std::vector<Mention>());
  return std::all_of(had.begin(), had.end(), [&](const Mention& one) {
    return std::any_of(given.begin(), given.end(), [&](const Mention& other) {
      return one.user_id == other.user_id && one.offset == other.offset && one.length == other.length;
    });
  });
}

Result<MessageAck> repeat(const Message& first, const SendMessage& command) {
  const std::optional<UserId> card = first.card ? std::optional(first.card->user_id) : std::nullopt;
  const bool same = card || command.card_user_id ? card == command.card_user_id : first.text == command.text;
  if (!same || !carries_the_same(first, command) || !mentions_the_same(first, command) ||
      first.conversation_id != command.conversation_id)
    return refuse(ErrorCode::client_id_reused);
  return ack(first);
}

/// Who hears it. Else the answer, for which nothing is written: the first one's again, or why not.
tl::expected<std::vector<UserId>, Result<MessageAck>> audience_of(Tx& tx, UserId sender_id, const SendMessage& command,
                                                                  GroupWriteRule in_group) {
  if (const auto first = message_store::by_client_id(tx, sender_id, command.client_id))
    return tl::unexpected(repeat(*first, command));
  auto audience = listeners(tx, sender_id, command, in_group);
  if (!audience) return tl::unexpected(Result<MessageAck>(tl::unexpected(audience.error())));
  return std::move(*audience);
}

/// The message that a command asks for; not_found for a card or a file that is not the sender's to give.
Result<Message> written(Tx& tx, UserId sender_id, const SendMessage& command, FileService::MayRead lent) {
  Message message{.conversation_id = command.conversation_id, .sender_id = sender_id, .client_id = command.client_id};
  if (!command.card_user_id) {
    message.text = command.text;
    if (!command.attachments || command.attachments->empty()) return message;
    auto attachments = FileService::attach(tx, sender_id, *command.attachments, lent);
    if (!attachments) return tl::unexpected(attachments.error());
    message.attachments = std::move(*attachments);
    return message;
  }
  if (!FriendService::may_introduce(tx, sender_id, *command.card_user_id)) return refuse(ErrorCode::not_found);
  message.kind = MessageKind::card;
  message.card = user_directory::user(tx, *command.card_user_id).value();
  // The signature is theirs to change; a card does not keep it.
  message.card->signature.clear();
  message.text =
      fmt::format("[名片] {}", message.card->nickname.empty() ? message.card->account : message.card->nickname);
  return message;
}

/// Whether one of the files meets all; words in lower case.
bool is_asked_for(const Message& message, const ListFiles& command) {
  if (command.sender_id && message.sender_id != *command.sender_id) return false;
  for (const Attachment& one : message.attachments.value_or(std::vector<Attachment>{})) {
    const bool kind_fits =
        !command.kinds || std::find(command.kinds->begin(), command.kinds->end(), one.kind) != command.kinds->end();
    const bool name_fits = !command.words || text::lower_ascii(one.name).find(*command.words) != std::string::npos;
    if (kind_fits && name_fits) return true;
  }
  return false;
}

}  // namespace

void MessageService::bind(Dispatcher& dispatcher) {
  dispatcher.on<SendMessage>(RateClass::sending, [this](Request& request, SendMessage command) {
    return send(request.user(), std::move(command));
  });
  dispatcher.on<ListFiles>(RateClass::social, [this](Request& request, ListFiles command) {
    return files(request.user(), std::move(command));
  });
  dispatcher.on<ReadHistory>(
      RateClass::cheap, [this](Request& request, ReadHistory command) { return history(request.user(), command); });
}

Task<Result<MessageAck>> MessageService::send(UserId sender_id, SendMessage command) {
  command.text = std::string(text::trimmed(command.text));
  if (auto fine = check(command); !fine) co_return tl::unexpected(fine.error());
  if (complete_ && command.attachments && !command.attachments->empty()) {
    // Opening pictures costs processes: only for whoever may write, and once.
    auto look = [&](Tx& tx) -> std::optional<Result<MessageAck>> {
      auto audience = audience_of(tx, sender_id, command, in_group_);
      return audience ? std::nullopt : std::optional(std::move(audience.error()));
    };
    auto answered = co_await database_.read(std::move(look));
    if (answered) co_return std::move(*answered);
    co_await complete_(sender_id, *command.attachments);
  }

  auto work = [&](Tx& tx) -> Result<MessageAck> {
    const auto audience = audience_of(tx, sender_id, command, in_group_);
    if (!audience) return audience.error();
    auto message = written(tx, sender_id, command, lent_);
    if (!message) return tl::unexpected(message.error());
    if (command.mentions) {
      auto meant = mentions::of_members(*command.mentions, *audience);
      if (!meant.empty()) message->mentions = std::move(meant);
    }
    return ack(store(tx, std::move(*message), *audience));
  };
  co_return co_await database_.write_repeatably(std::move(work));
}

Message MessageService::store(Tx& tx, Message message) {
  const std::vector<UserId> audience = conversation_store::member_ids(tx, message.conversation_id);
  return store(tx, std::move(message), audience);
}

Message MessageService::store(Tx& tx, Message message, const std::vector<UserId>& audience) {
  message = message_store::add(tx, std::move(message));
  if (message.attachments) {
    const std::vector<FileId> files = FileService::files_of(*message.attachments);
    FileService::hold(tx, files);
    message_store::give_files(tx, message, files);
  }
  mention_store::add(tx, message);
  switch (message.kind) {
    case MessageKind::text:
    case MessageKind::card:
      conversation_store::set_spoken(tx, message.conversation_id, message.sender_id, message.seq);
      break;
    case MessageKind::notice:
      conversation_store::set_seen(tx, message.conversation_id, message.sender_id, message.seq);
      break;
    case MessageKind::call:
      // Whoever called has read nothing by it.
      break;
  }
  emit(tx, audience, MessageSent{message});
  return message;
}

std::vector<FileId> MessageService::release_files(Tx& tx, int limit) {
  return message_store::take_files_of_ended(tx, limit);
}

std::vector<StoredByConversation> MessageService::bytes_by_conversation(Tx& tx, int limit) {
  return message_store::bytes_by_conversation(tx, limit);
}

int MessageService::messages_with(Tx& tx, FileId file_id, std::optional<ConversationId> conversation_id) {
  return message_store::messages_with(tx, file_id, conversation_id);
}

bool MessageService::may_read_file(Tx& tx, UserId user_id, FileId file_id) {
  return message_store::is_file_readable(tx, user_id, file_id);
}

Task<Result<MessagePage>> MessageService::files(UserId user_id, ListFiles command) {
  const int limit = command.limit.value_or(default_page);
  if (limit < 1 || limit > largest_page) co_return refuse(ErrorCode::bad_request, "limit: 1 to 100 expected");
  if (command.words) command.words = text::lower_ascii(text::trimmed(*command.words));
  auto work = [&](Tx& tx) -> Result<MessagePage> {
    const auto member = conversation_store::member(tx, command.conversation_id, user_id);
    if (!member) return refuse(ErrorCode::not_found);
    MessagePage page;
    Seq end = command.before_seq.value_or(std::numeric_limits<Seq>::max());
    for (;;) {
      const auto chunk = message_store::with_files(tx, command.conversation_id, member->first_seq, end, largest_page);
      for (const Message& message : chunk) {
        if (!is_asked_for(message, command)) continue;
        // One more than asked for tells that there is more.
        page.has_more = page.messages.size() == static_cast<std::size_t>(limit);
        if (page.has_more) break;
        page.messages.push_back(message);
      }
      if (page.has_more || chunk.size() < static_cast<std::size_t>(largest_page)) break;
      end = chunk.back().seq;
    }
    std::reverse(page.messages.begin(), page.messages.end());
    return page;
  };
  co_return co_await database_.read(std::move(work));
}

Task<Result<MessagePage>> MessageService::history(UserId user_id, ReadHistory command) {
  const int limit = command.limit.value_or(default_page);
  if (limit < 1 || limit > largest_page) co_return refuse(ErrorCode::bad_request, "limit: 1 to 100 expected");
  auto work = [&](Tx& tx) -> Result<MessagePage> {
    const auto member = conversation_store::member(tx, command.conversation_id, user_id);
    if (!member) return refuse(ErrorCode::not_found);
    const Seq first = member->first_seq;
    const Seq end = command.before_seq.value_or(std::numeric_limits<Seq>::max());
    MessagePage page;
    // One more than asked for, to know whether there is more.
    page.messages = command.after_seq ? message_store::after(tx, command.conversation_id,
                                                             std::max(*command.after_seq, first - 1), limit + 1)
                                      : message_store::before(tx, command.conversation_id, first, end, limit + 1);
    page.has_more = page.messages.size() > static_cast<std::size_t>(limit);
    if (page.has_more) page.messages.erase(command.after_seq ? page.messages.end() - 1 : page.messages.begin());
    return page;
  };
  co_return co_await database_.read(std::move(work));
}

}  // namespace ling
