// How much may be uploaded, and what may stand in an attachment. Pure.
#pragma once

#include "foundation/result.hpp"
#include "ling/protocol/files.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace ling {

struct FileLimits {
  std::int64_t largest = 0;      ///< Bytes of one file.
  std::int64_t quota = 0;        ///< Bytes of all files of one user, unfinished ones counted whole; 0 = no limit.
  int unfinished_uploads = 200;  ///< Of one user.
  Milliseconds keep_unfinished = 24LL * 60 * 60 * 1000;  ///< Since something last arrived.
  Milliseconds keep_unused = 24LL * 60 * 60 * 1000;      ///< A file that nothing holds.
};

/// What the sender says of files: how many, each once, within bounds. Refuses bad_request.
Result<void> check_attachments(const std::vector<NewAttachment>& attachments);
/// A file of this media type can be shown as this kind.
bool fits_kind(AttachmentKind kind, std::string_view type);

}  // namespace ling
