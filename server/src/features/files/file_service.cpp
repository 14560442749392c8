#include "features/files/file_service.hpp"

#include "features/files/file_names.hpp"
#include "features/files/file_store.hpp"

#include <algorithm>

namespace ling {
namespace {

/// Of files with the same bytes, those that are looked at for one that the asker may read.
constexpr int most_looked_at = 50;

StoredFile add_copy(Tx& tx, UserId user_id, const file_store::FileRow& original, const std::string& name) {
  file_store::FileRow copy = original;
  copy.owner_id = user_id;
  copy.name = name;
  copy.file_id = file_store::add_file(tx, copy);
  return {copy.file_id, copy.name, copy.size, copy.type};
}

}  // namespace

void FileService::bind(Dispatcher& dispatcher) {
  dispatcher.on<CopyFile>(RateClass::sending, [this](Request& request, CopyFile command) -> Task<Result<StoredFile>> {
    const UserId user_id = request.user();
    auto work = [&](Tx& tx) { return copy(tx, user_id, command); };
    co_return co_await database_.write(std::move(work));
  });
  dispatcher.on<FindFile>(RateClass::sending, [this](Request& request, FindFile command) -> Task<Result<StoredFile>> {
    const UserId user_id = request.user();
    auto work = [&](Tx& tx) { return find(tx, user_id, command); };
    co_return co_await database_.write(std::move(work));
  });
}

Task<std::optional<FileService::Readable>> FileService::readable(UserId user_id, FileId file_id) {
  auto work = [&](Tx& tx) { return look_up(tx, user_id, file_id); };
  co_return co_await database_.read(std::move(work));
}

std::optional<FileService::Readable> FileService::look_up(Tx& tx, UserId user_id, FileId file_id) const {
  auto file = file_store::file(tx, file_id);
  if (!file || (file->owner_id != user_id && !may_read_(tx, user_id, file_id))) return std::nullopt;
  return Readable{std::move(file->hash), file->size, std::move(file->name), std::move(file->type),
                  file->removed_at > 0};
}

Result<std::vector<Attachment>> FileService::attach(Tx& tx, UserId sender_id,
                                                    const std::vector<NewAttachment>& attachments, MayRead lent) {
  if (auto fine = check_attachments(attachments); !fine) return tl::unexpected(fine.error());
  std::vector<Attachment> complete;
  for (const NewAttachment& given : attachments) {
    const auto file = file_store::file(tx, given.file_id);
    const bool is_lent = given.kind == AttachmentKind::sticker && file && lent(tx, sender_id, given.file_id);
    if (!file || file->removed_at > 0 || (file->owner_id != sender_id && !is_lent)) return refuse(ErrorCode::not_found);
    // A browser that shows it and we that do not know it: it is carried all the same.
    const AttachmentKind kind = fits_kind(given.kind, file->type) ? given.kind : AttachmentKind::file;
    if (given.preview_id) {
      const auto preview = file_store::file(tx, *given.preview_id);
      if (!preview || preview->owner_id != sender_id || preview->removed_at > 0) return refuse(ErrorCode::not_found);
      if (!fits_kind(AttachmentKind::picture, preview->type))
        return refuse(ErrorCode::bad_request, "attachments: a picture expected as preview");
    }
    complete.push_back({given.file_id, kind, file->name, file->size, file->type, given.width, given.height,
                        given.thumbhash, given.preview_id, given.duration_ms, given.waveform,
                        kind == AttachmentKind::sticker ? given.drawing : std::nullopt});
  }
  return complete;
}

std::vector<FileId> FileService::files_of(const std::vector<Attachment>& attachments) {
  std::vector<FileId> files;
  for (const Attachment& attachment : attachments) {
    files.push_back(attachment.file_id);
    if (attachment.preview_id) files.push_back(*attachment.preview_id);
  }
  return files;
}

void FileService::hold(Tx& tx, const std::vector<FileId>& files) {
  for (const FileId file_id : files)
    file_store::change_uses(tx, file_id, 1);
}

void FileService::release(Tx& tx, const std::vector<FileId>& files) {
  for (const FileId file_id : files)
    file_store::change_uses(tx, file_id, -1);
}

Result<FileId> FileService::take(Tx& tx, UserId user_id, FileId file_id) const {
  const auto file = file_store::file(tx, file_id);
  if (!file || (file->owner_id != user_id && !may_read_(tx, user_id, file_id))) return refuse(ErrorCode::not_found);
  FileId taken = file_id;
  if (file->owner_id != user_id) {
    if (auto fine = check_quota(tx, user_id, file->size, limits_); !fine) return tl::unexpected(fine.error());
    taken = add_copy(tx, user_id, *file, file->name).file_id;
  }
  file_store::change_uses(tx, taken, 1);
  return taken;
}

Result<void> FileService::check_quota(Tx& tx, UserId user_id, std::int64_t more, const FileLimits& limits) {
  if (limits.quota > 0 && file_store::bytes_of(tx, user_id) > limits.quota - more) return refuse(ErrorCode::quota_full);
  return {};
}

Result<StoredFile> FileService::copy(Tx& tx, UserId user_id, const CopyFile& command) {
  const auto file = file_store::file(tx, command.file_id);
  if (!file || file->removed_at > 0 || (file->owner_id != user_id && !may_read_(tx, user_id, command.file_id)))
    return refuse(ErrorCode::not_found);
  if (auto fine = check_quota(tx, user_id, file->size, limits_); !fine) return tl::unexpected(fine.error());
  return add_copy(tx, user_id, *file, file->name);
}

Result<StoredFile> FileService::find(Tx& tx, UserId user_id, const FindFile& command) {
  // Only bytes that the asker could read anyway: otherwise the answer would tell what others have.
  for (const auto& file : file_store::with_bytes(tx, command.sha256, command.size, most_looked_at)) {
    if (file.owner_id != user_id && !may_read_(tx, user_id, file.file_id)) continue;
    if (auto fine = check_quota(tx, user_id, file.size, limits_); !fine) return tl::unexpected(fine.error());
    return add_copy(tx, user_id, file, clean_file_name(command.name));
  }
  return refuse(ErrorCode::not_found);
}

}  // namespace ling
