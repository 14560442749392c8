// Gathers what one packet becomes: the engine forwards it to everybody who watches, and asked the kernel once for each.
// It can hand them to io_uring together, which its sandbox forbids and many a host does too; this takes the place of that
// code (the engine's header of this name; its names are therefore the engine's) and hands them over with sendmmsg.
#pragma once

#include "FBS/liburing.h"

#include <cstddef>
#include <cstdint>
#include <functional>

struct sockaddr;

// All in the one thread of the engine.
class DepLibUring {
 public:
  using onSendCallback = const std::function<void(bool sent)>;

  static void ClassInit() {}
  static void ClassDestroy() {}
  static bool IsEnabled() { return true; }
  static void StartPollingCQEs() {}
  static void StopPollingCQEs() {}
  static flatbuffers::Offset<FBS::LibUring::Dump> FillBuffer(flatbuffers::FlatBufferBuilder& builder);

  /// From now until Submit, what is sent by UDP is gathered.
  static void SetActive();
  static bool IsActive();

  /// No: it could not hold the largest packets that the engine encrypts into it.
  static std::uint8_t* GetSendBuffer() { return nullptr; }

  /// Copies a datagram; `callback` is called and deleted by Submit. False, and nothing has happened, when it is larger
  /// than what fits into a datagram of the internet or too many wait: it has to be sent in another way.
  static bool PrepareSend(int socket, const std::uint8_t* data, std::size_t size, const sockaddr* to,
                          onSendCallback* callback);
  /// No: over TCP each goes for itself.
  static bool PrepareWrite(int, const std::uint8_t*, std::size_t, const std::uint8_t*, std::size_t, onSendCallback*) {
    return false;
  }

  /// Sends what was gathered. What the kernel has no room for waits until it has.
  static void Submit();
};
