// Secrets made here and given out once: only their hashes are stored. Any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ling {

/// 256 random bits, base64url without padding.
std::string random_token();
/// Short enough to read out: groups of four from an alphabet without look-alikes, 80 random bits: "K7QM-3XTA-9PDE-H2RV".
std::string random_code();
/// What is stored of a token or code. Random secrets need no slow hash.
std::string secret_hash(std::string_view secret);
/// A code as people type it: upper case, without spaces and hyphens, O and I read as 0 and 1.
std::string normalized_code(std::string_view typed);
/// Name of a picture: hash of its bytes, as hexadecimal.
std::string content_hash(std::string_view bytes);

/// Standard base64 (RFC 4648 section 4), padding optional. false when it is not.
bool decode_base64(std::string_view text, std::string& out);

}  // namespace ling
