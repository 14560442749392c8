#include "features/files/storage_service.hpp"

#include "foundation/log.hpp"

namespace ling {
namespace {

constexpr int most_conversations = 20;
/// Files of one transaction, so that people's writes come between.
constexpr int at_once = 200;
constexpr Milliseconds day = 24LL * 60 * 60 * 1000;
constexpr int ages[] = {0, 30, 90, 365};

StorageKind kind_of(std::string_view type) {
  if (type.starts_with("image/")) return StorageKind::picture;
  if (type.starts_with("video/")) return StorageKind::video;
  if (type.starts_with("audio/")) return StorageKind::audio;
  return StorageKind::other;
}

std::vector<StoredByKind> by_kind(Tx& tx) {
  std::vector<StoredByKind> all;
  for (const auto kind : {StorageKind::picture, StorageKind::video, StorageKind::audio, StorageKind::other})
    all.push_back({.kind = kind});
  for (const auto& row : file_store::contents_by_type(tx)) {
    StoredByKind& one = all[static_cast<std::size_t>(kind_of(row.type))];
    one.files += row.files;
    one.bytes += row.bytes;
  }
  return all;
}

std::vector<StoredByAge> by_age(Tx& tx) {
  std::vector<StoredByAge> all;
  Milliseconds until = tx.now() + day;
  for (std::size_t i = 0; i < std::size(ages); ++i) {
    const bool is_last = i + 1 == std::size(ages);
    const Milliseconds from = is_last ? 0 : tx.now() - ages[i + 1] * day;
    const auto stored = file_store::contents_between(tx, from, until);
    all.push_back({ages[i], stored.files, stored.bytes});
    until = from;
  }
  return all;
}

}  // namespace

void StorageService::bind(Dispatcher& dispatcher) {
  dispatcher.on<GetStorage>(RateClass::social, [this](Request&, GetStorage) { return report(); });
  dispatcher.on<RemoveFiles>(RateClass::social,
                             [this](Request&, RemoveFiles command) { return remove(std::move(command)); });
}

Task<Result<StorageReport>> StorageService::report() {
  std::error_code unknown;
  const auto space = std::filesystem::space(folder_, unknown);
  auto work = [&](Tx& tx) {
    StorageReport report{.kinds = by_kind(tx), .ages = by_age(tx)};
    for (const StoredByKind& one : report.kinds) {
      report.files += one.files;
      report.bytes += one.bytes;
    }
    report.conversations = holders_.by_conversation(tx, most_conversations);
    if (!unknown) report.free_bytes = static_cast<std::int64_t>(space.available);
    return report;
  };
  co_return co_await database_.read(std::move(work));
}

StorageService::Step StorageService::step(Tx& tx, const RemoveFiles& command, FileId after) const {
  Step step{.last = after};
  const auto found = file_store::removable(tx, command.before, command.larger_than, after, at_once);
  step.done = found.size() < static_cast<std::size_t>(at_once);
  for (const auto& file : found) {
    step.last = file.file_id;
    if (command.kind && kind_of(file.type) != *command.kind) continue;
    if (holders_.messages_with(tx, file.file_id, command.conversation_id) != file.uses) continue;
    ++step.removed.files;
    step.removed.bytes += file.size;
    if (command.try_only) continue;
    file_store::take_bytes(tx, file.file_id, file.hash);
    step.hashes.push_back(file.hash);
  }
  return step;
}

Task<Result<FilesRemoved>> StorageService::remove(RemoveFiles command) {
  if (command.before <= 0) co_return refuse(ErrorCode::bad_request, "before: a time expected");
  if (command.larger_than < 0) co_return refuse(ErrorCode::bad_request, "larger_than: 0 or more expected");
  FilesRemoved all;
  Step done;
  while (!done.done) {
    auto work = [&](Tx& tx) { return step(tx, command, done.last); };
    if (command.try_only)
      done = co_await database_.read(std::move(work));
    else
      done = co_await database_.write(std::move(work));
    all.files += done.removed.files;
    all.bytes += done.removed.bytes;
    for (const std::string& hash : done.hashes) {
      if (removed_) removed_(hash);
    }
  }
  if (!command.try_only) log::info("files.removed", {{"files", all.files}, {"bytes", all.bytes}});
  co_return all;
}

}  // namespace ling
