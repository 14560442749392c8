#include "support/files.hpp"

#include "floors/floors.hpp"
#include "load/tls_stream.hpp"
#include "measure.hpp"
#include "scenarios/crowd.hpp"
#include "scenarios/scenarios.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace ling::bench {
namespace {

using load::TlsStream;
using system_test::Person;
using system_test::ServerProcess;

constexpr std::uint64_t gigabyte = 1024UL * 1024 * 1024, mib = 1024UL * 1024;
/// As the web client cuts files.
constexpr std::uint64_t piece_bytes = 4 * mib;
constexpr std::size_t slice = 64UL * 1024;
constexpr std::uint64_t small_file = 4 * mib;
constexpr int users = 10, uploads_of_each = 10, pictures = 40, senders = 4;

/// A keep-alive connection of somebody, blocking.
class Client {
 public:
  Client(const ServerProcess& server, const Person& person)
      : context_(load::client_context(server.data() / "tls" / "ca.crt")),
        stream_(context_.get(), server.https_port()),
        token_(person.token) {}

  /// Sends so many bytes as the body; the header of the answer, whose body is taken by `take_body` or is none.
  std::string ask(const std::string& method, const std::string& target, const std::string& headers,
                  std::uint64_t body = 0) {
    stream_.write_all(
        fmt::format("{} {} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {}\r\n"
                    "Tus-Resumable: 1.0.0\r\nContent-Length: {}\r\n{}\r\n",
                    method, target, token_, body, headers));
    // Not the same everywhere, so that each file is one of its own.
    std::string bytes = target + std::string(slice, 'x');
    for (std::uint64_t sent = 0; sent < body; sent += bytes.size()) {
      bytes.resize(std::min<std::uint64_t>(bytes.size(), body - sent));
      stream_.write_all(bytes);
    }
    while (rest_.find("\r\n\r\n") == std::string::npos)
      more();
    const std::size_t end = rest_.find("\r\n\r\n") + 4;
    std::string head = rest_.substr(0, end);
    rest_.erase(0, end);
    return head;
  }
  void take_body(std::uint64_t bytes) {
    std::uint64_t got = rest_.size();
    rest_.clear();
    while (got < bytes) {
      const std::string some = stream_.read_some();
      if (some.empty()) throw std::runtime_error("the download broke off");
      got += some.size();
    }
  }
  static std::string header(const std::string& head, const std::string& name) {
    const auto at = head.find("\r\n" + name + ": ");
    if (at == std::string::npos) throw std::runtime_error("no " + name + " in: " + head.substr(0, 100));
    const auto from = at + name.size() + 4;
    return head.substr(from, head.find("\r\n", from) - from);
  }
  /// All of a file, piece by piece; its id. `between` is called now and then.
  std::string upload(std::uint64_t size, const std::function<void()>& between = {}) {
    const std::string address = header(ask("POST", "/uploads", fmt::format("Upload-Length: {}\r\n", size)), "Location");
    std::string head;
    for (std::uint64_t at = 0; at < size; at += piece_bytes) {
      head = ask("PATCH", address,
                 fmt::format("Upload-Offset: {}\r\nContent-Type: application/offset+octet-stream\r\n", at),
                 std::min(piece_bytes, size - at));
      if (between) between();
    }
    return header(head, "Ling-File-Id");
  }

 private:
  void more() {
    const std::string some = stream_.read_some();
    if (some.empty()) throw std::runtime_error("the server hung up");
    rest_ += some;
  }

  load::SslContext context_;
  TlsStream stream_;
  std::string token_, rest_;
};

std::string rate(double seconds) {
  return fmt::format("{:.0f} MiB/s", static_cast<double>(gigabyte) / mib / seconds);
}

/// 1 GiB up and down, with the memory that the server takes meanwhile.
void large(Report& report) {
  const ServerProcess server;
  const Person person(server, "sender");
  const auto tls = server.data() / "tls";
  Client client(server, person);
  client.upload(small_file);
  const long before = server.memory_kib("VmRSS");
  long most = before;
  const auto look = [&] { most = std::max(most, server.memory_kib("VmRSS")); };

  // Half of the floor before and half after, since a machine that is shared changes meanwhile.
  double floor_up = tls_copy(tls, gigabyte / 2, Copy::up);
  double floor_disk = flushed_writes(server.folder(), gigabyte / 2, piece_bytes);
  const Stopwatch up;
  const std::string file = client.upload(gigabyte, look);
  const double up_seconds = up.seconds();
  floor_disk += flushed_writes(server.folder(), gigabyte / 2, piece_bytes);
  floor_up += tls_copy(tls, gigabyte / 2, Copy::up);
  report.add({"upload_1g_vs_tls", floor_up / up_seconds, ">= 0.7",
              fmt::format("{} in pieces of 4 MiB, each flushed, over {}", rate(up_seconds), rate(floor_up))});
  // A piece is answered once it is on disk, and the next one comes after the answer: both take their time.
  report.add({"upload_1g_vs_tls_and_disk", (floor_up + floor_disk) / up_seconds, ">= 0.7",
              fmt::format("{} written and flushed in such pieces, and nothing else done", rate(floor_disk))});
  report.add({"upload_memory_mib", static_cast<double>(most - before) / 1024, "<= 32",
              fmt::format("{} MiB before", before / 1024)});

  double floor_down = tls_copy(tls, gigabyte / 2, Copy::down);
  const Stopwatch down;
  client.ask("GET", "/files/" + file + "/x", "");
  client.take_body(gigabyte);
  const double down_seconds = down.seconds();
  floor_down += tls_copy(tls, gigabyte / 2, Copy::down);
  report.add({"download_1g_vs_tls", floor_down / down_seconds, ">= 0.7",
              fmt::format("{} over {}", rate(down_seconds), rate(floor_down))});
}

void many(Report& report) {
  const ServerProcess server;
  const auto people = crowd(server, "sender", users);
  const long before = server.memory_kib("VmRSS");
  std::vector<std::thread> threads;
  std::atomic<int> stored = 0;
  const Stopwatch watch;
  for (int i = 0; i < users * uploads_of_each; ++i) {
    threads.emplace_back([&, i] {
      try {
        Client(server, people[static_cast<std::size_t>(i % users)]).upload(small_file);
        ++stored;
      } catch (const std::exception& fault) {
        fmt::print(stderr, "upload {}: {}\n", i, fault.what());
      }
    });
  }
  long most = before;
  while (stored < users * uploads_of_each && watch.seconds() < 120) {
    most = std::max(most, server.memory_kib("VmRSS"));
    std::this_thread::yield();
  }
  const double seconds = watch.seconds();
  for (std::thread& thread : threads)
    thread.join();
  if (stored != users * uploads_of_each) throw std::runtime_error(fmt::format("only {} were stored", stored.load()));
  report.add({"uploads_100_at_once", seconds, "<= 20",
              fmt::format("seconds for 100 files of 4 MiB, {:.0f} MiB/s, {} MiB more memory",
                          users * uploads_of_each * 4.0 / seconds, (most - before) / 1024)});
}

/// A photo of 12 million pixels.
std::string photo(const std::filesystem::path& folder) {
  const std::string raw = (folder / "raw.v").string(), scaled = (folder / "scaled.v").string(),
                    jpeg = (folder / "photo.jpg").string();
  const std::string line = "vips fractsurf " + raw + " 4000 3000 2.4 && vips scale " + raw + " " + scaled +
                           " && vips copy " + scaled + " " + jpeg;
  if (std::system(line.c_str()) != 0) throw std::runtime_error("vips makes no photo");
  std::ifstream file(jpeg, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

void thumbnails(Report& report) {
  const ServerProcess server;
  const auto people = crowd(server, "sender", senders * 2);
  const std::string bytes = photo(server.folder());
  std::atomic<int> made = 0;
  std::vector<std::int64_t> conversations;
  std::vector<std::vector<std::int64_t>> files(senders);
  for (std::size_t i = 0; i < senders; ++i) {
    conversations.push_back(system_test::befriend(people[i], people[i + senders]));
    for (int n = 0; n < pictures / senders; ++n)
      // Different ones: what has the same bytes is opened one after the other.
      files[i].push_back(system_test::upload(people[i], "photo.jpg", fmt::format("{}{}.{}", bytes, i, n)));
  }
  const Stopwatch watch;
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < senders; ++i) {
    threads.emplace_back([&, i] {
      for (const std::int64_t file : files[i]) {
        people[i].call("message.send", system_test::file_message(conversations[i], {file}, "picture"));
        const auto page = people[i].call("message.history", {{"conversation_id", conversations[i]}, {"limit", 1}});
        const auto& one = page.at("messages").as_array().at(0).at("attachments").as_array().at(0);
        if (!one.at("preview_id").is_null()) ++made;
      }
    });
  }
  for (std::thread& thread : threads)
    thread.join();
  if (made != pictures) throw std::runtime_error(fmt::format("only {} of {} previews", made.load(), pictures));
  report.add({"thumbnails_per_second", pictures / watch.seconds(), ">= 5",
              fmt::format("different photos of 12 million pixels, {} KiB, a process for each", bytes.size() / 1024)});
}

}  // namespace

void files(Report& report) {
  large(report);
  many(report);
  thumbnails(report);
}

}  // namespace ling::bench
