// The data directory, with mode 700, held by one process at a time: a server, or a restore.
#pragma once

#include <filesystem>

namespace ling {

class DataFolder {
 public:
  /// Creates it when it is missing. Throws std::runtime_error with a sentence when it cannot be written, or when another
  /// process holds it.
  explicit DataFolder(const std::filesystem::path& path);
  ~DataFolder();
  DataFolder(const DataFolder&) = delete;
  DataFolder& operator=(const DataFolder&) = delete;

 private:
  int lock_ = -1;
};

}  // namespace ling
