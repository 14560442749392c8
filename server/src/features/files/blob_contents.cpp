#include "features/files/blob_contents.hpp"

#include "features/files/file_store.hpp"

namespace ling {

Task<void> BlobContents::keep_pinned(std::string hash, std::filesystem::path file) {
  const std::size_t lane = lanes_.lane_of(hash);
  auto work = [&] {
    store_.keep(hash, file);
    ++pins_[lane][hash];
    return true;
  };
  co_await lanes_.run(lane, std::move(work));
}

void BlobContents::unpin(const std::string& hash) {
  const std::size_t lane = lanes_.lane_of(hash);
  lanes_.post(lane, "unpin", [this, lane, hash] {
    const auto found = pins_[lane].find(hash);
    if (found != pins_[lane].end() && --found->second == 0) pins_[lane].erase(found);
  });
}

void BlobContents::remove_unless_used(const std::string& hash) {
  const std::size_t lane = lanes_.lane_of(hash);
  lanes_.post(lane, "remove.content", [this, lane, hash] {
    if (pins_[lane].contains(hash)) return;
    auto work = [&](Tx& tx) { return file_store::drop_content(tx, hash); };
    if (database_.write_now(std::move(work))) store_.remove(hash);
  });
}

void BlobContents::set_aside_unless_known(const std::string& hash) {
  const std::size_t lane = lanes_.lane_of(hash);
  lanes_.post(lane, "set.aside", [this, lane, hash] {
    if (pins_[lane].contains(hash)) return;
    auto work = [&](Tx& tx) { return file_store::is_known(tx, hash); };
    if (!database_.read_now(std::move(work))) store_.set_aside(hash);
  });
}

}  // namespace ling
