#include "support/files.hpp"

#include <openssl/evp.h>

#include <stdexcept>

namespace ling::system_test {
namespace {

std::string base64(const std::string& bytes) {
  std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  const int size =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                      reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(size));
  return text;
}

}  // namespace

HttpReply ask(const Person& person, const std::string& method, const std::string& target, Headers headers,
              const std::string& body) {
  headers.emplace_back("Authorization", "Bearer " + person.token);
  if (method != "GET") headers.emplace_back("Tus-Resumable", "1.0.0");
  return http(person.server->http_port(), {method, target, std::move(headers), body});
}

std::string begin_upload(const Person& person, const std::string& name, std::uint64_t size) {
  const auto reply = ask(person, "POST", "/uploads",
                         {{"Upload-Length", std::to_string(size)}, {"Upload-Metadata", "filename " + base64(name)}});
  if (reply.status != 201) throw std::runtime_error("POST /uploads: " + reply.body);
  return reply.headers.at("location");
}

HttpReply add_piece(const Person& person, const std::string& upload, std::uint64_t offset, const std::string& bytes,
                    Headers headers) {
  headers.emplace_back("Content-Type", "application/offset+octet-stream");
  headers.emplace_back("Upload-Offset", std::to_string(offset));
  return ask(person, "PATCH", upload, std::move(headers), bytes);
}

std::int64_t file_id_of(const HttpReply& reply) {
  const auto found = reply.headers.find("ling-file-id");
  if (found == reply.headers.end())
    throw std::runtime_error("no file: " + std::to_string(reply.status) + " " + reply.body);
  return std::stoll(found->second);
}

std::int64_t upload(const Person& person, const std::string& name, const std::string& bytes) {
  return file_id_of(ask(person, "POST", "/uploads",
                        {{"Upload-Length", std::to_string(bytes.size())},
                         {"Upload-Metadata", "filename " + base64(name)},
                         {"Content-Type", "application/offset+octet-stream"}},
                        bytes));
}

boost::json::object file_message(std::int64_t conversation_id, const std::vector<std::int64_t>& files,
                                 const std::string& kind, const std::string& text) {
  boost::json::array attachments;
  for (const std::int64_t file_id : files)
    attachments.push_back(boost::json::object{{"file_id", file_id}, {"kind", kind}});
  boost::json::object message = text_message(conversation_id, text);
  message["attachments"] = std::move(attachments);
  return message;
}

}  // namespace ling::system_test
