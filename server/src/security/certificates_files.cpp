#include "security/certificates_files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace ling {
namespace {

[[noreturn]] void fail(std::string_view what, const std::filesystem::path& file, int error) {
  throw std::runtime_error(fmt::format("cannot {} {}: {}", what, file.string(), std::strerror(error)));
}

/// Syncs and closes on every way out.
class Descriptor {
 public:
  Descriptor(const std::filesystem::path& file, int flags) : fd_(::open(file.c_str(), flags | O_CLOEXEC, 0600)) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

}  // namespace

void make_private_folder(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) fail("make the folder", folder, error.value());
  if (::chmod(folder.c_str(), 0700) != 0) fail("close to others the folder", folder, errno);
}

std::optional<std::string> read_file_if_any(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) {
    if (errno == ENOENT) return std::nullopt;
    fail("read", file, errno);
  }
  std::string content{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  if (stream.bad()) fail("read", file, EIO);
  return content;
}

void write_private_file(const std::filesystem::path& file, std::string_view content) {
  std::filesystem::path fresh = file;
  fresh += ".new";
  ::unlink(fresh.c_str());
  {
    const Descriptor out(fresh, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW);
    if (out.get() < 0) fail("write", fresh, errno);
    while (!content.empty()) {
      const ssize_t written = ::write(out.get(), content.data(), content.size());
      if (written < 0) fail("write", fresh, errno);
      content.remove_prefix(static_cast<std::size_t>(written));
    }
    if (::fsync(out.get()) != 0) fail("write", fresh, errno);
  }
  if (::rename(fresh.c_str(), file.c_str()) != 0) fail("replace", file, errno);
  const Descriptor folder(file.parent_path(), O_RDONLY | O_DIRECTORY);
  if (folder.get() < 0 || ::fsync(folder.get()) != 0) fail("write to the folder of", file, errno);
}

}  // namespace ling
