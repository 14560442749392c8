// Events on their way to clients: encoded once, shared by everyone they go to.
#pragma once

#include "foundation/json_codec.hpp"
#include "ling/protocol/declaration.hpp"
#include "ling/protocol/ids.hpp"

#include <memory>
#include <string>
#include <vector>

namespace ling {

/// `"event":"…","data":{…}` without the outer braces. Const and shared across threads, hence shared_ptr.
using FrameBody = std::shared_ptr<const std::string>;

/// Where an event stands in a user's stream.
struct Place {
  UserId user_id;
  Pts pts = 0;
  friend bool operator==(const Place&, const Place&) = default;
};

/// One durable event and everybody it goes to.
struct Delivery {
  std::vector<Place> audience;
  FrameBody body;
};

template <class Event>
FrameBody frame_body(const Event& event) {
  std::string body = "\"event\":";
  json::append_string(body, Event::event.name);
  body += ",\"data\":";
  body += json::encode(event);
  return std::make_shared<const std::string>(std::move(body));
}

}  // namespace ling
