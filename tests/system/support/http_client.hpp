// One HTTP request over the plain port of localhost, a connection each.
#pragma once

#include <boost/json/value.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace ling::system_test {

struct HttpRequest {
  std::string method = "GET";
  std::string target = "/";
  std::vector<std::pair<std::string, std::string>> headers;  ///< Host is given unless it is here.
  std::string body;
};

struct HttpReply {
  unsigned status = 0;
  std::map<std::string, std::string> headers;  ///< Names in lower case; Set-Cookie of several lines joined.
  std::string body;
  /// The body as JSON; null when it is none.
  [[nodiscard]] boost::json::value json() const;
};

/// Throws when no answer comes within 30 seconds.
HttpReply http(std::uint16_t port, const HttpRequest& request);

/// POST /api/<command>.
HttpReply post(std::uint16_t port, const std::string& command, const boost::json::value& params,
               const std::string& token = {}, std::vector<std::pair<std::string, std::string>> headers = {});

}  // namespace ling::system_test
