#include "features/files/local_blob_store.hpp"

#include "features/files/disk.hpp"

#include <algorithm>

namespace ling {
namespace {

namespace fs = std::filesystem;

class LocalReader final : public BlobReader {
 public:
  explicit LocalReader(disk::Descriptor file) : file_(std::move(file)) {}

  std::size_t read(std::uint64_t offset, std::span<char> into) override {
    const ssize_t size = ::pread(file_.get(), into.data(), into.size(), static_cast<off_t>(offset));
    if (size < 0) disk::fail("a file cannot be read");
    return static_cast<std::size_t>(size);
  }

 private:
  disk::Descriptor file_;
};

/// What is there was cut by a broken disk or by hand: the same hash always has the same size.
void replace(const fs::path& path, const fs::path& file) {
  const fs::path beside = path.string() + ".new";
  ::unlink(beside.c_str());
  if (::link(file.c_str(), beside.c_str()) != 0 || ::rename(beside.c_str(), path.c_str()) != 0)
    disk::fail("a file cannot be kept");
}

bool is_hex(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

}  // namespace

LocalBlobStore::LocalBlobStore(fs::path folder) : folder_(std::move(folder)) {
  fs::create_directories(folder_);
}

fs::path LocalBlobStore::path_of(const std::string& hash) const {
  // A hash comes from here or from the database. Should it ever not, it still names nothing outside.
  if (hash.size() != 64 || !is_hex(hash)) throw std::runtime_error("not a hash");
  return folder_ / hash.substr(0, 2) / hash.substr(2);
}

void LocalBlobStore::keep(const std::string& hash, const fs::path& file) {
  const fs::path path = path_of(hash);
  if (::mkdir(path.parent_path().c_str(), 0700) == 0) {
    disk::sync_folder(folder_);
  } else if (errno != EEXIST) {
    disk::fail("a folder cannot be made");
  }
  if (::link(file.c_str(), path.c_str()) != 0) {
    if (errno != EEXIST) disk::fail("a file cannot be kept");
    if (fs::file_size(path) != fs::file_size(file)) replace(path, file);
  }
  disk::sync_folder(path.parent_path());
}

std::unique_ptr<BlobReader> LocalBlobStore::open(const std::string& hash) {
  disk::Descriptor file(::open(path_of(hash).c_str(), O_RDONLY | O_CLOEXEC));
  if (file.is_open()) return std::make_unique<LocalReader>(std::move(file));
  if (errno != ENOENT) disk::fail("a file cannot be opened");
  return bring_back(hash) ? open(hash) : nullptr;
}

void LocalBlobStore::remove(const std::string& hash) {
  if (::unlink(path_of(hash).c_str()) != 0 && errno != ENOENT) disk::fail("a file cannot be removed");
}

fs::path LocalBlobStore::aside_of(const std::string& hash) const {
  return folder_ / "aside" / hash;
}

void LocalBlobStore::set_aside(const std::string& hash) {
  const fs::path from = path_of(hash), to = aside_of(hash);
  fs::create_directories(to.parent_path());
  if (::rename(from.c_str(), to.c_str()) != 0) {
    if (errno != ENOENT) disk::fail("a file cannot be set aside");
    return;
  }
  fs::last_write_time(to, fs::file_time_type::clock::now());
}

bool LocalBlobStore::bring_back(const std::string& hash) {
  if (::rename(aside_of(hash).c_str(), path_of(hash).c_str()) == 0) return true;
  if (errno != ENOENT) disk::fail("a file cannot be brought back");
  return false;
}

void LocalBlobStore::forget_aside(std::chrono::hours age) {
  const fs::path aside = folder_ / "aside";
  if (!fs::exists(aside)) return;
  for (const auto& file : fs::directory_iterator(aside)) {
    if (file.last_write_time() < fs::file_time_type::clock::now() - age) fs::remove(file.path());
  }
}

std::vector<std::string> LocalBlobStore::list(const std::string& beginning) {
  std::vector<std::string> hashes;
  const fs::path folder = folder_ / beginning;
  if (!fs::is_directory(folder)) return hashes;
  for (const auto& file : fs::directory_iterator(folder)) {
    std::string hash = beginning + file.path().filename().string();
    if (hash.size() == 64 && is_hex(hash)) hashes.push_back(std::move(hash));
  }
  return hashes;
}

}  // namespace ling
