// One room of the media engine for the tests in a browser: a line of JSON in, a line of JSON out.
//   {"id": 1, "do": "transport"}  →  {"id": 1, "result": {…}}  or  {"id": 1, "error": "…"}
#include "foundation/json_codec.hpp"
#include "media/addresses.hpp"
#include "media/engine.hpp"

#include <boost/asio/posix/basic_stream_descriptor.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>

namespace ling::system_test {
namespace {

namespace bj = boost::json;

template <class T>
T given(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().detail);
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

class Room {
 public:
  explicit Room(Executor executor)
      : executor_(executor), engine_(executor, settings(), {[](const media::Event&) {}, [this] { open(); }, [] {}}) {
    engine_.start();
  }

 private:
  static media::WorkerSettings settings() {
    media::WorkerSettings settings;
    settings.program = std::getenv("LING_BINARY");
    settings.addresses = media::local_addresses();
    return settings;
  }

  void open() { spawn(executor_, "test.room", serve()); }

  Task<void> serve() {
    router_ = given(co_await engine_.create_router());
    asio::posix::basic_stream_descriptor<Executor> input(executor_, ::dup(STDIN_FILENO));
    std::string buffer;
    boost::system::error_code ended;
    for (;;) {
      const std::size_t size = co_await asio::async_read_until(input, asio::dynamic_buffer(buffer), '\n',
                                                               asio::redirect_error(use_task, ended));
      if (ended) break;
      const bj::value line = json::parse(buffer.substr(0, size)).value();
      buffer.erase(0, size);
      bj::object reply{{"id", line.at("id")}};
      std::string wrong;
      try {
        reply["result"] = co_await answer(line.get_object());
      } catch (const std::exception& fault) {
        wrong = fault.what();
      }
      if (!wrong.empty()) reply["error"] = wrong;
      std::cout << bj::serialize(reply) << std::endl;
    }
    co_await engine_.stop();
  }

  Task<bj::value> answer(const bj::object& asked) {
    const std::string what(asked.at("do").get_string());
    if (what == "capabilities") co_return router_.capabilities();
    if (what == "transport") {
      media::Transport made = given(co_await router_.create_transport());
      const bj::object json = made.to_json();
      transports_.insert_or_assign(made.id(), std::move(made));
      co_return json;
    }
    if (what == "resume") {
      given(co_await consumers_.at(text(asked, "consumer")).resume());
      co_return true;
    }
    media::Transport& transport = transports_.at(text(asked, "transport"));
    if (what == "connect") {
      given(co_await transport.connect(given(media::read_dtls_parameters(asked.at("dtlsParameters")))));
      co_return true;
    }
    if (what == "produce") {
      const auto kind = text(asked, "kind") == "video" ? media::Kind::video : media::Kind::audio;
      auto parameters = given(media::read_rtp_parameters(asked.at("rtpParameters")));
      media::Producer made = given(co_await transport.produce(kind, std::move(parameters), false));
      const std::string id = made.id();
      producers_.insert_or_assign(id, std::move(made));
      co_return bj::string(id);
    }
    if (what == "consume") {
      auto capabilities = given(media::read_rtp_capabilities(asked.at("rtpCapabilities")));
      const media::Source source = producers_.at(text(asked, "producer")).source();
      media::Consumer made = given(co_await transport.consume(source, std::move(capabilities), true));
      const bj::object json = made.to_json();
      consumers_.insert_or_assign(made.id(), std::move(made));
      co_return json;
    }
    if (what == "stats") {
      const auto stats = given(co_await transport.stats());
      co_return bj::object{{"tcp", stats.tcp}, {"connected", stats.connected}, {"received", stats.bytes_received}};
    }
    throw std::runtime_error("it does not know " + what);
  }

  static std::string text(const bj::object& asked, std::string_view name) {
    return std::string(asked.at(name).get_string());
  }

  Executor executor_;
  media::Engine engine_;
  media::Router router_;
  std::map<std::string, media::Transport> transports_;
  std::map<std::string, media::Producer> producers_;
  std::map<std::string, media::Consumer> consumers_;
};

}  // namespace
}  // namespace ling::system_test

int main() {
  ling::asio::io_context loop{1};
  const ling::system_test::Room room(loop.get_executor());
  loop.run();
}
