// The web client's files as HTTP answers: the form the browser takes, validators, caching. Read only, any thread.
#pragma once

#include "transport/embedded_files.hpp"
#include "transport/http_answer.hpp"
#include "transport/http_request.hpp"

#include <span>
#include <string_view>
#include <unordered_map>

namespace ling {

class StaticFiles {
 public:
  explicit StaticFiles(std::span<const EmbeddedFile> files);

  [[nodiscard]] const EmbeddedFile* find(std::string_view path) const;
  /// The file at `path`; for other paths that look like a page of the client (no dot in the last part) its index.html,
  /// so that a reload anywhere in it works; else 404.
  [[nodiscard]] HttpAnswer answer(const HttpRequest& request, std::string_view path) const;
  /// One file, whatever the request's path.
  [[nodiscard]] static HttpAnswer answer_with(const EmbeddedFile& file, const HttpRequest& request);

 private:
  std::unordered_map<std::string_view, const EmbeddedFile*> files_;
};

/// Whether an Accept-Encoding header takes a coding (RFC 9110 section 12.5.3).
bool accepts_encoding(std::string_view header, std::string_view coding);
/// Whether an If-None-Match header names this entity tag (RFC 9110 section 13.1.2).
bool names_etag(std::string_view header, std::string_view etag);

}  // namespace ling
