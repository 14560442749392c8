// Headers of tus 1.0.0 (https://tus.io/protocols/resumable-upload). Pure.
#pragma once

#include "security/content_hasher.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ling::tus {

inline constexpr std::string_view version = "1.0.0";
inline constexpr std::string_view extensions = "creation,creation-with-upload,termination,checksum,expiration";
inline constexpr std::string_view checksums = "sha1,sha256";
inline constexpr std::string_view piece_type = "application/offset+octet-stream";

/// Upload-Offset and Upload-Length: digits only. nullopt when it is not a number.
std::optional<std::uint64_t> number(std::string_view header);
/// One value of Upload-Metadata ("filename d29ybGQ=,is_private"), decoded; nullopt when it is missing or no base64.
std::optional<std::string> metadata(std::string_view header, std::string_view key);

struct Checksum {
  ContentHasher::Kind kind = ContentHasher::Kind::sha1;
  std::string digest;
};
/// Upload-Checksum; nullopt for an algorithm that is not ours, or what is no checksum.
std::optional<Checksum> checksum(std::string_view header);

}  // namespace ling::tus
