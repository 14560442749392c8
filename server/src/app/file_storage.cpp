#include "app/file_storage.hpp"

#include "features/chat/message_service.hpp"
#include "features/stickers/sticker_pack_service.hpp"

#include <fmt/format.h>

#include <chrono>
#include <span>
#include <stdexcept>

namespace ling {
namespace {

constexpr std::size_t writer_lanes = 2, reader_lanes = 2, lane_queue = 1024;
/// Processes that open pictures, and pictures that wait for one.
constexpr std::size_t opener_lanes = 2, opener_queue = 32;
/// Of one user, on their way to becoming somebody's picture; each is as large as a screen at most.
constexpr int most_squares = 2;
constexpr std::uint32_t square_side = 512;
constexpr std::int64_t mib = 1024 * 1024;
/// Three files at once, on a few devices; each has two buffers of 128 KiB.
constexpr int most_at_once = 16;
constexpr Rate upload_rate{200, 50};
/// Pages of pictures on a few devices; and all together hold buffers of 64 MiB at most.
constexpr int most_downloads = 64, most_downloads_in_all = 1024;

/// Of what nobody can read any more: messages and packs of groups that were ended.
std::vector<FileId> release_files(Tx& tx, int limit) {
  auto released = MessageService::release_files(tx, limit);
  const int left = limit - static_cast<int>(released.size());
  const auto more = StickerPackService::release_files(tx, left);
  released.insert(released.end(), more.begin(), more.end());
  return released;
}

/// Bytes on their way down, counted until they are there.
class CountedBytes final : public ByteSource {
 public:
  CountedBytes(std::unique_ptr<ByteSource> bytes, RequestGate::Pass pass)
      : bytes_(std::move(bytes)), pass_(std::move(pass)) {}

  Task<std::size_t> read(std::span<char> into) override { return bytes_->read(into); }
  [[nodiscard]] std::uint64_t remaining() const override { return bytes_->remaining(); }

 private:
  std::unique_ptr<ByteSource> bytes_;
  RequestGate::Pass pass_;
};

WebAnswer too_many(std::string_view of_what) {
  WebAnswer answer{.status = 429,
                   .body = fmt::format(R"({{"error":{{"code":"too_many_requests","detail":"{}"}}}})", of_what)};
  answer.with("Content-Type", "application/json").with("Retry-After", "1").with("Cache-Control", "no-store");
  return answer;
}

}  // namespace

FileLimits file_limits(const Config& config) {
  return {.largest = config.max_upload_mib * mib, .quota = config.quota_mib * mib};
}

FileStorage::FileStorage(const Config& config, Database& database, FileService& files, RateLimits& limits)
    : limits_(limits),
      gate_(most_at_once),
      downloads_gate_(most_downloads, most_downloads_in_all),
      squares_gate_(most_squares),
      opener_({}),
      writers_(writer_lanes, lane_queue),
      readers_(reader_lanes, lane_queue),
      openers_(opener_lanes, opener_queue),
      store_(config.data / "files"),
      partials_(config.data / "uploads", writers_),
      contents_(store_, writers_, database),
      uploads_(database, writers_, partials_, contents_, file_limits(config)),
      upload_service_(uploads_, PieceReceiver(writers_, partials_), file_limits(config)),
      downloads_(files, store_, readers_),
      previews_({database, openers_, store_, uploads_, opener_}),
      sweeper_(database, writers_, partials_, store_, contents_, file_limits(config), release_files) {}

std::vector<WebRoute> FileStorage::routes() {
  return {{"/uploads", [this](WebRequest& request) { return upload(request); }},
          {"/files", [this](WebRequest& request) { return download(request); }}};
}

Task<WebAnswer> FileStorage::upload(WebRequest& request) {
  if (!request.identity) co_return co_await upload_service_.answer(request);
  const UserId user_id = request.identity->user_id;
  const std::string key = fmt::format("uploads:{}", user_id.value);
  if (limits_.take(upload_rate, key, std::chrono::steady_clock::now()).count() > 0) co_return too_many("uploads");
  const auto pass = gate_.enter(user_id);
  if (!pass) co_return too_many("uploads");
  co_return co_await upload_service_.answer(request);
}

Task<WebAnswer> FileStorage::download(WebRequest& request) {
  if (!request.identity) co_return co_await downloads_.answer(request);
  auto pass = downloads_gate_.enter(request.identity.value().user_id);
  if (!pass) co_return too_many("downloads");
  WebAnswer answer = co_await downloads_.answer(request);
  if (answer.stream) answer.stream = std::make_unique<CountedBytes>(std::move(answer.stream), std::move(*pass));
  co_return answer;
}

Task<std::string> FileStorage::read(std::string hash, std::int64_t size) {
  auto work = [&] {
    std::string bytes(static_cast<std::size_t>(size), '\0');
    const auto reader = store_.open(hash);
    if (!reader) throw std::runtime_error("the bytes of a file are missing");
    for (std::size_t at = 0; at < bytes.size();) {
      const std::size_t got = reader->read(at, std::span(bytes).subspan(at));
      if (got == 0) throw std::runtime_error("a file is shorter than it was");
      at += got;
    }
    return bytes;
  };
  co_return co_await readers_.run(readers_.lane_of(hash), std::move(work));
}

Task<Result<std::string>> FileStorage::draw_square(UserId user_id, std::string bytes) {
  const auto pass = squares_gate_.enter(user_id);
  if (!pass) throw Overloaded("pictures of one user");
  pictures::Picture picture;
  auto work = [&] {
    std::string_view rest = bytes;
    const auto read = [&](std::span<char> into) {
      const std::size_t size = rest.copy(into.data(), into.size());
      rest.remove_prefix(size);
      return size;
    };
    return opener_.open(bytes.size(), {.side = square_side, .shape = pictures::Shape::square}, read, picture);
  };
  const auto outcome = co_await openers_.run(openers_.lane_of(bytes), std::move(work));
  if (outcome == pictures::Outcome::unavailable) co_return bytes;
  if (outcome != pictures::Outcome::made) co_return refuse(ErrorCode::image_invalid);
  co_return std::move(picture.preview);
}

void FileStorage::stop() {
  openers_.stop();
  writers_.stop();
  readers_.stop();
}

}  // namespace ling
