// Backups: `ling backup FILE` asks the running server through the control socket; `ling restore FILE` puts one back while
// no server runs. docs/backup.md is for the people who do it.
#pragma once

#include "dispatch/dispatcher.hpp"
#include "ling/protocol/declaration.hpp"
#include "storage/database.hpp"

#include <boost/describe/class.hpp>

#include <atomic>
#include <filesystem>
#include <string>

namespace ling {

struct BackedUp {
  std::int64_t bytes = 0;  ///< Size of the file.
};
BOOST_DESCRIBE_STRUCT(BackedUp, (), (bytes))

/// Not part of the public protocol: it names a file of the server's machine, so only the control socket may say it.
struct BackUp {
  static constexpr CommandInfo command{"server.back_up", Access::administrator, "Writes a backup to a file."};
  using Answer = BackedUp;
  std::string file;  ///< Absolute; replaced when it exists.
};
BOOST_DESCRIBE_STRUCT(BackUp, (), (file))

class BackupService {
 public:
  /// `url`: of the MariaDB; empty = the database is a file in `data`.
  BackupService(Database& database, std::filesystem::path data, std::string url)
      : database_(database), data_(std::move(data)), url_(std::move(url)) {}
  void bind(Dispatcher& dispatcher);

  /// Occupies one of the database's readers while it works. Refuses with unknown_command whoever does not come over the
  /// control socket, busy while another is being made, internal with a sentence when the file cannot be written.
  Task<Result<BackedUp>> back_up(Request& request, BackUp command);

 private:
  Result<BackedUp> write_backup(const std::filesystem::path& target) const;

  Database& database_;
  std::filesystem::path data_;
  std::string url_;
  std::atomic<bool> at_work_ = false;
};

enum class Existing {
  keep,     ///< Refuse when the directory has a database.
  replace,  ///< It is set aside as ling.db.replaced.
};

/// Puts a backup into a data directory, in a new epoch, so that every client loads everything afresh. The database
/// changes in one step: a crash leaves the old one or the restored one. Throws std::runtime_error with a sentence, also
/// when a server is running there.
void restore_backup(const std::filesystem::path& file, const std::filesystem::path& data, Existing existing);

}  // namespace ling
