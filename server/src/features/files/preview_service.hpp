// Small pictures of pictures whose sender gave none, and of those that browsers do not show. Each is opened in a process
// of its own (pictures/); what cannot be opened is sent as a file. Any loop may call.
#pragma once

#include "dispatch/request_gate.hpp"
#include "features/files/blob_store.hpp"
#include "features/files/file_store.hpp"
#include "features/files/uploads.hpp"
#include "foundation/lanes.hpp"
#include "pictures/picture_opener.hpp"
#include "storage/database.hpp"

#include <string>
#include <vector>

namespace ling {

class PreviewService {
 public:
  /// What it is built upon must outlive it. `lanes` open pictures and do nothing else.
  struct Parts {
    Database& database;
    Lanes& lanes;
    BlobStore& store;
    Uploads& uploads;
    const pictures::PictureOpener& opener;
  };
  explicit PreviewService(Parts parts) : parts_(std::move(parts)), gate_(most_at_once) {}

  /// Completes what is missing of the sender's own pictures: sides, ThumbHash, a preview, which becomes a file of the
  /// sender's. What is no picture after all, or too large to be opened, becomes a file among them. Throws Overloaded when
  /// too many wait.
  Task<void> complete(UserId sender_id, std::vector<NewAttachment>& attachments);

 private:
  static constexpr int most_at_once = 2;

  Task<void> complete_one(NewAttachment& attachment, file_store::FileRow file);
  Task<pictures::Outcome> open(const file_store::FileRow& file, std::uint32_t side, pictures::Picture& into);

  Parts parts_;
  RequestGate gate_;
};

}  // namespace ling
