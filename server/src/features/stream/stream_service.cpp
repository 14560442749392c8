#include "features/stream/stream_service.hpp"

#include "features/stream/epoch_store.hpp"
#include "storage/event_log.hpp"

#include <fmt/format.h>

#include <random>

namespace ling {
namespace {

constexpr int page_size = 500;
constexpr Pts furthest_behind = 5000;

// A stored body is `"event":"NAME","data":{…}`; the page wants its two values apart.
StreamEvent parse(event_log::Entry entry) {
  static constexpr std::string_view head = "\"event\":\"";
  static constexpr std::string_view middle = "\",\"data\":";
  const auto split = entry.body.find(middle);
  return {entry.pts, entry.body.substr(head.size(), split - head.size()),
          RawJson{entry.body.substr(split + middle.size())}};
}

}  // namespace

void StreamService::prepare(Tx& tx) {
  if (epoch_store::epoch(tx).empty()) begin_new_history(tx);
}

std::string StreamService::history(Tx& tx) {
  return epoch_store::epoch(tx);
}

void StreamService::begin_new_history(Tx& tx) {
  std::random_device random;
  epoch_store::set_epoch(tx, fmt::format("{:08x}{:08x}", random(), random()));
}

void StreamService::bind(Dispatcher& dispatcher) {
  dispatcher.on<ReadSnapshot>(RateClass::cheap,
                              [this](Request& request, ReadSnapshot) { return snapshot(request.user()); });
  dispatcher.on<ReadStream>(RateClass::cheap,
                            [this](Request& request, ReadStream command) { return read(request.user(), command); });
}

Task<std::string> StreamService::hello(Identity identity) {
  auto work = [&](Tx& tx) {
    return Hello{epoch_store::epoch(tx),
                 event_log::newest(tx, identity.user_id),
                 identity.user_id,
                 identity.device_id,
                 version_,
                 tx.now()};
  };
  const Hello hello = co_await database_.read(std::move(work));
  co_return json::encode(hello);
}

Task<Result<Snapshot>> StreamService::snapshot(UserId user_id) {
  auto work = [&](Tx& tx) -> Result<Snapshot> {
    Snapshot snapshot;
    snapshot.epoch = epoch_store::epoch(tx);
    snapshot.pts = event_log::newest(tx, user_id);
    for (const SnapshotPart& part : parts_)
      part(tx, user_id, snapshot);
    return snapshot;
  };
  co_return co_await database_.read(std::move(work));
}

Task<Result<EventPage>> StreamService::read(UserId user_id, ReadStream command) {
  auto work = [&](Tx& tx) -> Result<EventPage> {
    const Pts newest = event_log::newest(tx, user_id);
    if (command.after < 0 || command.after > newest || newest - command.after > furthest_behind)
      return refuse(ErrorCode::stream_too_old);
    EventPage page;
    page.epoch = epoch_store::epoch(tx);
    for (event_log::Entry& entry : event_log::read(tx, user_id, command.after, page_size)) {
      page.events.push_back(parse(std::move(entry)));
    }
    const Pts last = command.after + static_cast<Pts>(page.events.size());
    // The pts are dense, so a missing event shows as a page that does not end where it should.
    if (page.events.empty() ? newest != command.after : page.events.back().pts != last)
      return refuse(ErrorCode::stream_too_old);
    page.has_more = last < newest;
    return page;
  };
  co_return co_await database_.read(std::move(work));
}

}  // namespace ling
