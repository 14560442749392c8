// What a window does in the call of a group, by hand: a place in it, a line to the engine, a voice that says nothing.
#pragma once

#include "support/person.hpp"

#include <boost/json/value.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace ling::system_test {

std::string endpoint_of(const Person& person);
boost::json::object join_params(const Person& person, std::int64_t conversation_id);
/// The group_call_id.
std::int64_t join_call(const Person& person, std::int64_t conversation_id);
/// Also those of group_call.keep.
boost::json::object enter_params(const Person& person, std::int64_t group_call_id);

/// Where a transport of the engine listens, and the name that ICE has for it.
struct MediaWay {
  std::string address, username;
  std::uint16_t port = 0;
};
/// Of the JSON that media.open and media.probe answer with.
MediaWay way_of(const boost::json::value& parameters);
/// The usernames of those ways that the engine knows, in this order; the last one must be among them. All are ways of
/// one engine.
std::vector<std::string> answering(const std::vector<MediaWay>& ways);

class CallLine {
 public:
  /// Enters; while the engine is not there yet, again and again.
  CallLine(const Person& person, std::int64_t group_call_id);
  /// `direction`: only "send".
  MediaWay open(const std::string& direction) const;
  /// The producer.
  std::string speak() const;

  std::string line;

 private:
  const Person* person_;
};

/// The process of the media engine.
pid_t engine_of(const ServerProcess& server);

}  // namespace ling::system_test
