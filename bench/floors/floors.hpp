// The physical floors: the least that the machine could do for a figure, measured in the same run by programs that do
// nothing else. Each call takes a second or a few.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>

namespace ling::bench {

struct Floor {
  double per_second = 0;
  double cpu_us = 0;  ///< Of the serving side, for each.
};

/// Rows a second into a clustered table, synchronous=FULL, 64 to a commit, on the disk of this folder.
Floor sqlite_inserts(const std::filesystem::path& folder);

/// One frame there and the same bytes back over TLS: raw epoll, no WebSocket, no JSON.
/// `tls` holds ca.crt, server.crt and server.key.
Floor tls_echo(const std::filesystem::path& tls, std::size_t connections, std::size_t in_flight,
               std::size_t frame_bytes);

/// One frame in, the same bytes out to every connection over TLS; counted by delivery.
Floor tls_broadcast(const std::filesystem::path& tls, std::size_t connections, std::size_t in_flight,
                    std::size_t frame_bytes);

enum class Copy { up, down };

/// Seconds for so many bytes through one TLS connection, and nothing else done with them.
double tls_copy(const std::filesystem::path& tls, std::uint64_t bytes, Copy direction);

/// Seconds to write so many bytes to a file of this folder, flushed after each piece.
double flushed_writes(const std::filesystem::path& folder, std::uint64_t bytes, std::uint64_t piece);

/// Argon2id hashes a second on this many threads.
Floor argon2_hashes(int threads, std::size_t memory_kib, unsigned long long passes);

enum class Sending { each, together };  ///< One sendmsg for each, or one sendmmsg for all of a burst.

/// Datagrams of this size, so many bursts a second with one to each receiver, encrypted with AES-GCM for each: the least
/// that forwarding costs when a packet comes now and then.
Floor encrypted_datagrams(std::size_t receivers, std::size_t bytes, int bursts_per_second, Sending sending);

}  // namespace ling::bench
