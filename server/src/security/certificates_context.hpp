// How the server speaks TLS: 1.2 and newer, forward secret, HTTP/1.1.
#pragma once

#include "security/certificates_authority.hpp"

#include <openssl/ssl.h>

#include <filesystem>
#include <memory>

namespace ling {

/// Each context has ticket keys of its own, so a fresh one from time to time also renews them.
std::shared_ptr<SSL_CTX> make_server_context(const Signed& server);
/// From files of one's own: a PEM chain and its key. Throws std::runtime_error with a sentence.
std::shared_ptr<SSL_CTX> make_server_context(const std::filesystem::path& chain, const std::filesystem::path& key);

}  // namespace ling
