// What one participant receives of a producer.
#pragma once

#include "media/handle.hpp"
#include "media/rtp_parameters.hpp"

namespace ling::media {

class Consumer : public Handle {
 public:
  Consumer() = default;
  Consumer(Handle handle, std::string producer_id, Kind kind, RtpParameters parameters)
      : Handle(std::move(handle)),
        producer_id_(std::move(producer_id)),
        kind_(kind),
        parameters_(std::move(parameters)) {}

  [[nodiscard]] const std::string& producer_id() const { return producer_id_; }
  [[nodiscard]] Kind kind() const { return kind_; }
  [[nodiscard]] const RtpParameters& parameters() const { return parameters_; }
  /// What mediasoup-client's `consume` takes.
  [[nodiscard]] boost::json::object to_json() const;

  // Refusals as of Channel::request.
  Task<Result<void>> pause();
  Task<Result<void>> resume();
  /// The best layers it may be sent, 0 being the smallest; less when there is no room for them.
  Task<Result<void>> prefer_layers(std::uint8_t spatial, std::uint8_t temporal);
  /// 1 (the default) to 255: who gets layers first when there is not room for all.
  Task<Result<void>> set_priority(std::uint8_t priority);
  /// Asks the sender for a whole picture.
  Task<Result<void>> request_key_frame();

 private:
  std::string producer_id_;
  Kind kind_ = Kind::audio;
  RtpParameters parameters_;
};

}  // namespace ling::media
