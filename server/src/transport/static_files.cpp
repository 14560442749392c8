#include "transport/static_files.hpp"

#include "foundation/text.hpp"

namespace ling {
namespace {

/// Calls `each` with every element of a comma-separated header until it returns true.
template <class Each>
bool any_element(std::string_view list, Each each) {
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    if (each(text::trimmed(list.substr(0, comma)))) return true;
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return false;
}

/// RFC 9110 section 12.4.2: a weight of 0 means "not acceptable".
bool has_zero_weight(std::string_view parameters) {
  const std::size_t at = parameters.find("q=0");
  return at != std::string_view::npos && parameters.substr(at + 3).find_first_of("123456789") == std::string_view::npos;
}

/// Each form is a resource of its own to a cache: "abc" becomes "abc-br".
std::string etag_of(std::string_view identity_etag, std::string_view suffix) {
  std::string etag(identity_etag);
  if (!suffix.empty() && etag.ends_with('"')) etag.insert(etag.size() - 1, suffix);
  return etag;
}

}  // namespace

bool accepts_encoding(std::string_view header, std::string_view coding) {
  bool refused = false;
  const bool taken = any_element(header, [&](std::string_view element) {
    const std::size_t semicolon = std::min(element.find(';'), element.size());
    if (text::lower_ascii(text::trimmed(element.substr(0, semicolon))) != coding) return false;
    refused = has_zero_weight(element.substr(semicolon));
    return true;
  });
  return taken && !refused;
}

bool names_etag(std::string_view header, std::string_view etag) {
  return any_element(header, [&](std::string_view element) {
    if (element == "*") return true;
    if (element.starts_with("W/")) element.remove_prefix(2);
    return element == etag;
  });
}

StaticFiles::StaticFiles(std::span<const EmbeddedFile> files) {
  for (const EmbeddedFile& file : files)
    files_.emplace(file.path, &file);
}

const EmbeddedFile* StaticFiles::find(std::string_view path) const {
  const auto found = files_.find(path);
  return found == files_.end() ? nullptr : found->second;
}

HttpAnswer StaticFiles::answer(const HttpRequest& request, std::string_view path) const {
  if (const EmbeddedFile* file = find(path)) return answer_with(*file, request);
  const std::string_view last_part = path.substr(path.rfind('/') + 1);
  const EmbeddedFile* page = last_part.find('.') == std::string_view::npos ? find("/index.html") : nullptr;
  if (page == nullptr) return text_answer(404, "There is nothing at this address.");
  return answer_with(*page, request);
}

HttpAnswer StaticFiles::answer_with(const EmbeddedFile& file, const HttpRequest& request) {
  const std::string_view accepted = header(request, http::field::accept_encoding);
  std::string_view coding;
  std::string_view suffix;
  std::string_view body = file.identity;
  if (!file.brotli.empty() && accepts_encoding(accepted, "br")) {
    coding = "br";
    suffix = "-br";
    body = file.brotli;
  } else if (!file.gzip.empty() && accepts_encoding(accepted, "gzip")) {
    coding = "gzip";
    suffix = "-gz";
    body = file.gzip;
  }

  HttpAnswer answer;
  std::string etag = etag_of(file.etag, suffix);
  const bool unchanged = names_etag(header(request, http::field::if_none_match), etag);
  answer.with("ETag", std::move(etag));
  answer.with("Cache-Control", file.immutable ? "public, max-age=31536000, immutable" : "no-cache");
  if (!file.brotli.empty() || !file.gzip.empty()) answer.with("Vary", "Accept-Encoding");
  if (unchanged) {
    answer.status = 304;
    return answer;
  }
  answer.with("Content-Type", std::string(file.type));
  if (!coding.empty()) answer.with("Content-Encoding", std::string(coding));
  answer.lasting_body = body;
  return answer;
}

}  // namespace ling
