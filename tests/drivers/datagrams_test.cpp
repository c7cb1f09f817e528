#include "drivers/transport/datagrams.hpp"

#include "tests/support/catch.hpp"

#include <algorithm>
#include <array>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

namespace signboard {
namespace {

/// Two ends of a datagram line inside the machine: unlike UDP's, its queue is full after a few and tells so.
class Ends {
 public:
  Ends() { REQUIRE(::socketpair(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0, ends_.data()) == 0); }
  ~Ends() {
    close_far();
    ::close(ends_[0]);
  }
  Ends(Ends const&) = delete;
  Ends& operator=(Ends const&) = delete;

  int near() const { return ends_[0]; }
  void close_far() {
    if (ends_[1] >= 0) ::close(ends_[1]);
    ends_[1] = -1;
  }

  std::vector<std::string> received() const {
    std::vector<std::string> all;
    std::array<char, 4'096> buffer{};
    for (;;) {
      auto const bytes = ::recv(ends_[1], buffer.data(), buffer.size(), MSG_DONTWAIT);
      if (bytes < 0) return all;
      all.emplace_back(buffer.data(), static_cast<std::size_t>(bytes));
    }
  }

 private:
  std::array<int, 2> ends_{-1, -1};
};

std::span<std::byte const> bytes(std::string_view text) { return std::as_bytes(std::span(text)); }

std::vector<Packet> packets_of(std::vector<std::string> const& words) {
  std::vector<Packet> packets;
  packets.reserve(words.size());
  for (auto const& word : words) packets.emplace_back(bytes("head "), bytes(word));
  return packets;
}

std::vector<std::string> some_words(int count) {
  std::vector<std::string> words;
  words.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) words.push_back("word " + std::to_string(i));
  return words;
}

TEST_CASE("datagrams are gathered from head, owned and borrowed parts") {
  Ends const ends;
  Datagrams datagrams(Datagrams::Segmentation::one_by_one);
  std::vector<Packet> packets;
  packets.emplace_back(bytes("head"), bytes(" and frame"));
  auto const owned = bytes("owned");
  packets.emplace_back(std::vector(owned.begin(), owned.end()));
  auto const outcome = datagrams.send(ends.near(), packets);
  CHECK(outcome.packets == 2);
  CHECK(outcome.bytes == 19);
  CHECK(outcome.error == 0);
  CHECK(ends.received() == std::vector<std::string>{"head and frame", "owned"});
}

TEST_CASE("what a full queue does not take is counted and left behind, and the next frame begins afresh") {
  Ends const ends;
  Datagrams datagrams(Datagrams::Segmentation::one_by_one);
  auto const words = some_words(2'000);
  auto const packets = packets_of(words);
  for (int frame = 0; frame < 2; ++frame) {
    auto const outcome = datagrams.send(ends.near(), packets);
    CHECK(outcome.packets > 0);
    CHECK(outcome.dropped > 0);
    CHECK(outcome.packets + outcome.dropped == 2'000);
    CHECK(outcome.error == 0);
    auto const received = ends.received();
    REQUIRE(received.size() == outcome.packets);
    for (std::size_t i = 0; i < received.size(); ++i) CHECK(received[i] == "head " + words[i]);
  }
}

TEST_CASE("a socket that cannot cut bursts is served datagram by datagram") {
  auto const far = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0),
             near = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  auto const generic = reinterpret_cast<sockaddr*>(&address);
  REQUIRE(::bind(far, generic, size) == 0);
  REQUIRE(::getsockname(far, generic, &size) == 0);
  REQUIRE(::connect(near, generic, size) == 0);
  // Linux cuts no bursts for a socket that sends without checksums.
  int const on = 1;
  REQUIRE(::setsockopt(near, SOL_SOCKET, SO_NO_CHECK, &on, sizeof(on)) == 0);
  Datagrams datagrams(Datagrams::Segmentation::in_bursts);
  auto const words = some_words(5);
  auto const outcome = datagrams.send(near, packets_of(words));
  CHECK(outcome.packets == 5);
  CHECK(outcome.dropped == 0);
  for (auto const& word : words) {
    std::array<char, 64> buffer{};
    auto const bytes = ::recv(far, buffer.data(), buffer.size(), MSG_DONTWAIT);
    CHECK(std::string(buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(bytes, 0))) == "head " + word);
  }
  ::close(near);
  ::close(far);
}

TEST_CASE("a far end that has gone is reported, and everything counts as dropped or tried") {
  Ends ends;
  ends.close_far();
  Datagrams datagrams(Datagrams::Segmentation::one_by_one);
  auto const words = some_words(3);
  auto const outcome = datagrams.send(ends.near(), packets_of(words));
  CHECK(outcome.packets == 0);
  CHECK(outcome.dropped == 3);
  CHECK((outcome.refused || outcome.error != 0));
}

TEST_CASE("no packets are no work") {
  Datagrams datagrams(Datagrams::Segmentation::in_bursts);
  CHECK(datagrams.send(-1, {}).packets == 0);
}

}  // namespace
}  // namespace signboard
