#include "features/files/preview_service.hpp"

#include "features/files/media_type.hpp"
#include "foundation/log.hpp"
#include "foundation/text.hpp"

#include <utility>

namespace ling {
namespace {

using pictures::Outcome;

/// Twice as wide as the widest tile; where the preview stands for the picture itself, as large as a screen.
constexpr std::uint32_t side_of_preview = 640, side_instead = 1280;
/// A picture with fewer bytes is its own preview.
constexpr std::int64_t small = 60'000;

bool lacks_something(const NewAttachment& attachment, const file_store::FileRow& file) {
  if (attachment.kind != AttachmentKind::picture || attachment.preview_id || !file.type.starts_with("image/"))
    return false;
  return !is_harmless(file.type) || file.size >= small || !attachment.width || !attachment.thumbhash;
}

void make_plain(NewAttachment& attachment) {
  attachment.kind = AttachmentKind::file;
  attachment.width = attachment.height = std::nullopt;
  attachment.thumbhash = std::nullopt;
}

}  // namespace

Task<void> PreviewService::complete(UserId sender_id, std::vector<NewAttachment>& attachments) {
  if (!check_attachments(attachments)) co_return;  // Refused where they are attached.
  auto work = [&](Tx& tx) {
    std::vector<std::pair<std::size_t, file_store::FileRow>> wanted;
    for (std::size_t i = 0; i < attachments.size(); ++i) {
      auto file = file_store::file(tx, attachments[i].file_id);
      if (file && file->owner_id == sender_id && file->removed_at == 0 && lacks_something(attachments[i], *file))
        wanted.emplace_back(i, std::move(*file));
    }
    return wanted;
  };
  auto wanted = co_await parts_.database.read(std::move(work));
  if (wanted.empty()) co_return;
  const auto pass = gate_.enter(sender_id);
  if (!pass) throw Overloaded("pictures of one sender");
  for (auto& [i, file] : wanted)
    co_await complete_one(attachments[i], std::move(file));
}

Task<void> PreviewService::complete_one(NewAttachment& attachment, file_store::FileRow file) {
  const bool shown_by_browsers = is_harmless(file.type);
  pictures::Picture picture;
  const Outcome outcome = co_await open(file, shown_by_browsers ? side_of_preview : side_instead, picture);
  if (outcome == Outcome::unavailable && shown_by_browsers) co_return;
  if (outcome != Outcome::made) co_return make_plain(attachment);

  std::optional<FileId> preview_id;
  const bool wanted = !shown_by_browsers || static_cast<std::int64_t>(picture.preview.size()) < file.size;
  if (wanted && media_type(picture.preview) == "image/webp")
    preview_id = co_await parts_.uploads.store(file.owner_id, file.name + ".webp", std::move(picture.preview));
  if (!shown_by_browsers && !preview_id) co_return make_plain(attachment);
  attachment.preview_id = preview_id;
  attachment.width = picture.width;
  attachment.height = picture.height;
  attachment.thumbhash = text::base64(picture.thumbhash);
}

Task<Outcome> PreviewService::open(const file_store::FileRow& file, std::uint32_t side, pictures::Picture& into) {
  auto work = [&] {
    const auto reader = parts_.store.open(file.hash);
    if (!reader) return Outcome::unreadable;
    std::uint64_t at = 0;
    const auto read = [&](std::span<char> bytes) {
      const std::size_t size = reader->read(at, bytes);
      at += size;
      return size;
    };
    return parts_.opener.open(static_cast<std::uint64_t>(file.size), {.side = side}, read, into);
  };
  const Outcome outcome = co_await parts_.lanes.run(parts_.lanes.lane_of(file.hash), std::move(work));
  if (outcome == Outcome::unreadable) log::info("picture.unreadable", {{"file", file.file_id}});
  if (outcome == Outcome::unavailable) log::warning("picture.no_decoder");
  co_return outcome;
}

}  // namespace ling
