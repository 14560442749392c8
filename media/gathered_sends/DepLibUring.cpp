#include "DepLibUring.hpp"

#include "DepLibUV.hpp"

#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <uv.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <map>
#include <memory>

namespace {

// More people than sit in one call; what is beyond goes one by one.
constexpr std::size_t most = 256;
constexpr std::size_t largest = 1500;

struct Datagram {
  int socket;
  sockaddr_storage to;
  socklen_t to_size;
  std::size_t size;
  DepLibUring::onSendCallback* callback;
  std::uint8_t bytes[largest];
};

socklen_t size_of(const sockaddr* address) {
  if (address->sa_family == AF_INET) return sizeof(sockaddr_in);
  return address->sa_family == AF_INET6 ? sizeof(sockaddr_in6) : sizeof(sockaddr_un);
}

void finish(DepLibUring::onSendCallback* callback, bool sent) {
  if (callback == nullptr) return;
  (*callback)(sent);
  delete callback;
}

// ── What the kernel had no room for ──
// libuv sends it when there is room, over a second handle of the same socket, since the first is the engine's. It lives
// while something waits, so that it never belongs to another socket that has got the same number meanwhile.
struct Late {
  uv_udp_send_t request;
  Datagram datagram;
};

thread_local std::map<int, uv_udp_t*> late_handles;

void on_closed(uv_handle_t* handle) {
  delete reinterpret_cast<uv_udp_t*>(handle);
}

void on_late_sent(uv_udp_send_t* request, int status) {
  const std::unique_ptr<Late> late(static_cast<Late*>(request->data));
  uv_udp_t* handle = request->handle;
  finish(late->datagram.callback, status == 0);
  if (uv_udp_get_send_queue_count(handle) > 0 || uv_is_closing(reinterpret_cast<uv_handle_t*>(handle)) != 0) return;
  late_handles.erase(late->datagram.socket);
  uv_close(reinterpret_cast<uv_handle_t*>(handle), on_closed);
}

uv_udp_t* late_handle(int socket) {
  if (const auto found = late_handles.find(socket); found != late_handles.end()) return found->second;
  const int same = ::fcntl(socket, F_DUPFD_CLOEXEC, 0);
  if (same < 0) return nullptr;
  auto* handle = new uv_udp_t;
  uv_udp_init(DepLibUV::GetLoop(), handle);
  if (uv_udp_open(handle, same) != 0) {
    ::close(same);
    uv_close(reinterpret_cast<uv_handle_t*>(handle), on_closed);
    return nullptr;
  }
  late_handles.emplace(socket, handle);
  return handle;
}

void send_late(const Datagram& datagram) {
  uv_udp_t* handle = late_handle(datagram.socket);
  if (handle == nullptr) return finish(datagram.callback, false);
  auto late = std::make_unique<Late>(Late{{}, datagram});
  late->request.data = late.get();
  const uv_buf_t buffer =
      uv_buf_init(reinterpret_cast<char*>(late->datagram.bytes), static_cast<unsigned>(datagram.size));
  const auto* to = reinterpret_cast<const sockaddr*>(&late->datagram.to);
  if (uv_udp_send(&late->request, handle, &buffer, 1, to, on_late_sent) != 0) return finish(datagram.callback, false);
  (void)late.release();  // on_late_sent's
}

// ── What is gathered ──
struct Gathered {
  bool active = false;
  std::size_t count = 0;
  std::array<Datagram, most> datagrams;
  // What the kernel is told of them.
  std::array<mmsghdr, most> messages;
  std::array<iovec, most> parts;
};

Gathered& gathered() {
  thread_local const auto one = std::make_unique<Gathered>();
  return *one;
}

/// Sends those from `done` up to `end`, all of one socket.
void send(Gathered& all, std::size_t done, std::size_t end) {
  auto& [active, count, datagrams, messages, parts] = all;
  for (std::size_t i = done; i < end; ++i) {
    Datagram& one = datagrams[i];
    parts[i] = {one.bytes, one.size};
    messages[i] = {};
    messages[i].msg_hdr.msg_name = &one.to;
    messages[i].msg_hdr.msg_namelen = one.to_size;
    messages[i].msg_hdr.msg_iov = &parts[i];
    messages[i].msg_hdr.msg_iovlen = 1;
  }
  while (done < end) {
    const int sent = ::sendmmsg(datagrams[done].socket, &messages[done], static_cast<unsigned>(end - done), 0);
    if (sent > 0) {
      for (const std::size_t next = done + static_cast<std::size_t>(sent); done < next; ++done)
        finish(datagrams[done].callback, true);
    } else if (errno == EAGAIN || errno == EWOULDBLOCK || errno == ENOBUFS) {
      for (; done < end; ++done)
        send_late(datagrams[done]);
    } else if (errno != EINTR) {
      // The first of them cannot be sent; the others may be.
      finish(datagrams[done++].callback, false);
    }
  }
}

}  // namespace

flatbuffers::Offset<FBS::LibUring::Dump> DepLibUring::FillBuffer(flatbuffers::FlatBufferBuilder& builder) {
  return FBS::LibUring::CreateDump(builder, 0, 0, 0);
}

void DepLibUring::SetActive() {
  gathered().active = true;
}

bool DepLibUring::IsActive() {
  return gathered().active;
}

bool DepLibUring::PrepareSend(int socket, const std::uint8_t* data, std::size_t size, const sockaddr* to,
                              onSendCallback* callback) {
  Gathered& all = gathered();
  if (size > largest || all.count == most) return false;
  Datagram& one = all.datagrams[all.count++];
  one.socket = socket;
  one.to_size = size_of(to);
  std::memcpy(&one.to, to, one.to_size);
  one.size = size;
  one.callback = callback;
  std::memcpy(one.bytes, data, size);
  return true;
}

void DepLibUring::Submit() {
  Gathered& all = gathered();
  all.active = false;
  for (std::size_t first = 0; first < all.count;) {
    std::size_t end = first + 1;
    while (end < all.count && all.datagrams[end].socket == all.datagrams[first].socket)
      ++end;
    send(all, first, end);
    first = end;
  }
  all.count = 0;
}
