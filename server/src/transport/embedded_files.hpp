// The web client inside the executable; the tables are written at build time by tools/embed-web.mjs.
#pragma once

#include <span>
#include <string_view>

namespace ling {

struct EmbeddedFile {
  std::string_view path;   ///< "/index.html", "/assets/…", "/trust.html".
  std::string_view type;   ///< Content-Type.
  std::string_view etag;   ///< Quoted, of the identity form.
  bool immutable = false;  ///< The name holds a hash: cache for ever.
  std::string_view identity;
  std::string_view gzip;    ///< Empty when not smaller.
  std::string_view brotli;  ///< Empty when not smaller.
};

std::span<const EmbeddedFile> embedded_files();

}  // namespace ling
