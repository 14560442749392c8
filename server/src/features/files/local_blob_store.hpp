// Blobs as files of a folder: ab/cdef… for the hash abcdef…, and aside/abcdef… for what is out of the way.
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
  void set_aside(const std::string& hash) override;
  void forget_aside(std::chrono::hours age) override;
  std::vector<std::string> list(const std::string& beginning) override;

 private:
  [[nodiscard]] std::filesystem::path path_of(const std::string& hash) const;
  [[nodiscard]] std::filesystem::path aside_of(const std::string& hash) const;
  bool bring_back(const std::string& hash);

  std::filesystem::path folder_;
};

}  // namespace ling
