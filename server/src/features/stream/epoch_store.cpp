#include "features/stream/epoch_store.hpp"

namespace ling::epoch_store {

std::string epoch(Tx& tx) {
  return tx.one<std::string>("SELECT value FROM setting WHERE name = 'epoch'").value_or("");
}

void set_epoch(Tx& tx, std::string_view epoch) {
  tx.run("DELETE FROM setting WHERE name = 'epoch'");
  tx.run("INSERT INTO setting (name, value) VALUES ('epoch', ?)", epoch);
}

}  // namespace ling::epoch_store
