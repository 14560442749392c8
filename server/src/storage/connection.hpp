// A database connection, whichever the engine. Used by one thread at a time.
#pragma once

#include <cstdint>
#include <string_view>

namespace ling::storage {

/// A prepared statement. Parameters and columns count from 0. Text and blobs returned are valid until the next step.
class Statement {
 public:
  virtual ~Statement() = default;
  virtual void bind(int index, std::int64_t value) = 0;
  virtual void bind(int index, std::string_view text) = 0;
  virtual void bind_blob(int index, std::string_view bytes) = 0;
  virtual void bind_null(int index) = 0;
  /// true = a row is there. Throws on a fault.
  virtual bool step() = 0;
  /// Ready for new parameters; never throws.
  virtual void reset() = 0;
  virtual bool is_null(int column) = 0;
  virtual std::int64_t integer(int column) = 0;
  virtual std::string_view text(int column) = 0;
};

class Connection {
 public:
  virtual ~Connection() = default;
  /// The statement for this SQL, prepared once and kept.
  virtual Statement& prepare(std::string_view sql) = 0;
  /// Runs SQL without parameters or rows; several statements may be in it.
  virtual void execute(std::string_view sql) = 0;
  virtual std::int64_t last_insert_id() = 0;
  virtual std::int64_t changes() = 0;
  /// false: the engine rolled the whole transaction back by itself (disk full does that).
  virtual bool in_transaction() = 0;
};

}  // namespace ling::storage
