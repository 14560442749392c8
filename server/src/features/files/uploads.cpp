#include "features/files/uploads.hpp"

#include "features/files/file_names.hpp"
#include "features/files/file_service.hpp"
#include "features/files/media_type.hpp"
#include "security/tokens.hpp"

namespace ling {
namespace {

constexpr Milliseconds hour = 60LL * 60 * 1000;

}  // namespace

Task<Result<Uploads::Row>> Uploads::begin(UserId owner_id, std::uint64_t size, std::string name) {
  Row upload{.upload_id = random_token(),
             .owner_id = owner_id,
             .size = static_cast<std::int64_t>(size),
             .name = clean_file_name(name),
             .file_id = {},
             .expires_at = 0};
  auto work = [&](Tx& tx) -> Result<Row> {
    if (file_store::unfinished_uploads(tx, owner_id) >= limits_.unfinished_uploads)
      return refuse(ErrorCode::too_many_requests, "uploads: finish or end some first");
    if (auto fine = FileService::check_quota(tx, owner_id, upload.size, limits_); !fine)
      return tl::unexpected(fine.error());
    upload.expires_at = tx.now() + limits_.keep_unfinished;
    file_store::add_upload(tx, upload);
    return upload;
  };
  Result<Row> made = co_await database_.write(std::move(work));
  if (!made) co_return made;
  // The row goes first: a file without one is an orphan that may be swept away.
  std::exception_ptr fault;
  try {
    auto file = [&] {
      partials_.create(upload.upload_id, size);
      return true;
    };
    co_await lanes_.run(partials_.lane_of(upload.upload_id), std::move(file));
    co_return made;
  } catch (...) {
    fault = std::current_exception();
  }
  co_await end(std::move(upload));
  std::rethrow_exception(fault);
}

Task<std::optional<Uploads::Row>> Uploads::find(UserId user_id, std::string upload_id) {
  auto work = [&](Tx& tx) -> std::optional<Row> {
    auto upload = file_store::upload(tx, upload_id);
    if (!upload || upload->owner_id != user_id || upload->expires_at < tx.now()) return std::nullopt;
    return upload;
  };
  co_return co_await database_.read(std::move(work));
}

Task<std::optional<std::uint64_t>> Uploads::length(const std::string& upload_id) {
  auto work = [&] { return partials_.length(upload_id); };
  co_return co_await lanes_.run(partials_.lane_of(upload_id), std::move(work));
}

Task<std::optional<FileId>> Uploads::complete(Row upload) {
  const std::size_t lane = partials_.lane_of(upload.upload_id);
  auto look = [&] {
    return partials_.finished(upload.upload_id, static_cast<std::uint64_t>(upload.size), media_type_head);
  };
  const auto whole = co_await lanes_.run(lane, std::move(look));
  if (!whole) co_return std::nullopt;
  const std::string& hash = whole->hash;
  std::exception_ptr unkept;
  try {
    co_await contents_.keep_pinned(hash, partials_.path_of(upload.upload_id));
  } catch (...) {
    unkept = std::current_exception();
  }
  if (unkept) {
    // Whoever completed it meanwhile has removed it.
    const auto still_there = co_await length(upload.upload_id);
    if (!still_there) co_return std::nullopt;
    std::rethrow_exception(unkept);
  }
  auto work = [&](Tx& tx) -> std::optional<FileId> {
    const auto now = file_store::upload(tx, upload.upload_id);
    if (!now || now->file_id) return now ? now->file_id : std::nullopt;
    const FileId file_id = file_store::add_file(tx, {.file_id = {},
                                                     .owner_id = upload.owner_id,
                                                     .hash = hash,
                                                     .size = upload.size,
                                                     .name = upload.name,
                                                     .type = std::string(media_type(whole->head))});
    file_store::finish_upload(tx, upload.upload_id, file_id);
    return file_id;
  };
  std::optional<FileId> file_id;
  std::exception_ptr fault;
  try {
    file_id = co_await database_.write(std::move(work));
  } catch (...) {
    fault = std::current_exception();
  }
  contents_.unpin(hash);
  if (fault) std::rethrow_exception(fault);
  if (!file_id) contents_.remove_unless_used(hash);
  lanes_.post(lane, "remove.upload", [this, id = upload.upload_id] { partials_.remove(id); });
  co_return file_id;
}

Task<std::optional<FileId>> Uploads::store(UserId owner_id, std::string name, std::string bytes) {
  auto upload = co_await begin(owner_id, bytes.size(), std::move(name));
  if (!upload) co_return std::nullopt;
  const std::string& id = upload->upload_id;
  auto work = [&] {
    const auto piece = partials_.begin(id, std::nullopt);
    return piece && partials_.add(id, *piece, bytes) &&
           partials_.end(id, *piece, std::nullopt) == PartialFiles::End::kept;
  };
  if (!co_await lanes_.run(partials_.lane_of(id), std::move(work))) co_return std::nullopt;
  co_return co_await complete(*upload);
}

Task<void> Uploads::end(Row upload) {
  auto file = [&] {
    partials_.remove(upload.upload_id);
    return true;
  };
  co_await lanes_.run(partials_.lane_of(upload.upload_id), std::move(file));
  auto row = [&](Tx& tx) {
    file_store::remove_upload(tx, upload.upload_id);
    return true;
  };
  co_await database_.write(std::move(row));
}

Task<void> Uploads::postpone_expiry(const Row& upload) {
  auto work = [&](Tx& tx) {
    if (upload.expires_at < tx.now() + limits_.keep_unfinished - hour)
      file_store::postpone_expiry(tx, upload.upload_id, tx.now() + limits_.keep_unfinished);
    return true;
  };
  co_await database_.write(std::move(work));
}

}  // namespace ling
