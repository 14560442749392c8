// Coroutines: what a task is, and the only way to start one.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <string_view>

namespace ling {

namespace asio = boost::asio;

/// A concrete executor instead of any_io_executor: cheaper, and every loop is an io_context anyway.
using Executor = asio::io_context::executor_type;

/// A coroutine that runs on one loop and returns T. What it awaits resumes it on that same loop.
template <class T = void>
using Task = asio::awaitable<T, Executor>;

inline constexpr asio::use_awaitable_t<Executor> use_task{};

/// Starts a task on a loop. An exception that escapes is logged under `name`: it is a bug or a fault, never a refusal.
/// `name` must be a literal. Safe to call from any thread.
void spawn(Executor executor, std::string_view name, Task<void> task);

}  // namespace ling
