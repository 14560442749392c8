#include "features/accounts/avatar_service.hpp"

namespace ling {

Task<Result<avatar_store::Named>> AvatarService::take(UserId user_id, std::string base64) {
  auto given = avatar_store::parse(base64);
  if (!given || given->name.empty() || !draw_) co_return given;
  const auto drawn = co_await draw_(user_id, std::move(given->picture.bytes));
  if (!drawn) co_return tl::unexpected(drawn.error());
  co_return avatar_store::named(*drawn);
}

Task<std::optional<avatar_store::Picture>> AvatarService::find(std::string name) {
  auto work = [&](Tx& tx) { return avatar_store::find(tx, name); };
  co_return co_await database_.read(std::move(work));
}

}  // namespace ling
