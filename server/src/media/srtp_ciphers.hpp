// What encrypts media. Debian's libsrtp leaves AES-GCM to NSS, which opens a session, takes locks and allocates for every
// packet; OpenSSL keeps a key ready.
#pragma once

#include <srtp2/srtp.h>

/// The engine calls this instead of srtp_init, whose contract it has: libsrtp starts, and encrypts with OpenSSL if it can.
extern "C" srtp_err_status_t ling_start_srtp();

namespace ling::media {

/// Gives libsrtp, which was started, OpenSSL's AES-GCM for every session to come. libsrtp tries it first, with its own
/// examples and with those of what it had; false = it keeps what it had, and everything works, but slower. Not
/// thread-safe.
bool encrypt_with_openssl();

}  // namespace ling::media
