#include "features/people/block_store.hpp"

namespace ling::block_store {

std::optional<Block> one(Tx& tx, UserId user_id, UserId blocked_id) {
  return tx.one<Block>("SELECT blocked_id, since FROM block WHERE user_id = ? AND blocked_id = ?", user_id, blocked_id);
}

std::vector<Block> of_user(Tx& tx, UserId user_id) {
  return tx.all<Block>("SELECT blocked_id, since FROM block WHERE user_id = ? ORDER BY blocked_id", user_id);
}

int count(Tx& tx, UserId user_id) {
  return tx.one<int>("SELECT COUNT(*) FROM block WHERE user_id = ?", user_id).value();
}

Block add(Tx& tx, UserId user_id, UserId blocked_id) {
  tx.run("INSERT INTO block (user_id, blocked_id, since) VALUES (?, ?, ?)", user_id, blocked_id, tx.now());
  return {blocked_id, tx.now()};
}

void remove(Tx& tx, UserId user_id, UserId blocked_id) {
  tx.run("DELETE FROM block WHERE user_id = ? AND blocked_id = ?", user_id, blocked_id);
}

}  // namespace ling::block_store
