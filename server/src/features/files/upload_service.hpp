// Uploads by tus 1.0.0 (https://tus.io/protocols/resumable-upload): POST makes one, PATCH adds a piece, HEAD tells how far
// it is, DELETE ends it. What was acknowledged is on disk, also after a crash. Memory per upload is two buffers.
// Once all bytes are there the answer names the file they became: "Ling-File-Id: 17". Any loop may call.
#pragma once

#include "dispatch/web_route.hpp"
#include "features/files/file_rules.hpp"
#include "features/files/piece_receiver.hpp"
#include "features/files/tus.hpp"
#include "features/files/uploads.hpp"

#include <optional>

namespace ling {

class UploadService {
 public:
  UploadService(Uploads& uploads, PieceReceiver receiver, FileLimits limits)
      : uploads_(uploads), receiver_(receiver), limits_(limits) {}

  /// What is at /uploads and below.
  Task<WebAnswer> answer(WebRequest& request);

 private:
  using UploadRow = Uploads::Row;

  Task<WebAnswer> create(WebRequest& request);
  Task<WebAnswer> tell(UploadRow upload);
  Task<WebAnswer> add(WebRequest& request, UploadRow upload);
  Task<WebAnswer> end(UploadRow upload);

  /// Takes the body; on a full disk the whole upload ends before StorageFull is thrown.
  Task<std::optional<PieceReceiver::Received>> receive_or_end(WebRequest& request, UploadRow upload,
                                                              std::uint64_t offset,
                                                              std::optional<tus::Checksum> checksum);
  Task<WebAnswer> progress(UploadRow upload, unsigned status);

  Uploads& uploads_;
  PieceReceiver receiver_;
  FileLimits limits_;
};

}  // namespace ling
