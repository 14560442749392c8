// Where the bytes of files lie, each under its SHA-256. Calls block, so they are made on lanes; calls on one hash come one
// after the other. They throw StorageFull, or std::runtime_error when the place fails.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace ling {

/// Bytes that are open; they can be read to the end even if they are removed meanwhile. One read at a time.
class BlobReader {
 public:
  virtual ~BlobReader() = default;
  /// 0: there is nothing at this place.
  virtual std::size_t read(std::uint64_t offset, std::span<char> into) = 0;
};

class BlobStore {
 public:
  virtual ~BlobStore() = default;
  /// Keeps what is in a local file, durably once it returns. Storing it again changes nothing. The file stays.
  virtual void keep(const std::string& hash, const std::filesystem::path& file) = 0;
  /// Null when there is none.
  virtual std::unique_ptr<BlobReader> open(const std::string& hash) = 0;
  /// It may be gone already.
  virtual void remove(const std::string& hash) = 0;
  /// Takes it out of the way without losing it: nobody knows of it, which may be the database's mistake. open() brings
  /// it back. It may be gone already.
  virtual void set_aside(const std::string& hash) = 0;
  /// Loses what was set aside at least that long ago.
  virtual void forget_aside(std::chrono::hours age) = 0;
  /// Everything whose hash begins with these two digits, for finding what nobody knows of.
  virtual std::vector<std::string> list(const std::string& beginning) = 0;
};

}  // namespace ling
