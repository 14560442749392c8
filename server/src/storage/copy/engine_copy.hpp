// A whole database, copied into an empty one of either engine. Blocking; both connections are the only ones that write
// their databases. May be interrupted at any point, by a kill too: copying again into the same database goes on there.
// A table storage_copy marks the copy until somebody opens it for use, which nobody can before it is finished.
#pragma once

#include "storage/connection.hpp"
#include "storage/tx.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace ling::storage {

enum class CopyStep {
  copied,    ///< Rows of a table are there.
  repeated,  ///< A table did not agree and is copied anew: the source went on since the copy was interrupted.
  verified,  ///< Rows and checksum of a table agree.
};

struct CopyOptions {
  std::string source;  ///< Tells databases apart: a half copy of another one is refused. Not empty.
  Milliseconds now = 0;
  int batch = 500;  ///< Most rows that are in memory and in one commit.
  /// Hears of every commit and of every table that was verified, with the rows that are there and that there will be.
  std::function<void(CopyStep, std::string_view table, std::int64_t rows, std::int64_t of)> told;
  std::function<void(Tx&)> finish;  ///< Runs in the transaction that ends the copy.
};

/// Throws std::runtime_error with a sentence when the schema of `from` is not the newest one or not that of this program,
/// or when `to` has tables that are not of a copy of this source, or that are in use; what is in them stays. Throws Unavailable
/// when the way to a database is lost meanwhile, and std::runtime_error when a table does not agree even after it was
/// copied anew.
void copy_engine(Connection& from, Connection& to, const CopyOptions& options);

/// Before a database is used: makes a finished copy a database like any other. Throws std::runtime_error with a sentence
/// when it is an unfinished one.
void take_into_use(Connection& connection);

}  // namespace ling::storage
