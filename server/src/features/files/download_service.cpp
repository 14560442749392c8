#include "features/files/download_service.hpp"

#include "features/files/byte_range.hpp"
#include "features/files/disposition.hpp"
#include "features/files/media_type.hpp"

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>

namespace ling {
namespace {

/// Part of a blob, read on a lane.
class BlobBytes final : public ByteSource {
 public:
  BlobBytes(std::unique_ptr<BlobReader> reader, Lanes& lanes, std::size_t lane, ByteRange range)
      : reader_(std::move(reader)), lanes_(lanes), lane_(lane), at_(range.first), remaining_(range.length) {}

  Task<std::size_t> read(std::span<char> into) override {
    into = into.first(std::min<std::uint64_t>(into.size(), remaining_));
    std::optional<std::size_t> read;
    for (int tries = 1; !read; ++tries) {
      // The header is gone: there is no way left to say that it is too much now.
      if (tries > 1) co_await pause();
      read = co_await try_to_read(into, tries == most_tries);
    }
    const std::size_t size = *read;
    at_ += size;
    remaining_ -= size;
    co_return size;
  }
  [[nodiscard]] std::uint64_t remaining() const override { return remaining_; }

 private:
  static constexpr int most_tries = 600;
  static constexpr std::chrono::milliseconds between_tries{50};

  /// nullopt: too much waits on the lane.
  Task<std::optional<std::size_t>> try_to_read(std::span<char> into, bool last_try) {
    auto work = [&] { return reader_->read(at_, into); };
    try {
      co_return co_await lanes_.run(lane_, std::move(work));
    } catch (const Overloaded&) {
      if (last_try) throw;
    }
    co_return std::nullopt;
  }
  static Task<void> pause() {
    using Clock = std::chrono::steady_clock;
    asio::basic_waitable_timer<Clock, asio::wait_traits<Clock>, Executor> timer(co_await asio::this_coro::executor);
    timer.expires_after(between_tries);
    co_await timer.async_wait(use_task);
  }

  std::unique_ptr<BlobReader> reader_;
  Lanes& lanes_;
  std::size_t lane_;
  std::uint64_t at_, remaining_;
};

WebAnswer sentence(unsigned status, std::string text) {
  WebAnswer answer{.status = status, .body = std::move(text)};
  answer.with("Content-Type", "text/plain; charset=utf-8").with("Cache-Control", "no-store");
  return answer;
}

std::optional<FileId> id_of(std::string_view rest) {
  if (!rest.starts_with('/')) return std::nullopt;
  rest.remove_prefix(1);
  const std::string_view digits = rest.substr(0, rest.find('/'));
  FileId id;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), id.value);
  if (error != std::errc{} || end != digits.data() + digits.size() || id.value <= 0) return std::nullopt;
  return id;
}

}  // namespace

Task<WebAnswer> DownloadService::answer(WebRequest& request) {
  if (request.method != "GET" && request.method != "HEAD") {
    WebAnswer answer = sentence(405, "Files are only read here.\n");
    answer.with("Allow", "GET, HEAD");
    co_return answer;
  }
  const auto file_id = id_of(request.rest);
  std::optional<FileService::Readable> file;
  if (file_id && request.identity) file = co_await files_.readable(request.identity->user_id, *file_id);
  if (!file) co_return sentence(404, "There is nothing at this address.\n");
  if (file->removed) co_return sentence(410, "The administrator removed this file.\n");
  co_return co_await give(request, std::move(*file));
}

Task<WebAnswer> DownloadService::give(WebRequest& request, FileService::Readable file) {
  const auto size = static_cast<std::uint64_t>(file.size);
  const std::string etag = '"' + file.hash + '"';
  WebAnswer answer;
  answer.with("ETag", etag).with("Accept-Ranges", "bytes");
  // Kept, but asked for again each time, since who may read can change.
  answer.with("Cache-Control", "private, no-cache");
  const std::string_view known = request.header("If-None-Match");
  if (known.find(etag) != std::string_view::npos) {
    answer.status = 304;
    co_return answer;
  }
  const bool in_place = is_harmless(file.type) && request.query != "save";
  answer.with("Content-Type", is_harmless(file.type) ? file.type : "application/octet-stream");
  answer.with("Content-Disposition", disposition(in_place ? "inline" : "attachment", file.name));

  AskedRange asked;
  const std::string_view if_range = request.header("If-Range");
  if (if_range.empty() || if_range == etag) asked = read_range(request.header("Range"), size);
  if (!asked.satisfiable) {
    answer.status = 416;
    answer.with("Content-Range", fmt::format("bytes */{}", size));
    co_return answer;
  }
  const ByteRange range = asked.range.value_or(ByteRange{0, size});
  if (asked.range) {
    answer.status = 206;
    answer.with("Content-Range", fmt::format("bytes {}-{}/{}", range.first, range.first + range.length - 1, size));
  }
  const std::size_t lane = lanes_.lane_of(file.hash);
  auto work = [&] { return store_.open(file.hash); };
  auto reader = co_await lanes_.run(lane, std::move(work));
  if (!reader) throw std::runtime_error("the bytes of a file are missing");
  answer.stream = std::make_unique<BlobBytes>(std::move(reader), lanes_, lane, range);
  co_return answer;
}

}  // namespace ling
