#include "app/file_storage.hpp"

namespace ling {
namespace {

constexpr std::size_t writer_lanes = 2, reader_lanes = 2, lane_queue = 1024;
constexpr std::int64_t mib = 1024 * 1024;

}  // namespace

FileLimits file_limits(const Config& config) {
  return {.largest = config.max_upload_mib * mib, .quota = config.quota_mib * mib};
}

FileStorage::FileStorage(const Config& config, Database& database, FileService& files)
    : writers_(writer_lanes, lane_queue),
      readers_(reader_lanes, lane_queue),
      store_(config.data / "files"),
      partials_(config.data / "uploads", writers_),
      contents_(store_, writers_, database),
      uploads_(database, writers_, partials_, contents_, file_limits(config)),
      downloads_(files, store_, readers_),
      sweeper_(database, writers_, partials_, store_, contents_, file_limits(config)) {}

std::vector<WebRoute> FileStorage::routes() {
  return {{"/uploads", [this](WebRequest& request) { return uploads_.answer(request); }},
          {"/files", [this](WebRequest& request) { return downloads_.answer(request); }}};
}

void FileStorage::stop() {
  writers_.stop();
  readers_.stop();
}

}  // namespace ling
