#include "load/stream_client.hpp"

#include "foundation/json_codec.hpp"

#include <boost/json/serialize.hpp>

#include <stdexcept>

namespace ling::load {

void StreamClient::connect(LoadLoop& loop, SSL_CTX* context, std::uint16_t port) {
  auto socket = WebSocket::beginning(context, port, token_);
  socket->on_text([this](std::string_view frame) { receive(frame); });
  socket_ = &loop.add(std::move(socket));
}

void StreamClient::disconnected() {
  socket_ = nullptr;
  greeted_ = reading_ = false;
  held_.clear();
}

int StreamClient::send(std::string_view command, const boost::json::value& params) {
  std::string frame = "{\"id\":" + std::to_string(++last_id_) + ",\"command\":";
  json::append_string(frame, command);
  frame += ",\"params\":" + boost::json::serialize(params) + "}";
  socket_->send(frame);
  socket_->flush();
  return last_id_;
}

void StreamClient::receive(std::string_view frame) {
  const auto parsed = json::parse(frame);
  if (!parsed || !parsed->is_object()) throw std::runtime_error("the server sent a frame that is no object");
  const auto& object = parsed->as_object();
  if (const auto* hello = object.if_contains("hello")) {
    greeted_ = true;
    const std::int64_t newest = hello->at("pts").as_int64();
    if (pts_ < 0) pts_ = newest;
    if (newest < pts_) throw std::runtime_error("the server has forgotten events that it sent");
    if (newest > pts_) read_stream();
    if (on_greeted_) on_greeted_();
  } else if (const auto* pts = object.if_contains("pts")) {
    held_.emplace(pts->as_int64(), Event{std::string(object.at("event").as_string()), object.at("data")});
    advance();
  } else if (const auto* name = object.if_contains("event")) {
    if (on_event_) on_event_(name->as_string(), object.at("data"));
  } else if (const auto* id = object.if_contains("id")) {
    const int answered = static_cast<int>(id->as_int64());
    if (reading_ && answered == read_id_) return receive_page(object);
    if (on_answer_) on_answer_(answered, object);
  }
}

void StreamClient::receive_page(const boost::json::object& answer) {
  reading_ = false;
  const auto* page = answer.if_contains("result");
  if (page == nullptr) throw std::runtime_error("stream.read was refused");
  for (const auto& event : page->at("events").as_array()) {
    ++fetched_;
    held_.emplace(event.at("pts").as_int64(), Event{std::string(event.at("event").as_string()), event.at("data")});
  }
  advance();
  if (page->at("has_more").as_bool()) read_stream();
}

void StreamClient::advance() {
  while (!held_.empty() && held_.begin()->first <= pts_ + 1) {
    const auto next = held_.extract(held_.begin());
    if (next.key() != pts_ + 1) continue;
    pts_ = next.key();
    if (on_event_) on_event_(next.mapped().name, next.mapped().data);
  }
  if (!held_.empty()) read_stream();
}

void StreamClient::read_stream() {
  if (reading_) return;
  reading_ = true;
  read_id_ = send("stream.read", {{"after", pts_}});
}

}  // namespace ling::load
