#include "foundation/alarm.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>

namespace ling {

Task<void> Alarm::wait_until(Time time) {
  asio::steady_timer timer(co_await asio::this_coro::executor, time);
  waiting_ = &timer;
  boost::system::error_code rung;
  co_await timer.async_wait(asio::redirect_error(use_task, rung));
  waiting_ = nullptr;
}

void Alarm::ring() {
  if (waiting_ != nullptr) waiting_->cancel();
}

}  // namespace ling
