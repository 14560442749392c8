#include "features/files/piece_receiver.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>

#include <algorithm>
#include <array>
#include <span>
#include <vector>

namespace ling {
namespace {

constexpr std::size_t buffer_size = 128UL * 1024;

/// Waits until the buffer is full or nothing more comes.
Task<std::size_t> fill(ByteSource& body, std::span<char> buffer) {
  std::size_t filled = 0;
  while (filled < buffer.size() && body.remaining() > 0) {
    const std::size_t size = co_await body.read(buffer.subspan(filled));
    if (size == 0) break;
    filled += size;
  }
  co_return filled;
}

}  // namespace

Task<std::optional<PieceReceiver::Received>> PieceReceiver::receive(ByteSource& body, std::string upload_id,
                                                                    std::uint64_t offset,
                                                                    std::optional<tus::Checksum> checksum) {
  std::optional<ContentHasher::Kind> kind;
  if (checksum) kind = checksum->kind;
  const auto piece = co_await begin(upload_id, offset, kind);
  if (!piece) co_return std::nullopt;
  if (piece->number == 0) co_return Received{.end = {}, .at_offset = false};
  co_await take(body, upload_id, *piece);
  // Also when the body broke off: what came is kept, and the next piece goes on behind it.
  const bool whole = body.remaining() == 0;
  std::optional<std::string> digest;
  if (checksum && whole) digest = checksum->digest;
  auto end = [&] { return partials_.end(upload_id, *piece, digest); };
  Received received;
  received.end = co_await lanes_.run(partials_.lane_of(upload_id), std::move(end));
  co_return received;
}

Task<std::optional<PartialFiles::Piece>> PieceReceiver::begin(const std::string& upload_id, std::uint64_t offset,
                                                              std::optional<ContentHasher::Kind> checksum) {
  auto work = [&]() -> std::optional<PartialFiles::Piece> {
    // Whoever is at the wrong place takes nothing over.
    if (partials_.length(upload_id) != offset) return PartialFiles::Piece{};
    auto piece = partials_.begin(upload_id, checksum);
    if (!piece || piece->offset == offset) return piece;
    // A piece with a checksum that hung was taken back.
    partials_.abandon(upload_id, *piece);
    return PartialFiles::Piece{};
  };
  co_return co_await lanes_.run(partials_.lane_of(upload_id), std::move(work));
}

Task<void> PieceReceiver::take(ByteSource& body, const std::string& upload_id, PartialFiles::Piece piece) {
  using asio::experimental::awaitable_operators::operator&&;
  const std::size_t size = std::min<std::uint64_t>(buffer_size, body.remaining());
  std::array<std::vector<char>, 2> buffers;
  buffers[0].resize(size);
  std::size_t filled = co_await fill(body, buffers[0]);
  buffers[1].resize(std::min<std::uint64_t>(size, body.remaining()));
  for (std::size_t full = 0; filled > 0; full = 1 - full) {
    const std::string_view bytes(buffers.at(full).data(), filled);
    auto [added, next] = co_await (add(upload_id, piece, bytes) && fill(body, buffers.at(1 - full)));
    if (added.fault) {
      lanes_.post(partials_.lane_of(upload_id), "abandon.upload",
                  [this, upload_id, piece] { partials_.abandon(upload_id, piece); });
      std::rethrow_exception(added.fault);
    }
    if (!added.goes_on) co_return;
    filled = next;
  }
}

Task<PieceReceiver::Added> PieceReceiver::add(const std::string& upload_id, PartialFiles::Piece piece,
                                              std::string_view bytes) {
  Added added;
  try {
    auto work = [&] { return partials_.add(upload_id, piece, bytes); };
    added.goes_on = co_await lanes_.run(partials_.lane_of(upload_id), std::move(work));
  } catch (...) {
    added.fault = std::current_exception();
  }
  co_return added;
}

}  // namespace ling
