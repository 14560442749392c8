#include "pictures/worker_process.hpp"

#include "pictures/decoder.hpp"
#include "pictures/sandbox.hpp"

#include <unistd.h>

#include <string>
#include <string_view>
#include <vector>

namespace ling::pictures {
namespace {

bool read_all(std::span<char> into) {
  while (!into.empty()) {
    const ssize_t size = ::read(STDIN_FILENO, into.data(), into.size());
    if (size <= 0) return false;
    into = into.subspan(static_cast<std::size_t>(size));
  }
  return true;
}

bool write_all(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t size = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
    if (size <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(size));
  }
  return true;
}

template <class Plain>
std::span<char> bytes_of(Plain& value) {
  return {reinterpret_cast<char*>(&value), sizeof value};
}

Exit work() {
  limit_resources();
  const auto decoder = Decoder::load();
  if (!decoder) return Exit::no_decoder;
  give_up_everything();

  Request request;
  if (!read_all(bytes_of(request)) || request.size > most_bytes) return Exit::unreadable;
  std::vector<char> picture(request.size);
  if (!read_all(picture)) return Exit::unreadable;
  Opened opened;
  const Exit end = decoder->open(picture, request.side, Shape{request.shape}, opened);
  if (end != Exit::made) return end;
  Answer answer{.width = opened.width,
                .height = opened.height,
                .hash_size = static_cast<std::uint32_t>(opened.hash.size()),
                .preview_size = static_cast<std::uint32_t>(opened.preview.size())};
  const auto head = bytes_of(answer);
  const bool told = write_all({head.data(), head.size()}) && write_all(opened.hash) && write_all(opened.preview);
  return told ? Exit::made : Exit::unreadable;
}

}  // namespace

void run_worker_process() {
  ::_exit(work());
}

}  // namespace ling::pictures
