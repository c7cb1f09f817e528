// A hung-up terminal reads as end of file or EIO, and a write to it as EIO: both are told as EIO. Asio waits for either
// with epoll, which reports a hang-up by itself, so that a pending read notices an unplugged bridge at once.

#include "drivers/transport/fd.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <cerrno>

namespace signboard {
namespace {

namespace asio = boost::asio;
using namespace asio::experimental::awaitable_operators;
using boost::system::error_code;

constexpr auto quiet = asio::as_tuple(asio::use_awaitable);

int errno_of(error_code const& failed) {
  if (!failed) return 0;
  if (failed == asio::error::eof) return EIO;
  if (failed == asio::error::operation_aborted) return ECANCELED;
  return failed.value();
}

void add_piece(std::vector<asio::const_buffer>& pieces, std::span<std::byte const> bytes) {
  if (!bytes.empty()) pieces.emplace_back(bytes.data(), bytes.size());
}

}  // namespace

int ByteCarrier::take(int descriptor) {
  release();
  error_code failed;
  descriptor_.assign(descriptor, failed);
  if (!failed) descriptor_.non_blocking(true, failed);
  if (failed) release();
  return failed.value();
}

asio::awaitable<int> ByteCarrier::write(std::span<Packet const> packets, std::chrono::nanoseconds within) {
  if (!is_open()) co_return ENOTCONN;
  pieces_.clear();
  for (auto const& packet : packets) {
    add_piece(pieces_, packet.head());
    add_piece(pieces_, packet.owned());
    add_piece(pieces_, packet.borrowed());
  }
  limit_.expires_after(within);
  auto first = co_await (asio::async_write(descriptor_, pieces_, quiet) || limit_.async_wait(quiet));
  if (first.index() == 1) co_return is_open() ? ETIMEDOUT : ECANCELED;
  auto const& [failed, bytes] = std::get<0>(first);
  co_return errno_of(failed);
}

asio::awaitable<ByteCarrier::Heard> ByteCarrier::read(std::span<std::byte> into) {
  Heard heard;
  heard.error = ENOTCONN;
  if (!is_open()) co_return heard;
  auto const buffer = asio::buffer(into.data(), into.size());
  auto const answer = co_await descriptor_.async_read_some(buffer, quiet);
  heard.error = errno_of(std::get<0>(answer));
  heard.bytes = std::get<1>(answer);
  co_return heard;
}

void ByteCarrier::release() {
  limit_.cancel();
  if (descriptor_.is_open()) descriptor_.release();
}

}  // namespace signboard
