// What one participant sends: their voice, camera or screen.
#pragma once

#include "media/handle.hpp"
#include "media/rtp_parameters.hpp"

namespace ling::media {

/// What a room can pass on of a producer. Stays valid without it.
struct Source {
  std::string producer_id;
  Kind kind = Kind::audio;
  FBS::RtpParameters::Type type = FBS::RtpParameters::Type::SIMPLE;  ///< One stream, simulcast or SVC.
  RtpParameters consumable;
};

class Producer : public Handle {
 public:
  Producer() = default;
  Producer(Handle handle, Source source) : Handle(std::move(handle)), source_(std::move(source)) {}

  [[nodiscard]] const Source& source() const { return source_; }

  /// Paused: nothing of it is passed on. Refusals as of Channel::request.
  Task<Result<void>> pause();
  Task<Result<void>> resume();

 private:
  Source source_;
};

}  // namespace ling::media
