#include "transport/origin.hpp"

#include "foundation/text.hpp"

#include <algorithm>

namespace ling {

bool is_trusted_origin(const RequestOrigin& request, std::span<const std::string> allowed) {
  if (!request.origin || request.origin->empty()) return false;
  // RFC 6454 section 6.2: scheme "://" host [ ":" port ]; browsers leave a default port out in both headers.
  std::string own(request.scheme);
  own += "://";
  own += text::lower_ascii(request.host);
  if (!request.host.empty() && *request.origin == own) return true;
  return std::find(allowed.begin(), allowed.end(), *request.origin) != allowed.end();
}

bool may_post(const RequestOrigin& request, std::span<const std::string> allowed) {
  if (request.origin) return is_trusted_origin(request, allowed);
  return request.fetch_site != "cross-site" && request.fetch_site != "same-site";
}

bool may_open_socket(const RequestOrigin& request, bool has_bearer, std::span<const std::string> allowed) {
  if (request.origin) return is_trusted_origin(request, allowed);
  return has_bearer;
}

bool is_local_host(std::string_view host) {
  const std::size_t after_bracket = host.starts_with('[') ? host.find(']') : 0;
  if (after_bracket == std::string_view::npos) return false;
  const std::string_view name = host.substr(0, host.find(':', after_bracket));
  return text::lower_ascii(name) == "localhost" || name == "127.0.0.1" || name == "[::1]";
}

}  // namespace ling
