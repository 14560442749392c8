#include "app/migrate_storage.hpp"

#include "app/config.hpp"
#include "app/data_folder.hpp"
#include "features/stream/stream_service.hpp"
#include "storage/connect.hpp"
#include "storage/copy/engine_copy.hpp"
#include "storage/sqlite/upgrade.hpp"

#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <ostream>
#include <stdexcept>

namespace ling {
namespace {

namespace fs = std::filesystem;
using storage::CopyStep;

storage::Location location_named(const std::string& name) {
  if (name.starts_with("mariadb://")) return {.url = name};
  if (!name.ends_with(".toml")) return {.file = fs::path(name) / "ling.db"};
  const Config config = read_config(name);
  if (!config.storage_url.empty()) return {.url = config.storage_url};
  return {.file = config.data / "ling.db"};
}

/// A database that nobody else uses meanwhile: a server would hold its directory, or its lock in MariaDB.
class HeldDatabase {
 public:
  enum class Role { source, target };

  HeldDatabase(const storage::Location& location, Role role) {
    if (location.url.empty()) {
      if (role == Role::source && !fs::exists(location.file))
        throw std::runtime_error("there is no database " + location.file.string());
      folder_ = std::make_unique<DataFolder>(location.file.parent_path());
      // One that another database left here would take this one's place.
      if (role == Role::target && !fs::exists(location.file)) storage::forget_upgrade(location.file);
    }
    connection_ = storage::connect(location, storage::Connection::Mode::read_write);
  }

  [[nodiscard]] storage::Connection& connection() { return *connection_; }

 private:
  std::unique_ptr<DataFolder> folder_;
  std::unique_ptr<storage::Connection> connection_;
};

/// A line for every table that is there or verified, and every second meanwhile.
class Progress {
 public:
  explicit Progress(std::ostream& out) : out_(out) {}

  void tell(CopyStep step, std::string_view table, std::int64_t rows, std::int64_t of) {
    const auto now = std::chrono::steady_clock::now();
    if (step == CopyStep::copied && rows < of && now - told_ < std::chrono::seconds(1)) return;
    told_ = now;
    const char* what = step == CopyStep::copied     ? ""
                       : step == CopyStep::repeated ? "  changed meanwhile, once more · 期间有变，重新复制"
                                                    : "  ok";
    out_ << fmt::format("  {:28} {} / {}{}\n", table, rows, of, what) << std::flush;
  }

 private:
  std::ostream& out_;
  std::chrono::steady_clock::time_point told_;
};

Milliseconds now() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
      .count();
}

}  // namespace

void migrate_storage(const std::string& from, const std::string& to, std::ostream& out) {
  const storage::Location source = location_named(from), target = location_named(to);
  HeldDatabase there(source, HeldDatabase::Role::source), here(target, HeldDatabase::Role::target);
  storage::take_into_use(there.connection());
  Tx tx(there.connection(), now());
  Progress progress(out);
  storage::CopyOptions options;
  options.source = StreamService::history(tx);
  options.now = tx.now();
  options.told = [&](auto... told) { progress.tell(told...); };
  options.finish = StreamService::begin_new_history;
  storage::copy_engine(there.connection(), here.connection(), options);
}

}  // namespace ling
