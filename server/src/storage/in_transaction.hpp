// A transaction on a connection that its caller owns, beside Database, which owns its own: migrations, and copying one
// database into another.
#pragma once

#include "storage/connection.hpp"

namespace ling::storage {

/// Commits what the work did; when it throws, undoes it as far as the connection still can, and throws on.
template <class Work>
void in_transaction(Connection& connection, Work work) {
  connection.begin();
  try {
    work();
    connection.execute("COMMIT");
  } catch (...) {
    if (!connection.lost() && connection.in_transaction()) connection.execute("ROLLBACK");
    throw;
  }
}

}  // namespace ling::storage
