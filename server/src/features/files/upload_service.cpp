#include "features/files/upload_service.hpp"

#include "features/files/file_names.hpp"
#include "features/files/file_service.hpp"
#include "features/files/media_type.hpp"
#include "foundation/json_codec.hpp"
#include "foundation/text.hpp"
#include "security/tokens.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace ling {
namespace {

constexpr std::size_t buffer_size = 256 * 1024;
constexpr Milliseconds hour = 60LL * 60 * 1000;

WebAnswer plain(unsigned status) {
  WebAnswer answer{.status = status};
  answer.with("Tus-Resumable", std::string(tus::version)).with("Cache-Control", "no-store");
  return answer;
}

WebAnswer failed(unsigned status, ErrorCode code, std::string detail = {}) {
  WebAnswer answer = plain(status);
  answer.body = "{\"error\":" + json::encode(Failure{code, std::move(detail), {}}) + "}";
  answer.with("Content-Type", "application/json");
  return answer;
}

WebAnswer not_allowed(std::string methods) {
  WebAnswer answer = failed(405, ErrorCode::bad_request, "method");
  answer.with("Allow", std::move(methods));
  return answer;
}

WebAnswer not_found() {
  return failed(404, ErrorCode::not_found);
}

}  // namespace

Task<WebAnswer> UploadService::answer(WebRequest& request) {
  if (request.method == "OPTIONS") {
    WebAnswer answer = plain(204);
    answer.with("Tus-Version", std::string(tus::version))
        .with("Tus-Extension", std::string(tus::extensions))
        .with("Tus-Checksum-Algorithm", std::string(tus::checksums))
        .with("Tus-Max-Size", fmt::to_string(limits_.largest));
    co_return answer;
  }
  if (request.header("Tus-Resumable") != tus::version) {
    WebAnswer answer = failed(412, ErrorCode::bad_request, "Tus-Resumable: 1.0.0 expected");
    answer.with("Tus-Version", std::string(tus::version));
    co_return answer;
  }
  if (request.rest.empty() || request.rest == "/") {
    if (request.method == "POST") co_return co_await create(request);
    co_return not_allowed("POST, OPTIONS");
  }
  auto upload = co_await find(request.identity.value().user_id, request.rest.substr(1));
  if (!upload) co_return not_found();
  if (request.method == "HEAD") co_return co_await tell(std::move(*upload));
  if (request.method == "PATCH") co_return co_await add(request, std::move(*upload));
  if (request.method == "DELETE") co_return co_await end(std::move(*upload));
  co_return not_allowed("HEAD, PATCH, DELETE, OPTIONS");
}

Task<Result<UploadService::UploadRow>> UploadService::new_upload(UserId owner_id, std::uint64_t size,
                                                                 std::string name) {
  UploadRow upload{.upload_id = random_token(),
                   .owner_id = owner_id,
                   .size = static_cast<std::int64_t>(size),
                   .name = std::move(name),
                   .file_id = {},
                   .expires_at = 0};
  auto work = [&](Tx& tx) -> Result<UploadRow> {
    if (file_store::unfinished_uploads(tx, owner_id) >= limits_.unfinished_uploads)
      return refuse(ErrorCode::too_many_requests, "uploads: finish or end some first");
    if (auto fine = FileService::check_quota(tx, owner_id, upload.size, limits_); !fine)
      return tl::unexpected(fine.error());
    upload.expires_at = tx.now() + limits_.keep_unfinished;
    file_store::add_upload(tx, upload);
    return upload;
  };
  Result<UploadRow> made = co_await database_.write(std::move(work));
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

Task<WebAnswer> UploadService::create(WebRequest& request) {
  const auto size = tus::number(request.header("Upload-Length"));
  if (!size) co_return failed(400, ErrorCode::bad_request, "Upload-Length: a number expected");
  if (*size > static_cast<std::uint64_t>(limits_.largest)) {
    WebAnswer answer = failed(413, ErrorCode::too_large, "Upload-Length");
    answer.with("Tus-Max-Size", fmt::to_string(limits_.largest));
    co_return answer;
  }
  const bool with_bytes = request.header("Content-Type") == tus::piece_type && request.body->remaining() > 0;
  if (with_bytes && request.body->remaining() > *size)
    co_return failed(413, ErrorCode::too_large, "more than Upload-Length");
  const auto name = tus::metadata(request.header("Upload-Metadata"), "filename");
  auto upload = co_await new_upload(request.identity.value().user_id, *size, clean_file_name(name.value_or("")));
  if (!upload) {
    const ErrorCode code = upload.error().code;
    co_return failed(code == ErrorCode::quota_full ? 507 : 429, code, upload.error().detail);
  }
  if (with_bytes) co_await receive_or_end(request, *upload, 0, std::nullopt);
  WebAnswer answer = co_await progress(*upload, 201);
  answer.with("Location", "/uploads/" + upload->upload_id);
  co_return answer;
}

Task<std::optional<UploadService::UploadRow>> UploadService::find(UserId user_id, std::string upload_id) {
  auto work = [&](Tx& tx) -> std::optional<UploadRow> {
    auto upload = file_store::upload(tx, upload_id);
    if (!upload || upload->owner_id != user_id || upload->expires_at < tx.now()) return std::nullopt;
    return upload;
  };
  co_return co_await database_.read(std::move(work));
}

Task<std::optional<std::uint64_t>> UploadService::length(const std::string& upload_id) {
  auto work = [&] { return partials_.length(upload_id); };
  co_return co_await lanes_.run(partials_.lane_of(upload_id), std::move(work));
}

Task<WebAnswer> UploadService::tell(UploadRow upload) {
  const std::string name = text::base64(upload.name);
  WebAnswer answer = co_await progress(std::move(upload), 200);
  answer.with("Upload-Metadata", "filename " + name);
  co_return answer;
}

Task<WebAnswer> UploadService::add(WebRequest& request, UploadRow upload) {
  if (request.header("Content-Type") != tus::piece_type)
    co_return failed(415, ErrorCode::bad_request, "Content-Type: application/offset+octet-stream expected");
  const auto offset = tus::number(request.header("Upload-Offset"));
  if (!offset) co_return failed(400, ErrorCode::bad_request, "Upload-Offset: a number expected");
  std::optional<tus::Checksum> checksum;
  if (const auto given = request.header("Upload-Checksum"); !given.empty()) {
    checksum = tus::checksum(given);
    if (!checksum) co_return failed(400, ErrorCode::bad_request, "Upload-Checksum: sha1 or sha256 expected");
  }
  const auto size = static_cast<std::uint64_t>(upload.size);
  if (upload.file_id && *offset != size) co_return failed(409, ErrorCode::bad_request, "Upload-Offset: not there");
  if (upload.file_id) co_return co_await progress(std::move(upload), 204);
  if (*offset > size || request.body->remaining() > size - *offset)
    co_return failed(413, ErrorCode::too_large, "more than Upload-Length");
  const auto received = co_await receive_or_end(request, upload, *offset, std::move(checksum));
  if (!received) co_return not_found();
  if (!received->at_offset) co_return failed(409, ErrorCode::bad_request, "Upload-Offset: not there");
  if (received->end == PartialFiles::End::superseded)
    co_return failed(423, ErrorCode::bad_request, "a newer piece has taken over");
  // tus 1.0.0, extension checksum: 460 Checksum Mismatch.
  if (received->end == PartialFiles::End::mismatch) co_return failed(460, ErrorCode::bad_request, "Upload-Checksum");
  co_return co_await progress(std::move(upload), 204);
}

Task<std::optional<UploadService::Received>> UploadService::receive_or_end(WebRequest& request, UploadRow upload,
                                                                           std::uint64_t offset,
                                                                           std::optional<tus::Checksum> checksum) {
  try {
    co_return co_await receive(request, upload.upload_id, offset, std::move(checksum));
  } catch (const StorageFull&) {
    // Below.
  }
  co_await end(std::move(upload));
  throw StorageFull("upload");
}

Task<std::optional<UploadService::Received>> UploadService::receive(WebRequest& request, const std::string& upload_id,
                                                                    std::uint64_t offset,
                                                                    std::optional<tus::Checksum> checksum) {
  const std::size_t lane = partials_.lane_of(upload_id);
  std::optional<ContentHasher::Kind> kind;
  if (checksum) kind = checksum->kind;
  auto begin = [&]() -> std::optional<PartialFiles::Piece> {
    // Whoever is at the wrong place takes nothing over.
    if (partials_.length(upload_id) != offset) return PartialFiles::Piece{0, partials_.length(upload_id).value_or(0)};
    return partials_.begin(upload_id, kind);
  };
  const auto piece = co_await lanes_.run(lane, std::move(begin));
  if (!piece) co_return std::nullopt;
  auto abandon = [&] {
    partials_.abandon(upload_id, *piece);
    return true;
  };
  if (piece->offset != offset || piece->number == 0) {
    co_await lanes_.run(lane, std::move(abandon));
    co_return Received{.end = {}, .at_offset = false};
  }

  std::vector<char> buffer(std::min<std::uint64_t>(buffer_size, request.body->remaining()));
  bool goes_on = true;
  while (goes_on && request.body->remaining() > 0) {
    std::size_t filled = 0;
    while (filled < buffer.size() && request.body->remaining() > 0) {
      const std::size_t size = co_await request.body->read(std::span<char>(buffer).subspan(filled));
      if (size == 0) break;
      filled += size;
    }
    if (filled == 0) break;
    auto add = [&] { return partials_.add(upload_id, *piece, std::string_view(buffer.data(), filled)); };
    std::exception_ptr fault;
    try {
      goes_on = co_await lanes_.run(lane, std::move(add));
    } catch (...) {
      fault = std::current_exception();
    }
    if (fault) {
      lanes_.post(lane, "abandon.upload",
                  [this, upload_id, given_up = *piece] { partials_.abandon(upload_id, given_up); });
      std::rethrow_exception(fault);
    }
  }
  // Also when the body broke off: what came is kept, and the next piece goes on behind it.
  const bool whole = request.body->remaining() == 0;
  std::optional<std::string> digest;
  if (checksum && whole) digest = checksum->digest;
  auto end = [&] { return partials_.end(upload_id, *piece, digest); };
  Received received;
  received.end = co_await lanes_.run(lane, std::move(end));
  co_return received;
}

Task<WebAnswer> UploadService::progress(UploadRow upload, unsigned status) {
  const auto size = static_cast<std::uint64_t>(upload.size);
  std::uint64_t offset = size;
  if (!upload.file_id) {
    const auto length_now = co_await length(upload.upload_id);
    offset = length_now.value_or(size);
    if (length_now && offset == size) upload.file_id = co_await complete(upload);
    if (offset == size && !upload.file_id) {
      // Somebody else completed it meanwhile, or ended it, or a piece of it is still open.
      const auto row = co_await find(upload.owner_id, upload.upload_id);
      if (!row || (!row->file_id && !length_now)) co_return not_found();
      upload.file_id = row->file_id;
    }
  }
  WebAnswer answer = plain(status);
  answer.with("Upload-Offset", fmt::to_string(offset)).with("Upload-Length", fmt::to_string(size));
  answer.with("Upload-Expires", fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", fmt::gmtime(upload.expires_at / 1000)));
  if (upload.file_id) {
    answer.with("Ling-File-Id", fmt::to_string(upload.file_id->value));
    co_return answer;
  }
  auto postpone = [&](Tx& tx) {
    if (upload.expires_at < tx.now() + limits_.keep_unfinished - hour)
      file_store::postpone_expiry(tx, upload.upload_id, tx.now() + limits_.keep_unfinished);
    return true;
  };
  if (status == 204) co_await database_.write(std::move(postpone));
  co_return answer;
}

Task<std::optional<FileId>> UploadService::complete(UploadRow upload) {
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

Task<std::optional<FileId>> UploadService::store(UserId owner_id, std::string name, std::string bytes) {
  auto upload = co_await new_upload(owner_id, bytes.size(), clean_file_name(name));
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

Task<WebAnswer> UploadService::end(UploadRow upload) {
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
  co_return plain(204);
}

}  // namespace ling
