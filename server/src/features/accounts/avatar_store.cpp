#include "features/accounts/avatar_store.hpp"

#include "features/accounts/image_probe.hpp"
#include "security/tokens.hpp"

namespace ling::avatar_store {
namespace {

constexpr std::size_t largest = 96 * 1024;
constexpr unsigned widest = 512;

void keep(Tx& tx, const Named& one) {
  if (tx.run("UPDATE avatar SET uses = uses + 1 WHERE name = ?", one.name) > 0) return;
  tx.run("INSERT INTO avatar (name, type, bytes, uses) VALUES (?, ?, ?, 1)", one.name, one.picture.type,
         Blob{one.picture.bytes});
}

void drop(Tx& tx, std::string_view name) {
  tx.run("UPDATE avatar SET uses = uses - 1 WHERE name = ?", name);
  tx.run("DELETE FROM avatar WHERE name = ? AND uses <= 0", name);
}

}  // namespace

Result<Named> parse(std::string_view base64) {
  if (base64.empty()) return Named{};
  std::string bytes;
  if (!decode_base64(base64, bytes)) return refuse(ErrorCode::image_invalid);
  return named(std::move(bytes));
}

Result<Named> named(std::string bytes) {
  if (bytes.size() > largest) return refuse(ErrorCode::too_large, "image");
  const auto info = probe_image(bytes);
  if (!info || info->width > widest || info->height > widest) return refuse(ErrorCode::image_invalid);
  Named one{.name = content_hash(bytes), .picture = {.type = std::string(info->type), .bytes = {}}};
  one.picture.bytes = std::move(bytes);
  return one;
}

bool exchange(Tx& tx, std::string_view before, const Named& now) {
  if (before == now.name) return false;
  if (!now.name.empty()) keep(tx, now);
  if (!before.empty()) drop(tx, before);
  return true;
}

std::optional<Picture> find(Tx& tx, std::string_view name) {
  return tx.one<Picture>("SELECT type, bytes FROM avatar WHERE name = ?", name);
}

}  // namespace ling::avatar_store
