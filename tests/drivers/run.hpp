#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <optional>

namespace signboard {

/// Begins a coroutine; what it gives is in the optional once the loop has run it to its end.
template <class T>
void start(boost::asio::io_context& loop, boost::asio::awaitable<T> work, std::optional<T>& result) {
  boost::asio::co_spawn(loop, std::move(work), [&result](std::exception_ptr const& error, T value) {
    if (error) std::rethrow_exception(error);
    result.emplace(std::move(value));
  });
}

/// Runs a coroutine to its end.
template <class T>
T run(boost::asio::io_context& loop, boost::asio::awaitable<T> work) {
  std::optional<T> result;
  start(loop, std::move(work), result);
  loop.restart();
  loop.run();
  return std::move(result.value());
}

}  // namespace signboard
