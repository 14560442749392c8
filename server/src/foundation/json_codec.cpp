#include "foundation/json_codec.hpp"

#include <boost/json/parse.hpp>

namespace ling::json {

void append_string(std::string& out, std::string_view text) {
  static constexpr char hex[] = "0123456789abcdef";
  out += '"';
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c >= 0x20 && c != '"' && c != '\\') continue;
    out.append(text, begin, i - begin);
    begin = i + 1;
    out += '\\';
    switch (c) {
      case '"':
      case '\\':
        out += static_cast<char>(c);
        break;
      case '\n':
        out += 'n';
        break;
      case '\r':
        out += 'r';
        break;
      case '\t':
        out += 't';
        break;
      default:
        out += "u00";
        out += hex[c >> 4];
        out += hex[c & 0xf];
    }
  }
  out.append(text, begin);
  out += '"';
}

std::optional<boost::json::value> parse(std::string_view text) {
  boost::json::parse_options options;
  options.max_depth = 32;
  boost::json::error_code error;
  boost::json::value value = boost::json::parse(text, error, {}, options);
  if (error) return std::nullopt;
  return value;
}

namespace detail {

std::string Path::text() const {
  if (parent == nullptr) return {};
  std::string whole = parent->text();
  if (key.empty()) return whole + "[" + std::to_string(index) + "]";
  if (!whole.empty()) whole += '.';
  return whole.append(key);
}

tl::unexpected<Refusal> wrong(const Path& path, std::string_view expected) {
  std::string place = path.text();
  if (place.empty()) place = "params";
  return refuse(ErrorCode::bad_request, place.append(": ").append(expected));
}

}  // namespace detail
}  // namespace ling::json
