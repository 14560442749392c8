#include "media/worker.hpp"

#include "foundation/log.hpp"
#include "media/events_wire.hpp"
#include "media/ids.hpp"

#include <sys/wait.h>

#include <csignal>
#include <exception>
#include <utility>

namespace ling::media {
namespace {

using Method = FBS::Request::Method;
using Body = FBS::Request::Body;

constexpr std::uint32_t socket_buffer = 2 * 1024 * 1024;  ///< Bytes; the kernel gives less where it allows less.
constexpr std::chrono::seconds to_stop{2};

void close_router(Channel& channel, const std::string&, const std::string& id) {
  WireBuilder builder;
  const auto body = FBS::Worker::CreateCloseRouterRequestDirect(builder, id.c_str());
  channel.tell(Method::WORKER_CLOSE_ROUTER, "", builder, Body::Worker_CloseRouterRequest, body.Union());
}

/// Its errors are worth a line; the rest is for developers. What it says may hold addresses, never content.
void log_line(std::string_view line) {
  if (line.empty()) return;
  const auto level = line.front() == 'E' ? log::Level::warning : log::Level::debug;
  log::write(level, "media.engine", {{"says", line.substr(1, 300)}});
}

}  // namespace

Worker::Worker(Executor executor, WorkerSettings settings, Listener listener)
    : executor_(executor), settings_(std::move(settings)), listener_(std::move(listener)), server_id_(new_id()) {
  const std::vector<std::string> command = {settings_.program, "media-worker", "--logLevel=error",
                                            "--disableLiburing=true"};
  child_ = std::make_shared<ChildProcess>(executor_, command);
  Channel::Listener heard;
  heard.on_notification = [this](const FBS::Notification::Notification& notification) {
    if (const auto event = event_from_wire(notification)) listener_.on_event(*event);
  };
  heard.on_log = log_line;
  heard.on_broken = [this](std::string_view why) { died(why); };
  channel_ = std::make_shared<Channel>(executor_, child_->take_input(), child_->take_output(), std::move(heard));
}

Worker::~Worker() {
  *still_here_ = false;
  channel_->close();
  child_->kill(SIGKILL);
}

Task<Result<std::shared_ptr<Worker>>> Worker::start(Executor executor, WorkerSettings settings, Listener listener) {
  std::shared_ptr<Worker> worker;
  try {
    worker.reset(new Worker(executor, std::move(settings), std::move(listener)));
  } catch (const std::exception& fault) {
    co_return refuse(ErrorCode::busy, fault.what());
  }
  worker->channel_->start();
  spawn(executor, "media.worker.watch", worker->watch(worker->child_));
  worker->told_ = true;  // Until it listens, who waits here is told by the answer.
  const auto listening = co_await worker->listen();
  if (!listening) co_return tl::unexpected<Refusal>(listening.error());
  worker->told_ = false;
  co_return worker;
}

Task<Result<void>> Worker::listen() {
  WireBuilder builder;
  std::vector<flatbuffers::Offset<FBS::Transport::ListenInfo>> sockets;
  const auto any = FBS::Transport::CreatePortRange(builder);
  const auto flags = FBS::Transport::CreateSocketFlags(builder);
  for (const std::string& address : settings_.addresses) {
    for (const auto protocol : {FBS::Transport::Protocol::UDP, FBS::Transport::Protocol::TCP}) {
      sockets.push_back(FBS::Transport::CreateListenInfoDirect(
          builder, protocol, address.c_str(), nullptr, settings_.port, any, flags, socket_buffer, socket_buffer));
    }
  }
  const auto body = FBS::Worker::CreateCreateWebRtcServerRequestDirect(builder, server_id_.c_str(), &sockets);
  const auto answer = co_await channel_->request(Method::WORKER_CREATE_WEBRTCSERVER, "", builder,
                                                 Body::Worker_CreateWebRtcServerRequest, body.Union());
  if (!answer) co_return refuse(ErrorCode::busy, answer.error().detail);
  co_return Result<void>{};
}

// Static in spirit: the worker may be gone while its process is still ending.
Task<void> Worker::watch(std::shared_ptr<ChildProcess> child) {
  const std::shared_ptr<bool> here = still_here_;
  const int status = co_await child->ended();
  if (!*here) co_return;
  died(WIFSIGNALED(status) ? "killed" : "ended");
}

void Worker::died(std::string_view why) {
  if (std::exchange(told_, true)) return;
  channel_->close();
  child_->kill(SIGKILL);
  listener_.on_death(why);
}

Task<Result<Router>> Worker::create_router() {
  const auto channel = channel_;
  const std::string router_id = new_id(), server_id = server_id_, public_address = settings_.public_address;
  WireBuilder builder;
  const auto body = FBS::Worker::CreateCreateRouterRequestDirect(builder, router_id.c_str());
  const auto answer = co_await channel->request(Method::WORKER_CREATE_ROUTER, "", builder,
                                                Body::Worker_CreateRouterRequest, body.Union());
  if (!answer) co_return tl::unexpected<Refusal>(answer.error());
  Handle handle(channel, "", router_id, close_router);
  co_return Router(std::move(handle), server_id, public_address);
}

Task<Result<Worker::Usage>> Worker::usage() {
  const auto channel = channel_;
  WireBuilder builder;
  const auto answer = co_await channel->request(Method::WORKER_GET_RESOURCE_USAGE, "", builder);
  if (!answer) co_return tl::unexpected<Refusal>(answer.error());
  const auto* counted = answer->body<FBS::Worker::ResourceUsageResponse>();
  if (counted == nullptr) co_return refuse(ErrorCode::internal, "no figures in the answer");
  Usage usage;
  usage.cpu_ms = counted->ruUtime() + counted->ruStime();
  usage.resident_kib = counted->ruMaxrss();
  co_return usage;
}

Task<void> Worker::stop() {
  told_ = true;
  const auto child = child_;
  const auto channel = channel_;
  child->kill(SIGTERM);
  LoopTimer insist(executor_, to_stop);
  insist.async_wait([child](boost::system::error_code cancelled) {
    if (!cancelled) child->kill(SIGKILL);
  });
  co_await child->ended();
  channel->close();
}

}  // namespace ling::media
