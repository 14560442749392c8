#include "features/files/file_sweeper.hpp"

#include "features/files/file_store.hpp"
#include "foundation/log.hpp"

#include <fmt/format.h>

#include <chrono>
#include <set>
#include <string>

namespace ling {
namespace {

/// Rows of one transaction, so that people's writes come between.
constexpr int step = 200;
/// What is given to the lanes in one sweep: they also take uploads.
constexpr int most_at_once = 500;
constexpr std::chrono::hours month{30 * 24};

}  // namespace

void FileSweeper::sweep() {
  end_expired_uploads();
  remove_stray_uploads();
  release_held_for_nobody();
  remove_unused_files();
  remove_unused_contents();
  set_strays_aside();
}

void FileSweeper::end_expired_uploads() {
  auto work = [](Tx& tx) {
    auto expired = file_store::expired_uploads(tx, tx.now(), step);
    for (const std::string& id : expired)
      file_store::remove_upload(tx, id);
    return static_cast<int>(expired.size());
  };
  while (database_.write_now(work) == step) {
  }
}

void FileSweeper::remove_stray_uploads() {
  // First the folder, then the rows: an upload has its row before its file.
  const auto on_disk = partials_.list();
  const auto unfinished = database_.read_now([](Tx& tx) { return file_store::unfinished_upload_ids(tx); });
  const std::set<std::string> known(unfinished.begin(), unfinished.end());
  for (const std::string& id : on_disk) {
    if (known.contains(id)) continue;
    lanes_.post(partials_.lane_of(id), "sweep.upload", [this, id] { partials_.remove(id); });
  }
}

void FileSweeper::release_held_for_nobody() {
  auto work = [this](Tx& tx) {
    const auto released = release_(tx, step);
    for (const FileId file_id : released)
      file_store::change_uses(tx, file_id, -1);
    return static_cast<int>(released.size());
  };
  while (database_.write_now(work) == step) {
  }
}

void FileSweeper::remove_unused_files() {
  auto work = [this](Tx& tx) {
    const auto unused = file_store::unused_files(tx, tx.now() - limits_.keep_unused, step);
    for (const auto& file : unused)
      file_store::remove_file(tx, file);
    return static_cast<int>(unused.size());
  };
  while (database_.write_now(work) == step) {
  }
}

void FileSweeper::remove_unused_contents() {
  const auto unused = database_.read_now([](Tx& tx) { return file_store::unused_contents(tx, most_at_once); });
  for (const std::string& hash : unused)
    contents_.remove_unless_used(hash);
}

void FileSweeper::set_strays_aside() {
  int given = 0;
  for (int beginning = 0; beginning < 256 && given < most_at_once; ++beginning) {
    const std::string from = fmt::format("{:02x}", beginning);
    // First the folder, then the rows: what is being stored is pinned until it has its row.
    const auto on_disk = store_.list(from);
    if (on_disk.empty()) continue;
    const auto hashes = database_.read_now([&](Tx& tx) { return file_store::content_hashes(tx, from, from + "g"); });
    const std::set<std::string> known(hashes.begin(), hashes.end());
    for (const std::string& hash : on_disk) {
      if (known.contains(hash) || given == most_at_once) continue;
      contents_.set_aside_unless_known(hash);
      ++given;
    }
  }
  if (given > 0) log::warning("files.unknown", {{"count", given}});
  store_.forget_aside(month);
}

}  // namespace ling
