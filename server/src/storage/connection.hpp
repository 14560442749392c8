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

enum class Engine {
  sqlite,
  mariadb,
};

class Connection {
 public:
  enum class Mode {
    read_write,  ///< The one writer of a database: a second one anywhere is refused.
    read_only,
  };

  virtual ~Connection() = default;
  [[nodiscard]] virtual Engine engine() const = 0;
  /// Begins a transaction. One that only reads sees a single state of the database throughout.
  virtual void begin() = 0;
  /// The statement for this SQL, prepared once and kept.
  virtual Statement& prepare(std::string_view sql) = 0;
  /// Runs SQL without parameters or rows; several statements may be in it.
  virtual void execute(std::string_view sql) = 0;
  virtual std::int64_t last_insert_id() = 0;
  virtual std::int64_t changes() = 0;
  /// false: the engine rolled the whole transaction back by itself (disk full does that, and so does a lost connection).
  virtual bool in_transaction() = 0;
  /// The way to the database was lost: every use throws Unavailable until reopen(). Never with SQLite.
  [[nodiscard]] virtual bool lost() const = 0;
  /// Opens a lost connection anew; statements prepared before are gone. Throws Unavailable when that is not possible yet.
  virtual void reopen() = 0;
};

}  // namespace ling::storage
