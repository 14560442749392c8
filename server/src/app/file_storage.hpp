// What files need beside the database: the folders they lie in, the threads that read and write them, and what is at
// /uploads and /files. Built upon a database and a file service, which must outlive it, as the limits must; any loop may call the routes.
#pragma once

#include "app/config.hpp"
#include "dispatch/rate_limits.hpp"
#include "dispatch/request_gate.hpp"
#include "dispatch/web_route.hpp"
#include "features/files/blob_contents.hpp"
#include "features/files/download_service.hpp"
#include "features/files/file_service.hpp"
#include "features/files/file_sweeper.hpp"
#include "features/files/local_blob_store.hpp"
#include "features/files/partial_files.hpp"
#include "features/files/preview_service.hpp"
#include "features/files/upload_service.hpp"
#include "features/files/uploads.hpp"
#include "foundation/lanes.hpp"
#include "pictures/picture_opener.hpp"
#include "storage/database.hpp"

#include <string>
#include <vector>

namespace ling {

FileLimits file_limits(const Config& config);

class FileStorage {
 public:
  /// Makes the folders files and uploads in the data folder.
  FileStorage(const Config& config, Database& database, FileService& files, RateLimits& limits);

  std::vector<WebRoute> routes();
  /// Completes pictures on their way into a message.
  Task<void> complete(UserId sender_id, std::vector<NewAttachment>& attachments) {
    return previews_.complete(sender_id, attachments);
  }
  /// The middle of a picture of a user's, without anything that is not seen; as it is where nothing here can open
  /// pictures. Refuses image_invalid; throws Overloaded.
  Task<Result<std::string>> draw_square(UserId user_id, std::string bytes);
  /// Bytes that one file less has.
  void remove_unless_used(const std::string& hash) { contents_.remove_unless_used(hash); }
  /// All the bytes under a hash; so many are expected, and few.
  Task<std::string> read(std::string hash, std::int64_t size);
  /// Blocks; for the chores thread.
  void sweep() { sweeper_.sweep(); }
  /// No picture is opened from now on: whoever waits for one is told to try again later. Any thread.
  void stop_opening() { opener_.stop(); }
  /// Ends the threads, once nobody waits for them and while the database still answers.
  void stop();

 private:
  Task<WebAnswer> upload(WebRequest& request);
  Task<WebAnswer> download(WebRequest& request);

  RateLimits& limits_;
  RequestGate gate_, downloads_gate_, squares_gate_;
  pictures::PictureOpener opener_;
  // In the order in which they are built; destroyed in reverse.
  Lanes writers_, readers_, openers_;
  LocalBlobStore store_;
  PartialFiles partials_;
  BlobContents contents_;
  Uploads uploads_;
  UploadService upload_service_;
  DownloadService downloads_;
  PreviewService previews_;
  FileSweeper sweeper_;
};

}  // namespace ling
