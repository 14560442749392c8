// People who are registered and connected, for scenarios.
#pragma once

#include "load/load_loop.hpp"
#include "support/person.hpp"
#include "support/server_process.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace ling::bench {

/// Registers this many people, named after the prefix.
std::vector<system_test::Person> crowd(const system_test::ServerProcess& server, const std::string& prefix,
                                       std::size_t count);

/// A context that trusts the server's own authority.
load::SslContext trusting(const system_test::ServerProcess& server);

/// Opens a socket for a device.
load::WebSocket& connect(load::LoadLoop& loop, SSL_CTX* context, const system_test::ServerProcess& server,
                         const std::string& token);

/// A group of all of them. Put into the database, which restarts the server: nobody has that many friends to found it
/// with.
std::int64_t group_of(system_test::ServerProcess& server, const std::vector<system_test::Person>& people);

/// The frame of one message.send; the id comes back with the answer. A short text, unless one is given.
std::string message_frame(std::size_t id, std::int64_t conversation_id);
std::string message_frame(std::size_t id, std::int64_t conversation_id, std::string_view content);

bool is_answer(std::string_view frame);
/// Throws when an answer is a refusal.
void must_be_done(std::string_view answer);
bool is_message(std::string_view frame);
/// The id of an answer.
std::size_t id_of(std::string_view answer);

}  // namespace ling::bench
