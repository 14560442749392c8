// The way to a newer schema and back. Before the first pending migration a database is copied to `FILE.before-NNNN`, NNNN
// being its schema, and the file `FILE.upgrading` marks that it is under way. Until came_up() takes the mark away, the
// copy is what counts: this object puts it back when start-up fails, and the next start when the process died.
// Blocking; used by the thread that starts the server, which alone holds the data directory.
#pragma once

#include <filesystem>
#include <string>

namespace ling::storage {

class Upgrade {
 public:
  /// Returns from an upgrade that did not come up, then makes the copy when `newest`, the schema this program knows, is
  /// ahead of an existing database. Afterwards the database may be opened. A copy of an older upgrade is removed when a
  /// new one is made. Throws std::runtime_error with a sentence, the database untouched, when the copy cannot be written
  /// or the database is newer than the program.
  Upgrade(std::filesystem::path file, int newest);
  /// Puts the copy back unless came_up() was called or nothing was upgraded. No connection may be open.
  ~Upgrade();
  Upgrade(const Upgrade&) = delete;
  Upgrade& operator=(const Upgrade&) = delete;

  /// The new version works. To be called before anything is acknowledged to anybody: a return would lose it.
  void came_up();

 private:
  void begin(int schema);
  void go_back();
  [[nodiscard]] std::filesystem::path mark() const;
  [[nodiscard]] std::filesystem::path snapshot(int schema) const;
  [[nodiscard]] std::string name_snapshots() const;

  std::filesystem::path file_;
  bool under_way_ = false;
};

/// Another database is being put in the place of `file`: an upgrade under way no longer concerns it.
void forget_upgrade(const std::filesystem::path& file);

}  // namespace ling::storage
