// A backup is one file: an SQLite database with everything of the live one, and in a table of its own the files that
// are needed beside it. Blocking; any thread that may wait for the disk.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace ling::storage {

/// A file that is kept beside the database, by its path within the data directory.
struct BackupFile {
  std::string path;
  std::string bytes;
};

/// Writes a backup of the live database `source` to `target`, replacing it. Holds every commit that returned before the
/// call, and no part of a later one. The file has mode 600, appears under its name only when it is whole, and is on disk
/// when this returns. Runs in the process that owns `source`, on a read-only connection of its own; writers go on.
/// Throws std::runtime_error with a sentence and leaves nothing behind.
void back_up(const std::filesystem::path& source, const std::filesystem::path& target,
             std::span<const BackupFile> files);

/// The same promises without files: a plain copy of the database.
void copy_database(const std::filesystem::path& source, const std::filesystem::path& target);

/// Turns `copy`, a copy of a backup, into a database to be used: checks it, takes out the files and returns them.
/// Throws std::runtime_error with a sentence when it is damaged or is no backup.
std::vector<BackupFile> unpack_backup(const std::filesystem::path& copy);

/// Waits until a file, or the names in a folder, are on disk.
void sync_to_disk(const std::filesystem::path& path);

}  // namespace ling::storage
