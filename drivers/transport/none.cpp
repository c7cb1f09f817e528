#include "drivers/transport/lines.hpp"

namespace signboard {
namespace {

namespace asio = boost::asio;

class NoneLine final : public Transport {
 public:
  explicit NoneLine(LineAddress address) : address_(std::move(address)) {}

  asio::awaitable<Result<void>> open() override { co_return nothing_to_do(); }

  asio::awaitable<Result<Sent>> send(std::span<Packet const> packets) override {
    Sent sent;
    sent.packets = packets.size();
    for (auto const& packet : packets) sent.bytes += packet.size();
    co_return sent;
  }

  asio::awaitable<Result<std::size_t>> receive(std::span<std::byte>) override { co_return line_deaf(address_); }

  void close() override {}

 private:
  static Result<void> nothing_to_do() { return {}; }

  LineAddress address_;
};

}  // namespace

std::unique_ptr<Transport> make_none_line(LineAddress const& address) { return std::make_unique<NoneLine>(address); }

}  // namespace signboard
