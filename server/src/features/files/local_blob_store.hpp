// Blobs as files of a folder: ab/cdef… for the hash abcdef….
#pragma once

#include "features/files/blob_store.hpp"

namespace ling {

class LocalBlobStore final : public BlobStore {
 public:
  /// Makes the folder if need be. It and the files that are kept lie on one file system.
  explicit LocalBlobStore(std::filesystem::path folder);

  void keep(const std::string& hash, const std::filesystem::path& file) override;
  std::unique_ptr<BlobReader> open(const std::string& hash) override;
  void remove(const std::string& hash) override;
  std::vector<std::string> list() override;

 private:
  [[nodiscard]] std::filesystem::path path_of(const std::string& hash) const;

  std::filesystem::path folder_;
};

}  // namespace ling
