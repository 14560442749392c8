#include "app/data_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <stdexcept>
#include <system_error>

namespace ling {

DataFolder::DataFolder(const std::filesystem::path& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error || ::chmod(path.c_str(), 0700) != 0)
    throw std::runtime_error("cannot create or write the data directory " + path.string());
  lock_ = ::open((path / "ling.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock_ < 0) throw std::runtime_error("cannot write to the data directory " + path.string());
  if (::flock(lock_, LOCK_EX | LOCK_NB) != 0) {
    ::close(lock_);
    throw std::runtime_error("another server is running on the data directory " + path.string());
  }
}

DataFolder::~DataFolder() {
  ::close(lock_);
}

}  // namespace ling
