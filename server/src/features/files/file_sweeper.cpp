#include "features/files/file_sweeper.hpp"

#include "features/files/file_store.hpp"

#include <set>

namespace ling {
namespace {

/// Rows of one transaction, so that people's writes come between.
constexpr int step = 200;

}  // namespace

void FileSweeper::sweep() {
  end_expired_uploads();
  remove_stray_uploads();
  remove_unused_files();
  remove_stray_contents();
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
  const auto unfinished = database_.write_now([](Tx& tx) { return file_store::unfinished_upload_ids(tx); });
  const std::set<std::string> known(unfinished.begin(), unfinished.end());
  for (const std::string& id : on_disk) {
    if (known.contains(id)) continue;
    lanes_.post(partials_.lane_of(id), "sweep.upload", [this, id] { partials_.remove(id); });
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

void FileSweeper::remove_stray_contents() {
  const auto unused = database_.write_now([](Tx& tx) { return file_store::unused_contents(tx, 10 * step); });
  for (const std::string& hash : unused)
    contents_.remove_unless_used(hash);
  const auto on_disk = store_.list();
  const auto hashes = database_.write_now([](Tx& tx) { return file_store::content_hashes(tx); });
  const std::set<std::string> known(hashes.begin(), hashes.end());
  for (const std::string& hash : on_disk) {
    if (!known.contains(hash)) contents_.remove_unless_used(hash);
  }
}

}  // namespace ling
