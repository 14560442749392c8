// Layers that nobody wants need not be sent: the sender is told.
#include "features/media_lines/media_rooms.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>

namespace ling {
namespace {

/// Tiles come and go while people scroll; starting a layer again costs a whole picture.
constexpr std::chrono::seconds before_less{3};

using Timer =
    asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, Executor>;

}  // namespace

void MediaRooms::weigh(MediaRoom& room) {
  for (auto& [line, way] : room.ways) {
    for (auto& [source, output] : way.sent) {
      if (kind_of(source) != media::Kind::video) continue;
      const int wanted = wanted_layer(room, output.producer.id());
      if (wanted > output.wanted) {
        output.wanted = wanted;
        tell(way, MediaWanted{line, source, wanted});
      } else if (wanted < output.wanted && !output.falling) {
        output.falling = true;
        spawn(engine_->executor(), "media.demand", weigh_later(line, source));
      }
    }
  }
}

Task<void> MediaRooms::weigh_later(std::string line, MediaSource source) {
  Timer timer(engine_->executor(), before_less);
  boost::system::error_code cancelled;
  co_await timer.async_wait(asio::redirect_error(use_task, cancelled));
  const Found found = find(line);
  if (!found) co_return;
  const auto sent = found.way->sent.find(source);
  if (sent == found.way->sent.end()) co_return;
  MediaOutput& output = sent->second;
  output.falling = false;
  const int wanted = wanted_layer(*found.room, output.producer.id());
  if (wanted == output.wanted) co_return;
  output.wanted = wanted;
  tell(*found.way, MediaWanted{line, source, wanted});
}

}  // namespace ling
