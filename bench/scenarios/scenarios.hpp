// What is measured. Each scenario starts a server of its own, adds its figures to the report, and ends the server.
// Throws when the server misbehaves.
#pragma once

#include "report.hpp"

#include <cstddef>
#include <string>

namespace ling::bench {

/// direct_message_rate_vs_sqlite, direct_message_cpu_vs_floor, direct_message_latency_p99_ms
void direct_messages(Report& report);
/// fanout_vs_epoll, fanout_cpu_vs_floor
void fanout(Report& report);
/// slow_reader_others_p99
void slow_reader(Report& report);
/// join_group_2000_ms
void join_group(Report& report);
/// idle_tls_kib_per_connection, reconnect_5000_s
void idle(Report& report);
/// upload_1g_vs_tls, upload_memory_mib, download_1g_vs_tls, uploads_100_at_once, thumbnails_per_second
void files(Report& report);
/// login_rate_vs_argon2
void sign_in(Report& report);
/// call_…: the media engine with synthetic participants.
void calls(Report& report);
/// start_ms, idle_rss_mib, open_conversation_p99_ms, with this many messages stored
void long_history(Report& report, std::size_t messages);

/// web_first_load_…_kib, web_open_100k_…: the command runs a script of bench/web, which prints the figures.
void web(Report& report, const std::string& command);
/// contacts_2000_…: the same with 2,000 friends.
void contacts(Report& report, const std::string& command);

}  // namespace ling::bench
