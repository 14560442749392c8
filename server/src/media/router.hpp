// A room of the engine: whoever has transports in it can be sent what the others send. On the loop of its worker.
#pragma once

#include "media/handle.hpp"
#include "media/rtp_observer.hpp"
#include "media/transport.hpp"

#include <cstdint>
#include <string>

namespace ling::media {

class Router : public Handle {
 public:
  Router() = default;
  Router(Handle handle, std::string server_id, std::string public_address)
      : Handle(std::move(handle)), server_id_(std::move(server_id)), public_address_(std::move(public_address)) {}

  /// What mediasoup-client's Device.load takes.
  [[nodiscard]] boost::json::object capabilities() const;

  /// Refusals of all: as of Channel::request. `first_bitrate`: what is sent before the first estimate, bit/s.
  Task<Result<Transport>> create_transport(std::uint32_t first_bitrate = 1'500'000);
  /// Says every `interval_ms` (250 to 5000) how loud the loudest `most` are that are louder than `threshold` dBov.
  Task<Result<RtpObserver>> observe_volumes(std::uint16_t most, std::int8_t threshold, std::uint16_t interval_ms);
  /// Says who speaks when that changes.
  Task<Result<RtpObserver>> observe_speaker(std::uint16_t interval_ms);

 private:
  std::string server_id_, public_address_;
};

}  // namespace ling::media
