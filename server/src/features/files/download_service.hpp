// Files on their way down: GET and HEAD of /files/<file_id>/<anything>, with ranges. Who may read is looked up at every
// request. Only what is known to be harmless is shown in place, everything else is saved. Any loop may call.
#pragma once

#include "dispatch/web_route.hpp"
#include "features/files/blob_store.hpp"
#include "features/files/file_service.hpp"
#include "foundation/lanes.hpp"

#include <string>

namespace ling {

class DownloadService {
 public:
  DownloadService(FileService& files, BlobStore& store, Lanes& lanes) : files_(files), store_(store), lanes_(lanes) {}

  /// What is at /files and below. "?save" in the address: to be saved, whatever it is.
  Task<WebAnswer> answer(WebRequest& request);

 private:
  Task<WebAnswer> give(WebRequest& request, FileService::Readable file);

  FileService& files_;
  BlobStore& store_;
  Lanes& lanes_;
};

}  // namespace ling
