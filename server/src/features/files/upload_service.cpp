#include "features/files/upload_service.hpp"

#include "foundation/json_codec.hpp"
#include "foundation/text.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace ling {
namespace {

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
  auto upload = co_await uploads_.find(request.identity.value().user_id, request.rest.substr(1));
  if (!upload) co_return not_found();
  if (request.method == "HEAD") co_return co_await tell(std::move(*upload));
  if (request.method == "PATCH") co_return co_await add(request, std::move(*upload));
  if (request.method == "DELETE") co_return co_await end(std::move(*upload));
  co_return not_allowed("HEAD, PATCH, DELETE, OPTIONS");
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
  auto upload = co_await uploads_.begin(request.identity.value().user_id, *size, name.value_or(""));
  if (!upload) {
    const ErrorCode code = upload.error().code;
    co_return failed(code == ErrorCode::quota_full ? 507 : 429, code, upload.error().detail);
  }
  if (with_bytes) co_await receive_or_end(request, *upload, 0, std::nullopt);
  WebAnswer answer = co_await progress(*upload, 201);
  answer.with("Location", "/uploads/" + upload->upload_id);
  co_return answer;
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

Task<std::optional<PieceReceiver::Received>> UploadService::receive_or_end(WebRequest& request, UploadRow upload,
                                                                           std::uint64_t offset,
                                                                           std::optional<tus::Checksum> checksum) {
  try {
    co_return co_await receiver_.receive(*request.body, upload.upload_id, offset, std::move(checksum));
  } catch (const StorageFull&) {
    // Below.
  }
  co_await uploads_.end(std::move(upload));
  throw StorageFull("upload");
}

Task<WebAnswer> UploadService::progress(UploadRow upload, unsigned status) {
  const auto size = static_cast<std::uint64_t>(upload.size);
  std::uint64_t offset = size;
  if (!upload.file_id) {
    const auto length_now = co_await uploads_.length(upload.upload_id);
    offset = length_now.value_or(size);
    if (length_now && offset == size) upload.file_id = co_await uploads_.complete(upload);
    if (offset == size && !upload.file_id) {
      // Somebody else completed it meanwhile, or ended it, or a piece of it is still open.
      const auto row = co_await uploads_.find(upload.owner_id, upload.upload_id);
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
  if (status == 204) co_await uploads_.postpone_expiry(upload);
  co_return answer;
}

Task<WebAnswer> UploadService::end(UploadRow upload) {
  co_await uploads_.end(std::move(upload));
  co_return plain(204);
}

}  // namespace ling
