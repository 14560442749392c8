#include "features/files/file_rules.hpp"

#include <algorithm>
#include <set>
#include <string>

namespace ling {
namespace {

constexpr std::size_t most_attachments = 9;
constexpr int widest = 100'000;
constexpr std::size_t longest_thumbhash = 64, longest_waveform = 64, longest_drawing = 64;
constexpr std::int64_t longest_duration = 24LL * 60 * 60 * 1000;

bool is_base64(std::string_view text) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
  return text.find_first_not_of(digits) == std::string_view::npos;
}

bool is_side(const std::optional<int>& pixels) {
  return !pixels || (*pixels >= 1 && *pixels <= widest);
}

}  // namespace

Result<void> check_attachments(const std::vector<NewAttachment>& attachments) {
  if (attachments.size() > most_attachments) return refuse(ErrorCode::bad_request, "attachments: at most 9 expected");
  std::set<FileId> files;
  for (const NewAttachment& attachment : attachments) {
    if (!files.insert(attachment.file_id).second ||
        (attachment.preview_id && !files.insert(*attachment.preview_id).second))
      return refuse(ErrorCode::bad_request, "attachments: each file once expected");
    if (!is_side(attachment.width) || !is_side(attachment.height) ||
        attachment.width.has_value() != attachment.height.has_value())
      return refuse(ErrorCode::bad_request, "attachments: width and height from 1 to 100000 expected");
    if (attachment.thumbhash && (attachment.thumbhash->size() > longest_thumbhash || !is_base64(*attachment.thumbhash)))
      return refuse(ErrorCode::bad_request, "attachments: thumbhash of at most 64 base64 digits expected");
    if (attachment.duration_ms && (*attachment.duration_ms < 0 || *attachment.duration_ms > longest_duration))
      return refuse(ErrorCode::bad_request, "attachments: duration_ms of at most a day expected");
    if (attachment.waveform &&
        (attachment.waveform->size() > longest_waveform ||
         attachment.waveform->find_first_not_of("0123456789ABCDEFGHIJKLMNOPQRSTUV") != std::string::npos))
      return refuse(ErrorCode::bad_request, "attachments: waveform of at most 64 of 0-9A-V expected");
    if (attachment.drawing &&
        (attachment.drawing->empty() || attachment.drawing->size() > longest_drawing ||
         attachment.drawing->find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_/") != std::string::npos))
      return refuse(ErrorCode::bad_request, "attachments: drawing of at most 64 of a-z0-9_/ expected");
  }
  return {};
}

bool fits_kind(AttachmentKind kind, std::string_view type) {
  const bool picture = type.starts_with("image/"), video = type.starts_with("video/");
  switch (kind) {
    case AttachmentKind::file:
      return true;
    case AttachmentKind::picture:
    case AttachmentKind::sticker:
      return picture;
    case AttachmentKind::video:
      return video;
    case AttachmentKind::audio:
    case AttachmentKind::voice:
      // Recorders put sound alone into the same containers as films.
      return video || type.starts_with("audio/");
  }
  return false;
}

}  // namespace ling
