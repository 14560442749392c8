#include "features/people/block_service.hpp"

#include "binding/bind.hpp"
#include "features/accounts/user_directory.hpp"
#include "features/people/bind_parting.hpp"
#include "features/people/block_store.hpp"
#include "features/people/request_news.hpp"
#include "features/people/request_store.hpp"
#include "storage/event_log.hpp"

namespace ling {
namespace {

constexpr int most_blocked = 1000;

/// What one asked of the other and is not decided yet.
std::optional<FriendRequest> open_request(Tx& tx, UserId from, UserId to) {
  auto request = request_store::newest(tx, from, to);
  const bool open = request && request->state == RequestState::waiting && request->expires_at > tx.now();
  return open ? std::move(request) : std::nullopt;
}

}  // namespace

void BlockService::bind(Dispatcher& dispatcher) {
  bind_parting<BlockUser>(dispatcher, database_, RateClass::social, block, parted_);
  bind_write<UnblockUser>(dispatcher, database_, RateClass::social, unblock,
                          [this](UserId me, const UnblockUser& command, const Done&) { met_(me, command.user_id); });
}

Result<Block> BlockService::block(Tx& tx, UserId user_id, const BlockUser& command) {
  const UserId blocked_id = command.user_id;
  if (blocked_id == user_id) return refuse(ErrorCode::yourself);
  if (!user_directory::user(tx, blocked_id)) return refuse(ErrorCode::not_found);
  if (auto before = block_store::one(tx, user_id, blocked_id)) return *before;
  if (block_store::count(tx, user_id) >= most_blocked) return refuse(ErrorCode::too_large, "blocked users");
  // A refusal is not told to the asker.
  if (auto asked = open_request(tx, blocked_id, user_id)) {
    asked->state = RequestState::declined;
    request_store::decide(tx, asked->request_id, asked->state);
    request_news::tell(tx, user_id, *asked);
  }
  const Block block = block_store::add(tx, user_id, blocked_id);
  request_news::introduce(tx, user_id, blocked_id);
  emit(tx, user_id, UserBlocked{block});
  return block;
}

Result<Done> BlockService::unblock(Tx& tx, UserId user_id, const UnblockUser& command) {
  const UserId blocked_id = command.user_id;
  if (!block_store::one(tx, user_id, blocked_id)) return refuse(ErrorCode::not_found);
  block_store::remove(tx, user_id, blocked_id);
  emit(tx, user_id, UserUnblocked{blocked_id});
  const auto asked = open_request(tx, blocked_id, user_id);
  if (asked && request_store::is_withheld(tx, asked->request_id)) {
    request_store::hand_over(tx, asked->request_id);
    request_news::introduce(tx, user_id, blocked_id);
    request_news::tell(tx, user_id, *asked);
  }
  return Done{};
}

}  // namespace ling
