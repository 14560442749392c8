// The way between one browser and the engine. A participant has two: one to send, one to receive, as mediasoup-client
// wants it. On the loop of its worker.
#pragma once

#include "media/consumer.hpp"
#include "media/handle.hpp"
#include "media/producer.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace ling::media {

struct IceParameters {
  std::string username_fragment, password;
};

struct IceCandidate {
  std::string foundation, address;
  std::uint32_t priority = 0;
  std::uint16_t port = 0;
  bool tcp = false;
};

struct Fingerprint {
  std::string algorithm;  ///< sha-256, sha-384 or sha-512.
  std::string value;
};

/// What a browser says of its end. Its role says who begins; automatic leaves it to us.
struct DtlsParameters {
  enum class Role : std::uint8_t { automatic, client, server };
  Role role = Role::automatic;
  std::vector<Fingerprint> fingerprints;
};
/// From the JSON of mediasoup-client; bad_request when it is not that.
Result<DtlsParameters> read_dtls_parameters(const boost::json::value& json);
boost::json::object to_json(const IceParameters& parameters);

class Transport : public Handle {
 public:
  struct Facts {
    IceParameters ice;
    std::vector<IceCandidate> candidates;
    std::vector<Fingerprint> fingerprints;
  };
  Transport() = default;
  Transport(Handle handle, Facts facts) : Handle(std::move(handle)), facts_(std::move(facts)) {}

  [[nodiscard]] const Facts& facts() const { return facts_; }
  /// What mediasoup-client's createSendTransport and createRecvTransport take.
  [[nodiscard]] boost::json::object to_json() const;

  // Refusals of all: as of Channel::request.
  /// Once.
  Task<Result<void>> connect(DtlsParameters theirs);
  /// New names for ICE: the browser tries all ways again, and media goes on meanwhile.
  Task<Result<IceParameters>> restart_ice();
  /// Takes in what the browser sends. bad_request for codecs that the room does not take.
  Task<Result<Producer>> produce(Kind kind, RtpParameters parameters, bool paused);
  /// Sends a source of the same room to the browser. Best begun paused, and resumed when the browser is ready for it:
  /// then it does not miss the first key frame.
  Task<Result<Consumer>> consume(Source source, RtpCapabilities receiver, bool paused);
  /// The most that the browser may send, bit/s. 0 = no bound.
  Task<Result<void>> limit_incoming(std::uint32_t bits_per_second);

  struct Stats {
    std::uint64_t bytes_received = 0, bytes_sent = 0;
    std::uint32_t available_outgoing = 0;  ///< As estimated, bit/s; 0 = not known yet.
    double loss_received = 0, loss_sent = 0;
    bool connected = false, tcp = false;
  };
  Task<Result<Stats>> stats();

 private:
  Facts facts_;
  int next_mid_ = 0;
};

}  // namespace ling::media
