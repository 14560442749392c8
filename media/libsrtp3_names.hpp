// Included before every file of the media engine. It is written for libsrtp 3; Debian has libsrtp 2, where one function
// is named differently and lengths are int.
#pragma once

#include <srtp.h>

#include <climits>
#include <cstddef>

inline srtp_err_status_t srtp_stream_remove(srtp_t session, unsigned int ssrc) {
  return srtp_remove_stream(session, ssrc);
}

template <srtp_err_status_t (*transform)(srtp_t, void*, int*)>
srtp_err_status_t srtp_with_size(srtp_t session, void* packet, std::size_t* length) {
  if (*length > INT_MAX) return srtp_err_status_bad_param;
  int size = static_cast<int>(*length);
  const srtp_err_status_t status = transform(session, packet, &size);
  *length = static_cast<std::size_t>(size);
  return status;
}

inline srtp_err_status_t srtp_protect(srtp_t session, void* packet, std::size_t* length) {
  return srtp_with_size<&srtp_protect>(session, packet, length);
}

inline srtp_err_status_t srtp_unprotect(srtp_t session, void* packet, std::size_t* length) {
  return srtp_with_size<&srtp_unprotect>(session, packet, length);
}

inline srtp_err_status_t srtp_protect_rtcp(srtp_t session, void* packet, std::size_t* length) {
  return srtp_with_size<&srtp_protect_rtcp>(session, packet, length);
}

inline srtp_err_status_t srtp_unprotect_rtcp(srtp_t session, void* packet, std::size_t* length) {
  return srtp_with_size<&srtp_unprotect_rtcp>(session, packet, length);
}
