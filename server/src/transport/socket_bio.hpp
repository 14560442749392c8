// OpenSSL's view of a socket: like BIO_s_socket, but a vanished peer is an error and never a SIGPIPE.
#pragma once

#include <openssl/bio.h>

namespace ling {

/// A BIO for `fd`, which it does not own. Throws std::bad_alloc.
BIO* new_socket_bio(int fd);

}  // namespace ling
