#include "app/metrics_page.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <fstream>
#include <string>

namespace ling {
namespace {

void append(std::string& out, std::string_view name, std::string_view kind, std::string_view help,
            std::uint64_t value) {
  out += fmt::format("# HELP {0} {1}\n# TYPE {0} {2}\n{0} {3}\n", name, help, kind, value);
}

std::uint64_t resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  std::uint64_t size = 0, resident = 0;
  statm >> size >> resident;
  return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

}  // namespace

std::string metrics_page(const Transport::Counters& counters, std::size_t writes_waiting,
                         const MediaService::Figures& media) {
  std::string out;
  append(out, "ling_connections", "gauge", "Open connections.", counters.connections_open);
  append(out, "ling_connections_total", "counter", "Connections accepted since the start.", counters.connections_total);
  append(out, "ling_sessions", "gauge", "Open WebSocket sessions.", counters.sessions_open);
  append(out, "ling_frames_in_total", "counter", "WebSocket frames received.", counters.frames_in);
  append(out, "ling_frames_out_total", "counter", "WebSocket frames sent.", counters.frames_out);
  append(out, "ling_bytes_in_total", "counter", "Bytes received.", counters.bytes_in);
  append(out, "ling_bytes_out_total", "counter", "Bytes sent.", counters.bytes_out);
  append(out, "ling_slow_readers_total", "counter", "Sessions closed because they did not read.",
         counters.slow_readers);
  append(out, "ling_handshake_failures_total", "counter", "TLS handshakes that failed.", counters.handshake_failures);
  append(out, "ling_writes_waiting", "gauge", "Transactions in the queue of the writer.", writes_waiting);
  append(out, "ling_media_engine_up", "gauge", "Whether the media engine runs.", media.engine_up ? 1 : 0);
  append(out, "ling_media_engine_starts_total", "counter", "Times the media engine was started.", media.engine_starts);
  append(out, "ling_media_rooms", "gauge", "Rooms of the media engine.", media.rooms);
  append(out, "ling_media_lines", "gauge", "Windows that have a line to the media engine.", media.lines);
  append(out, "ling_media_producers", "gauge", "Voices, cameras and screens that are sent to it.", media.producers);
  append(out, "ling_media_consumers", "gauge", "Of those what is passed on to somebody.", media.consumers);
  append(out, "process_resident_memory_bytes", "gauge", "Resident memory.", resident_bytes());
  return out;
}

}  // namespace ling
