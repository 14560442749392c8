// Uploading by tus and reading back, as a person does it over HTTP.
#pragma once

#include "support/http_client.hpp"
#include "support/person.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace ling::system_test {

using Headers = std::vector<std::pair<std::string, std::string>>;

/// Any request of the person at an address of files, with the tus header unless it is a GET.
HttpReply ask(const Person& person, const std::string& method, const std::string& target, Headers headers = {},
              const std::string& body = {});

/// Makes an upload; its address.
std::string begin_upload(const Person& person, const std::string& name, std::uint64_t size);
/// Adds a piece.
HttpReply add_piece(const Person& person, const std::string& upload, std::uint64_t offset, const std::string& bytes,
                    Headers headers = {});
std::int64_t file_id_of(const HttpReply& reply);
/// All at once; the file's id. Throws when it is refused.
std::int64_t upload(const Person& person, const std::string& name, const std::string& bytes);

/// message.send with files, each as `kind`.
boost::json::object file_message(std::int64_t conversation_id, const std::vector<std::int64_t>& files,
                                 const std::string& kind = "file", const std::string& text = {});

inline std::string file_address(std::int64_t file_id, const std::string& rest = "/x") {
  return "/files/" + std::to_string(file_id) + rest;
}

/// What hostile files may cost a server at most, in memory.
inline constexpr std::int64_t most_growth_kib = 100 * 1024;

}  // namespace ling::system_test
