// The container of WebP (https://developers.google.com/speed/webp/docs/riff_container). Pure.
#pragma once

#include <string>
#include <string_view>

namespace ling::pictures {

/// The same picture without EXIF, XMP and colour profile; empty for what is no WebP. libvips 8.14 writes them though it
/// is asked not to.
std::string without_metadata(std::string_view webp);

}  // namespace ling::pictures
