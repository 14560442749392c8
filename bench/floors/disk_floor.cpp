#include "floors/floors.hpp"
#include "measure.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>
#include <vector>

namespace ling::bench {
namespace {

constexpr std::uint64_t slice = 128UL * 1024;

class ScratchFile {
 public:
  explicit ScratchFile(const std::filesystem::path& path)
      : path_(path), file_(::open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)) {
    if (file_ < 0) throw std::runtime_error("no file to write to");
  }
  ~ScratchFile() {
    ::close(file_);
    ::unlink(path_.c_str());
  }
  ScratchFile(const ScratchFile&) = delete;
  [[nodiscard]] int get() const { return file_; }

 private:
  std::filesystem::path path_;
  int file_;
};

}  // namespace

double flushed_writes(const std::filesystem::path& folder, std::uint64_t bytes, std::uint64_t piece) {
  const ScratchFile file(folder / "floor.bytes");
  const std::vector<char> some(slice, 'x');
  const Stopwatch watch;
  for (std::uint64_t at = 0; at < bytes;) {
    const std::uint64_t end = std::min(at + piece, bytes);
    while (at < end) {
      const ssize_t size = ::pwrite(file.get(), some.data(), std::min(slice, end - at), static_cast<off_t>(at));
      if (size <= 0) throw std::runtime_error("the disk takes nothing");
      at += static_cast<std::uint64_t>(size);
    }
    if (::fdatasync(file.get()) != 0) throw std::runtime_error("the disk does not flush");
  }
  return watch.seconds();
}

}  // namespace ling::bench
