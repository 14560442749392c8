// Transports to and from the JSON of mediasoup-client.
#include "media/transport.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <array>

namespace ling::media {
namespace {

constexpr std::array<std::string_view, 3> known_algorithms{"sha-256", "sha-384", "sha-512"};
constexpr std::size_t most_fingerprints = 8;
constexpr std::size_t longest_fingerprint = 200;  ///< SHA-512 has 64 bytes of three letters each.

bool is_fingerprint(const boost::json::value& json) {
  if (!json.is_object()) return false;
  const auto* algorithm = json.get_object().if_contains("algorithm");
  const auto* value = json.get_object().if_contains("value");
  return algorithm != nullptr && algorithm->is_string() && value != nullptr && value->is_string() &&
         value->get_string().size() <= longest_fingerprint;
}

}  // namespace

Result<DtlsParameters> read_dtls_parameters(const boost::json::value& json) {
  const auto* object = json.if_object();
  const auto* fingerprints = object == nullptr ? nullptr : object->if_contains("fingerprints");
  if (fingerprints == nullptr || !fingerprints->is_array() || fingerprints->get_array().size() > most_fingerprints) {
    return refuse(ErrorCode::bad_request, "fingerprints: short list expected");
  }
  DtlsParameters parameters;
  for (const boost::json::value& one : fingerprints->get_array()) {
    if (!is_fingerprint(one)) return refuse(ErrorCode::bad_request, "fingerprints: algorithm and value expected");
    std::string algorithm(one.at("algorithm").get_string());
    if (std::ranges::find(known_algorithms, algorithm) == known_algorithms.end()) continue;
    parameters.fingerprints.push_back({std::move(algorithm), std::string(one.at("value").get_string())});
  }
  if (parameters.fingerprints.empty()) return refuse(ErrorCode::bad_request, "fingerprints: none that is strong");
  const auto* role = object->if_contains("role");
  if (role != nullptr && *role == "client") parameters.role = DtlsParameters::Role::client;
  if (role != nullptr && *role == "server") parameters.role = DtlsParameters::Role::server;
  return parameters;
}

boost::json::object to_json(const IceParameters& parameters) {
  return {{"usernameFragment", parameters.username_fragment}, {"password", parameters.password}, {"iceLite", true}};
}

boost::json::object Transport::to_json() const {
  boost::json::array candidates, fingerprints;
  for (const IceCandidate& candidate : facts_.candidates) {
    boost::json::object json{{"foundation", candidate.foundation},
                             {"priority", candidate.priority},
                             {"address", candidate.address},
                             {"ip", candidate.address},
                             {"protocol", candidate.tcp ? "tcp" : "udp"},
                             {"port", candidate.port},
                             {"type", "host"}};
    if (candidate.tcp) json["tcpType"] = "passive";
    candidates.push_back(std::move(json));
  }
  for (const Fingerprint& fingerprint : facts_.fingerprints) {
    if (std::ranges::find(known_algorithms, fingerprint.algorithm) == known_algorithms.end()) continue;
    fingerprints.push_back(boost::json::object{{"algorithm", fingerprint.algorithm}, {"value", fingerprint.value}});
  }
  return {{"id", id()},
          {"iceParameters", media::to_json(facts_.ice)},
          {"iceCandidates", std::move(candidates)},
          {"dtlsParameters", boost::json::object{{"role", "auto"}, {"fingerprints", std::move(fingerprints)}}}};
}

}  // namespace ling::media
