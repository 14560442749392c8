// Requests and upgrades: no crash, the same outcome however the bytes are cut, and every rule that reads a header
// holds its promises.
#include "transport/command_route.hpp"
#include "transport/credentials.hpp"
#include "transport/http_request.hpp"
#include "transport/origin.hpp"
#include "transport/static_files.hpp"
#include "transport/websocket_upgrade.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

using ling::HttpRequestReader;
using State = HttpRequestReader::State;

constexpr std::size_t max_body = 500;

void look_at(const ling::HttpRequest& request) {
  if (request.body().size() > max_body) std::abort();
  if (!ling::path_of(request).starts_with('/')) std::abort();
  const ling::RequestOrigin origin{.scheme = "https",
                                   .host = ling::header(request, ling::http::field::host),
                                   .origin = ling::header_if(request, ling::http::field::origin),
                                   .fetch_site = ling::header(request, "Sec-Fetch-Site")};
  const bool trusted = ling::is_trusted_origin(origin, {});
  if (trusted && !origin.origin->starts_with("https://")) std::abort();
  if (origin.origin && ling::may_open_socket(origin, true, {}) != trusted) std::abort();
  ling::find_credentials(request, true);
  ling::is_local_host(origin.host);
  ling::is_json(ling::header(request, ling::http::field::content_type));
  ling::accepts_encoding(ling::header(request, ling::http::field::accept_encoding), "br");
  ling::names_etag(ling::header(request, ling::http::field::if_none_match), "\"a\"");
  ling::refuse_upgrade_form(request);
}

State read_all(std::string_view wire, std::size_t step) {
  HttpRequestReader reader(max_body);
  std::string input;
  State state = State::needs_head;
  for (std::size_t at = 0; at < wire.size(); at += step) {
    input += wire.substr(at, step);
    state = reader.put(input);
    if (state == State::refused) return state;
    if (state == State::complete) break;
  }
  if (state == State::complete) look_at(reader.take());
  return state;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string wire(reinterpret_cast<const char*>(data), size);
  const State whole = read_all(wire, std::max<std::size_t>(size, 1));
  if (whole == State::complete && read_all(wire, 1) != whole) std::abort();
  read_all(wire, 7);
  return 0;
}
